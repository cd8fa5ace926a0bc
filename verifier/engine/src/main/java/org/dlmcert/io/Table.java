package org.dlmcert.io;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Numbers as an input gives them, with their place: rows of numbers, or a plain list.
 *
 * @param matrix the rows; a plain list of n numbers is n × 1
 * @param list whether this is a plain list
 */
public record Table(RationalMatrix matrix, boolean list, Place place) {
  /** The shape in words. */
  public String shape() {
    return list ? "a list of " + matrix.rows() + " numbers" : matrix.shape();
  }

  /**
   * The rows × columns matrix that this must be; a table without rows fits any number of columns.
   *
   * @param meaning the dimensions in the terms of the format, such as {@code N × d_0}
   * @throws BadInput with both shapes
   */
  public RationalMatrix matrix(int rows, int columns, String meaning) {
    boolean empty = matrix.rows() == 0 && rows == 0;
    if (!empty && (list || matrix.rows() != rows || matrix.columns() != columns)) {
      throw place.expected(rows + "×" + columns + " (" + meaning + ")", shape());
    }
    return empty ? RationalMatrix.of(0, columns, (i, j) -> Rational.ZERO) : matrix;
  }

  /**
   * The N targets of {@code outputs} entries each; of one output they may be a plain list.
   *
   * @throws BadInput with both shapes
   */
  public RationalMatrix targets(int samples, int outputs) {
    return outputs == 1 && list && matrix.rows() == samples
        ? matrix
        : matrix(samples, outputs, "N × d_L");
  }

  /**
   * The list of {@code entries} numbers that this must be.
   *
   * @throws BadInput with both shapes
   */
  public List<Rational> list(int entries, String meaning) {
    if (!list || matrix.rows() != entries) {
      throw place.expected("a list of " + entries + " numbers (" + meaning + ")", shape());
    }
    return matrix.transpose().row(0);
  }
}
