package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;

/** Matrices whose columns have entries with greatest common divisor 1. */
final class PrimitiveColumns {
  private PrimitiveColumns() {}

  /** The matrix with each column divided by its content; empty if a column is zero. */
  static Optional<IntegerMatrix> of(IntegerMatrix matrix) {
    BigInteger[] contents = new BigInteger[matrix.columns()];
    for (int j = 0; j < contents.length; j++) {
      BigInteger content = BigInteger.ZERO;
      for (int i = 0; i < matrix.rows() && !content.equals(BigInteger.ONE); i++) {
        content = content.gcd(matrix.get(i, j));
      }
      if (content.signum() == 0) {
        return Optional.empty();
      }
      contents[j] = content;
    }
    return Optional.of(
        IntegerMatrix.of(
            matrix.rows(),
            matrix.columns(),
            (i, j) ->
                contents[j].equals(BigInteger.ONE)
                    ? matrix.get(i, j)
                    : matrix.get(i, j).divide(contents[j])));
  }
}
