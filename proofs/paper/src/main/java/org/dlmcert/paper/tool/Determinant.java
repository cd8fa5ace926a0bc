package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** The determinant of a small matrix, by elimination in fractions. */
public final class Determinant {
  private Determinant() {}

  /**
   * The determinant; 1 for the matrix without rows.
   *
   * @throws IllegalArgumentException if the matrix is not square
   */
  public static Rational of(RationalMatrix matrix) {
    if (matrix.rows() != matrix.columns()) {
      throw new IllegalArgumentException("determinant of a " + matrix.shape() + " matrix");
    }
    List<Rational[]> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i).toArray(Rational[]::new));
    }
    Rational product = Rational.ONE;
    for (int j = 0; j < matrix.columns(); j++) {
      int pivot = 0;
      while (pivot < rows.size() && rows.get(pivot)[j].isZero()) {
        pivot++;
      }
      if (pivot == rows.size()) {
        return Rational.ZERO;
      }
      Rational[] row = rows.remove(pivot);
      product = product.times(pivot % 2 == 0 ? row[j] : row[j].negate());
      for (Rational[] other : rows) {
        Rational factor = other[j].dividedBy(row[j]);
        for (int k = j; k < row.length && !factor.isZero(); k++) {
          other[k] = other[k].minus(factor.times(row[k]));
        }
      }
    }
    return product;
  }
}
