package org.dlmcert.numeric.newton;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.point.nearby.Preconditioner;

/** Matrices in double, as integers in units of a power of two. */
final class GuessedMatrix {
  /** Bits of the largest entry. */
  private static final int BITS = 46;

  private static final int MOST_SCALE = 1000;

  private GuessedMatrix() {}

  /** The inverse of a square matrix, if the decomposition finds one that is finite. */
  static Optional<double[][]> inverse(double[][] matrix) {
    LUDecomposition decomposition =
        new LUDecomposition(new Array2DRowRealMatrix(matrix, false), Double.MIN_NORMAL);
    if (!decomposition.getSolver().isNonSingular()) {
      return Optional.empty();
    }
    RealMatrix inverse = decomposition.getSolver().getInverse();
    return Double.isFinite(inverse.getNorm()) ? Optional.of(inverse.getData()) : Optional.empty();
  }

  /** The matrix with entries rounded to multiples of a power of two. */
  static Preconditioner rounded(double[][] matrix) {
    double largest = 0;
    for (double[] row : matrix) {
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    int scale = Math.max(0, Math.min(MOST_SCALE, BITS - exponent));
    return new Preconditioner(scale, nearest(matrix, scale));
  }

  /** The integers nearest to 2^scale times the entries. */
  static BigInteger[][] nearest(double[][] matrix, int scale) {
    BigInteger[][] rows = new BigInteger[matrix.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new BigInteger[matrix[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = nearest(matrix[i][j], scale);
      }
    }
    return rows;
  }

  /** The integer nearest to 2^scale times a number. */
  static BigInteger nearest(double value, int scale) {
    if (value == 0) {
      return BigInteger.ZERO;
    }
    Rational exact = ExactDouble.of(value);
    BigInteger twice = exact.numerator().shiftLeft(scale + 1).divide(exact.denominator());
    return twice.add(BigInteger.ONE).shiftRight(1);
  }
}
