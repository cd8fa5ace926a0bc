package org.dlmcert.junit;

import java.util.List;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;

/**
 * The entry point: static methods to import.
 *
 * <p>Doubles are exact rationals; every comparison here is exact, and there is no tolerance but the
 * one that a test states, in units of the last place.
 */
public final class ExactAssertions {
  private ExactAssertions() {}

  /**
   * About the matrix that these doubles are, exactly.
   *
   * @param rows of equal lengths, finite
   */
  public static MatrixAssert assertThatMatrix(double[][] rows) {
    return new MatrixAssert(ExactDouble.matrix(rows));
  }

  /** About the matrix that these floats are, exactly. */
  public static MatrixAssert assertThatMatrix(float[][] rows) {
    double[][] wide = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      wide[i] = new double[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        wide[i][j] = rows[i][j];
      }
    }
    return assertThatMatrix(wide);
  }

  /** About an exact matrix. */
  public static MatrixAssert assertThatMatrix(RationalMatrix matrix) {
    return new MatrixAssert(matrix);
  }

  /** About computed numbers, to be compared with exact ones entry by entry. */
  public static ValuesAssert assertThatValues(double[][] computed) {
    return new ValuesAssert(computed);
  }

  /** About one computed number. */
  public static ValuesAssert assertThatValue(double computed) {
    return new ValuesAssert(new double[][] {{computed}});
  }

  /** About a function that computes gradients, at these weights. */
  public static GradientAssert assertThatGradient(GradientFunction function, double[][][] weights) {
    return new GradientAssert(function, List.of(weights));
  }

  /** About a function that computes preactivations of a layer (N × d_l), at these weights. */
  public static PreactivationAssert assertThatPreactivations(
      MatrixFunction function, double[][][] weights) {
    return new PreactivationAssert(function, List.of(weights));
  }
}
