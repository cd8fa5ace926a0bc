package org.dlmcert.point;

import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A hidden unit without output weights to whose outputs the residuals are not orthogonal nearby.
 *
 * @param unit of the last hidden layer
 * @param move a direction of its weights in which that shows to first order
 */
public record IdleUnit(int unit, List<Rational> move) {
  /** Copies the list. */
  public IdleUnit {
    move = List.copyOf(move);
  }
}
