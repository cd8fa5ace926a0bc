package org.dlmcert.numeric.rank;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RRQRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Ranks as numeric software computes them: by a decomposition in floating point and a tolerance.
 */
public final class FloatRank {
  /** The distance from 1 to the next float, 2^-23. */
  private static final double FLOAT_EPSILON = 0x1p-23;

  /** The distance from 1 to the next double, 2^-52. */
  private static final double DOUBLE_EPSILON = 0x1p-52;

  private FloatRank() {}

  /**
   * A rank by counting.
   *
   * @param values magnitudes, descending: singular values, or the diagonal of R
   * @param tolerance what counts as zero
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  public record Counted(double[] values, double tolerance) {
    /** How many values exceed the tolerance. */
    public int rank() {
      return (int) Arrays.stream(values).filter(v -> v > tolerance).count();
    }

    /** The tolerances with which these values give the rank; empty where none does. */
    public Optional<Tolerances> needed(int rank) {
      if (rank > values.length) {
        return Optional.empty();
      }
      double to = rank == 0 ? Double.POSITIVE_INFINITY : values[rank - 1];
      return Tolerances.between(rank < values.length ? values[rank] : 0, to);
    }
  }

  /**
   * The singular values, and the tolerance of NumPy and MATLAB: max(rows, columns)·2⁻⁵²·σ_1.
   *
   * @param rows a rows × columns array with finite entries
   */
  public static Counted bySingularValues(double[][] rows) {
    return singular(rows, DOUBLE_EPSILON);
  }

  /** The same for the matrix rounded to float, with the tolerance of float arithmetic. */
  public static Counted byFloatSingularValues(double[][] rows) {
    double[][] rounded = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      rounded[i] = Arrays.stream(rows[i]).map(v -> (double) (float) v).toArray();
    }
    return singular(rounded, FLOAT_EPSILON);
  }

  private static Counted singular(double[][] rows, double epsilon) {
    if (rows.length == 0 || rows[0].length == 0) {
      return new Counted(new double[0], 0);
    }
    double[] values = new SingularValueDecomposition(tall(rows)).getSingularValues();
    double largest = values.length == 0 ? 0 : values[0];
    return new Counted(values, Math.max(rows.length, rows[0].length) * epsilon * largest);
  }

  /** The magnitudes on the diagonal of R in QR with column pivoting, with the same tolerance. */
  public static Counted byPivotedQr(double[][] rows) {
    if (rows.length == 0 || rows[0].length == 0) {
      return new Counted(new double[0], 0);
    }
    RealMatrix r = new RRQRDecomposition(tall(rows)).getR();
    double[] diagonal = new double[Math.min(r.getRowDimension(), r.getColumnDimension())];
    for (int k = 0; k < diagonal.length; k++) {
      diagonal[k] = Math.abs(r.getEntry(k, k));
    }
    Arrays.sort(diagonal);
    for (int k = 0; k < diagonal.length / 2; k++) {
      double kept = diagonal[k];
      diagonal[k] = diagonal[diagonal.length - 1 - k];
      diagonal[diagonal.length - 1 - k] = kept;
    }
    return new Counted(
        diagonal, Math.max(rows.length, rows[0].length) * DOUBLE_EPSILON * diagonal[0]);
  }

  private static RealMatrix tall(double[][] rows) {
    RealMatrix matrix = new Array2DRowRealMatrix(rows, false);
    return rows.length < rows[0].length ? matrix.transpose() : matrix;
  }
}
