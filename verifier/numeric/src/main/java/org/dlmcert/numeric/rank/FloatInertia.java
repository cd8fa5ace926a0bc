package org.dlmcert.numeric.rank;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The inertia of a symmetric matrix as numeric software computes it: by eigenvalues in floating
 * point and a tolerance.
 *
 * @param eigenvalues ascending
 * @param tolerance magnitudes up to this count as zero
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record FloatInertia(double[] eigenvalues, double tolerance) {
  /** The distance from 1 to the next double, 2^-52. */
  private static final double DOUBLE_EPSILON = 0x1p-52;

  /**
   * The eigenvalues in double, with the tolerance of ranks: n·2⁻⁵²·max |λ|.
   *
   * @param rows a symmetric n×n array with finite entries
   * @return empty if the QR iteration does not converge
   */
  public static Optional<FloatInertia> of(double[][] rows) {
    if (rows.length == 0) {
      return Optional.of(new FloatInertia(new double[0], 0));
    }
    double[] values;
    try {
      values = new EigenDecomposition(new Array2DRowRealMatrix(rows, true)).getRealEigenvalues();
    } catch (MathIllegalStateException e) {
      return Optional.empty();
    }
    Arrays.sort(values);
    double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    return Optional.of(new FloatInertia(values, rows.length * DOUBLE_EPSILON * largest));
  }

  /** How many eigenvalues are above the tolerance. */
  public int positive() {
    return (int) Arrays.stream(eigenvalues).filter(v -> v > tolerance).count();
  }

  /** How many eigenvalues are below minus the tolerance. */
  public int negative() {
    return (int) Arrays.stream(eigenvalues).filter(v -> v < -tolerance).count();
  }

  /** How many eigenvalues count as zero. */
  public int zero() {
    return eigenvalues.length - positive() - negative();
  }

  /**
   * The tolerances with which these eigenvalues give so many negative and positive ones.
   *
   * @return empty where none does
   */
  public Optional<Tolerances> needed(int negative, int positive) {
    int size = eigenvalues.length;
    if (negative + positive > size) {
      return Optional.empty();
    }
    double from = 0;
    for (int k = negative; k < size - positive; k++) {
      from = Math.max(from, Math.abs(eigenvalues[k]));
    }
    double to = Double.POSITIVE_INFINITY;
    if (negative > 0) {
      to = -eigenvalues[negative - 1];
    }
    if (positive > 0) {
      to = Math.min(to, eigenvalues[size - positive]);
    }
    return Tolerances.between(from, to);
  }
}
