package org.dlmcert.least;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.dlmcert.exact.Rational;

/**
 * A {@link LeastProblem} in floating point, with every coordinate of the inputs, the noise of every
 * unit and the targets divided by their largest absolute values. Only for guesses.
 */
final class FloatProblem {
  private static final int LEADING_BITS = 1000;

  final LeastProblem exact;
  final int samples;
  final int units;
  final int d;
  final boolean bias;
  final double[][] x; // N×d
  final double[] y;
  final double[][] plus; // D×N
  final double[][] minus;
  private final BigInteger[] largestInput;
  private final BigInteger largestTarget;

  FloatProblem(LeastProblem exact) {
    this.exact = exact;
    samples = exact.samples();
    units = exact.units();
    d = exact.dimensions();
    bias = exact.bias();
    x = new double[samples][d];
    largestInput = new BigInteger[d];
    for (int j = 0; j < d; j++) {
      BigInteger largest = BigInteger.ZERO;
      for (int n = 0; n < samples; n++) {
        largest = largest.max(exact.input(n)[j].abs());
      }
      largestInput[j] = largest;
      for (int n = 0; n < samples; n++) {
        x[n][j] = ratio(exact.input(n)[j], largest);
      }
    }
    y = new double[samples];
    largestTarget = largest(exact.targets());
    for (int n = 0; n < samples; n++) {
      y[n] = ratio(exact.targets()[n], largestTarget);
    }
    plus = new double[units][samples];
    minus = new double[units][samples];
    for (int i = 0; i < units; i++) {
      BigInteger most = BigInteger.ZERO;
      for (int n = 0; n < samples; n++) {
        most = most.max(exact.slope(i, n, 1).abs()).max(exact.slope(i, n, -1).abs());
      }
      for (int n = 0; n < samples; n++) {
        plus[i][n] = ratio(exact.slope(i, n, 1), most);
        minus[i][n] = ratio(exact.slope(i, n, -1), most);
      }
    }
  }

  private static BigInteger largest(BigInteger[] values) {
    return Arrays.stream(values).map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::max);
  }

  /** By what a coordinate of the inputs is divided; 1 if all are 0. */
  BigInteger largestInput(int coordinate) {
    return largestInput[coordinate].max(BigInteger.ONE);
  }

  /** A sum of squares of the exact problem in the scale of this one. */
  double floatSquares(Rational squares) {
    Rational share = squares.dividedBy(Rational.of(largestTarget.max(BigInteger.ONE).pow(2)));
    int shift = Math.max(0, share.denominator().bitLength() - LEADING_BITS);
    return share.numerator().shiftRight(shift).doubleValue()
        / share.denominator().shiftRight(shift).doubleValue();
  }

  /** a/b for |a| ≤ b, without overflow; 0 for b = 0. */
  static double ratio(BigInteger a, BigInteger b) {
    int shift = Math.max(0, b.bitLength() - LEADING_BITS);
    double divisor = b.shiftRight(shift).doubleValue();
    return divisor == 0 ? 0 : a.shiftRight(shift).doubleValue() / divisor;
  }

  /**
   * Coordinates of w in whole numbers, up to a common positive factor: a direction near the given
   * one in the scale of the exact problem.
   */
  BigInteger[] direction(double[] w) {
    // w·x = Σ (w_j / largest_j)·X_j
    BigInteger product = BigInteger.ONE;
    for (BigInteger largest : largestInput) {
      product = product.multiply(largest.max(BigInteger.ONE));
    }
    BigInteger[] direction = new BigInteger[d];
    for (int j = 0; j < d; j++) {
      BigInteger rounded = BigDecimal.valueOf(w[j]).scaleByPowerOfTen(30).toBigInteger();
      direction[j] = rounded.multiply(product.divide(largestInput[j].max(BigInteger.ONE)));
    }
    return direction;
  }

  /** The residuals of the outputs at w, for signs q of the output weights. */
  double[] residuals(int[] q, double[][] w, double outputBias) {
    double[] e = new double[samples];
    for (int n = 0; n < samples; n++) {
      double v = outputBias - y[n];
      for (int i = 0; i < units; i++) {
        double u = dot(w[i], x[n]);
        v += q[i] * u * (u < 0 ? minus[i][n] : plus[i][n]);
      }
      e[n] = v;
    }
    return e;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /**
   * Solves a symmetric positive definite system in place by Cholesky's method; false if it is not.
   */
  static boolean factor(double[][] a) {
    int size = a.length;
    for (int j = 0; j < size; j++) {
      for (int k = 0; k < j; k++) {
        for (int i = j; i < size; i++) {
          a[i][j] -= a[i][k] * a[j][k];
        }
      }
      if (!(a[j][j] > 0)) {
        return false;
      }
      double root = Math.sqrt(a[j][j]);
      for (int i = j; i < size; i++) {
        a[i][j] /= root;
      }
    }
    return true;
  }

  /** Solves with the factor of {@link #factor}. */
  static double[] solve(double[][] factor, double[] right) {
    double[] z = right.clone();
    for (int i = 0; i < z.length; i++) {
      for (int k = 0; k < i; k++) {
        z[i] -= factor[i][k] * z[k];
      }
      z[i] /= factor[i][i];
    }
    for (int i = z.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < z.length; k++) {
        z[i] -= factor[k][i] * z[k];
      }
      z[i] /= factor[i][i];
    }
    return z;
  }
}
