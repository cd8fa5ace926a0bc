package org.dlmcert.cells;

import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A sign vector that some point has.
 *
 * @param point such a point: weights of the unit, with integer entries
 */
public record Cell(SignVector signs, List<Rational> point) {
  public Cell {
    point = List.copyOf(point);
  }
}
