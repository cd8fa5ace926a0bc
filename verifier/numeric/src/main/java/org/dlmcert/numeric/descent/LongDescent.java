package org.dlmcert.numeric.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.progress.Progress;

/**
 * The loss curve of gradient descent beyond double precision, in Apfloat.
 *
 * <p>Inside a cell, and with the output weights fixed (the setting of Theorem 5), the loss is a
 * quadratic and the residuals follow {@code e_{t+1} = (I - rate·K) e_t} with {@code K = G_1ᵀ
 * G_1/N}. Squaring the matrix gives the curve at the epochs 1, 2, 4, …, however far away. That the
 * cell is never left is proved by {@link Confinement}; the curve itself is a computation with many
 * digits and an estimate of its error, not a proof.
 *
 * <p>Error: let ε be a unit in the last digit and ρ a bound on the error of the n×n matrix A in the
 * Frobenius norm, as a part of ‖A‖₂. Squaring makes it 2ρ + ρ² + n²ε, since the sums of n products
 * are off by nε‖A‖_F² ≤ n²ε‖A‖₂² together. Points whose residuals are not 1000 times as large as
 * the error that comes of it are left out.
 */
public final class LongDescent {
  /** Covers the rounding of the row sums, which are sums of doubles. */
  static final double SAFETY = 1 + 0x1p-20;

  /** Digits of a residual that have to be right. */
  private static final int SAFE_DIGITS = 3;

  private final int digits;

  /** With so many decimal digits, from 20 to 280. */
  public LongDescent(int digits) {
    if (digits < 20 || digits > 280) {
      throw new IllegalArgumentException("20 to 280 digits expected, got " + digits);
    }
    this.digits = digits;
  }

  /**
   * A point of the curve.
   *
   * @param epoch epochs after the end of the descent in double
   * @param log10 of the MSE
   */
  public record Point(long epoch, double log10) {
    /** The MSE in scientific notation, also where it is too small for a double. */
    public String scientific() {
      long exponent = (long) Math.floor(log10);
      return String.format(Locale.ROOT, "%.4fe%d", Math.pow(10, log10 - exponent), exponent);
    }
  }

  /**
   * The curve from the instance's weights, at the epochs 0, 1, 2, 4, …, 2^doublings. The rate is a
   * little less than 1 / (largest row sum of |K|), so that rate·K has no eigenvalue above 1
   * (Gershgorin).
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Point> curve(Instance instance, int doublings, Progress progress)
      throws InterruptedException {
    progress.stage("loss beyond double precision", doublings);
    ForwardPass pass = ForwardPass.of(instance);
    RationalMatrix g = Gradient.at(instance, pass).layer(1);
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    int n = instance.samples();
    Apfloat[] e = new Apfloat[n];
    for (int k = 0; k < n; k++) {
      e[k] = number(pass.output(2).get(0, k).minus(targets.get(k, 0)));
    }
    Apfloat[][] step = step(g, n);
    double unit = Math.pow(10, 1 - digits);
    // Entries of rate·K are off by (rows + 3)ε of products of column lengths, whose sum is ≤ n.
    double error = (g.rows() + 3) * n * unit * Math.sqrt(n) / norm(step);
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, log10(e)));
    add(points, 1, step, e, error);
    for (int k = 1; k <= doublings; k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("loss beyond double precision");
      }
      step = squared(step);
      error = 2 * error + error * error + n * (double) n * unit;
      add(points, 1L << k, step, e, error);
      progress.step(k);
    }
    return points;
  }

  /** Adds a point, unless the error of the matrix could be seen in it. */
  private void add(List<Point> points, long epoch, Apfloat[][] step, Apfloat[] e, double error) {
    Point point = new Point(epoch, log10(times(step, e)));
    double all = error + 2 * e.length * Math.pow(10, 1 - digits);
    double residual =
        Math.log10(all) + magnitude(squaredNorm(step)) / 2 + points.get(0).log10() / 2;
    if (residual < point.log10() / 2 - SAFE_DIGITS) {
      points.add(point);
    }
  }

  private Apfloat squaredNorm(Apfloat[][] matrix) {
    Apfloat norm = new Apfloat(0, digits);
    for (Apfloat[] row : matrix) {
      norm = norm.add(dot(row, row));
    }
    return norm;
  }

  private double norm(Apfloat[][] matrix) {
    return Math.sqrt(squaredNorm(matrix).doubleValue());
  }

  private Apfloat number(Rational value) {
    return new Apfloat(value.numerator(), digits).divide(new Apfloat(value.denominator(), digits));
  }

  /** I - K·rate, with the rate that Gershgorin allows. */
  private Apfloat[][] step(RationalMatrix g, int n) {
    Apfloat[][] columns = new Apfloat[n][g.rows()];
    for (int k = 0; k < n; k++) {
      for (int r = 0; r < g.rows(); r++) {
        columns[k][r] = number(g.get(r, k));
      }
    }
    Apfloat[][] kernel = new Apfloat[n][n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = dot(columns[i], columns[j]);
        kernel[j][i] = kernel[i][j];
      }
    }
    for (Apfloat[] row : kernel) {
      double sum = 0;
      for (Apfloat entry : row) {
        sum += Math.abs(entry.doubleValue());
      }
      largest = Math.max(largest, sum);
    }
    Apfloat scale = number(ExactDouble.of(1 / (largest * SAFETY)));
    Apfloat one = new Apfloat(1, digits);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Apfloat entry = kernel[i][j].multiply(scale);
        kernel[i][j] = i == j ? one.subtract(entry) : entry.negate();
      }
    }
    return kernel;
  }

  private Apfloat dot(Apfloat[] a, Apfloat[] b) {
    Apfloat sum = new Apfloat(0, digits);
    for (int k = 0; k < a.length; k++) {
      if (a[k].signum() != 0 && b[k].signum() != 0) {
        sum = sum.add(a[k].multiply(b[k]));
      }
    }
    return sum;
  }

  private Apfloat[] times(Apfloat[][] matrix, Apfloat[] vector) {
    Apfloat[] product = new Apfloat[vector.length];
    for (int i = 0; i < vector.length; i++) {
      product[i] = dot(matrix[i], vector);
    }
    return product;
  }

  /** The square of a symmetric matrix. */
  private Apfloat[][] squared(Apfloat[][] matrix) {
    int n = matrix.length;
    Apfloat[][] square = new Apfloat[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        square[i][j] = dot(matrix[i], matrix[j]);
        square[j][i] = square[i][j];
      }
    }
    return square;
  }

  /** log10 of Σ e² / 2N; minus infinity for e = 0. */
  private double log10(Apfloat[] e) {
    return magnitude(dot(e, e).divide(new Apfloat(2L * e.length, digits)));
  }

  /** log10; minus infinity for 0. */
  private static double magnitude(Apfloat value) {
    if (value.signum() == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    // scale() counts the digits before the point: the mantissa is in [1, 10).
    long exponent = value.scale() - 1;
    Apfloat mantissa = ApfloatMath.scale(value, -exponent);
    return exponent + Math.log10(mantissa.doubleValue());
  }
}
