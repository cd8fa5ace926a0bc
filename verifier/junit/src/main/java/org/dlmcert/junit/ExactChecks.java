package org.dlmcert.junit;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.KinkConvention;

/**
 * The same checks as {@link ExactAssertions} without AssertJ: each method returns if all is right,
 * and throws an {@link AssertionError} with the same message otherwise. No class of AssertJ is
 * loaded, so that it may be excluded.
 *
 * <p>Doubles are exact rationals; the only tolerance is the one stated, in units of the last place.
 */
public final class ExactChecks {
  private ExactChecks() {}

  /**
   * The matrix that these doubles are, exactly.
   *
   * @param rows of equal lengths, finite
   */
  public static RationalMatrix matrix(double[][] rows) {
    return ExactDouble.matrix(rows);
  }

  /** The exact rank is {@code rank}. */
  public static void exactRank(int rank, RationalMatrix matrix) {
    pass(new MatrixCheck(matrix).exactRank(rank));
  }

  /** The columns are linearly independent. */
  public static void fullColumnRank(RationalMatrix matrix) {
    pass(new MatrixCheck(matrix).fullColumnRank());
  }

  /** The rows are linearly independent. */
  public static void fullRowRank(RationalMatrix matrix) {
    pass(new MatrixCheck(matrix).fullRowRank());
  }

  /** Every entry has the sign given: -1, 0 or 1, in the same places. */
  public static void signs(int[][] signs, RationalMatrix matrix) {
    pass(new MatrixCheck(matrix).signs(signs));
  }

  /** Every computed number is within so many ulps of the exact number in the same place. */
  public static void values(RationalMatrix exact, double[][] computed, double ulps) {
    pass(new ValuesCheck(computed, "").within(ValuesCheck.limit(ulps), exact));
  }

  /**
   * Every entry of the gradient by the weight matrices is within so many ulps of the exact one of
   * the instance's loss at the weights, all outputs counted; the instance's own weights do not
   * matter, its biases, noise and targets do.
   *
   * @throws IllegalArgumentException if the instance has no targets, or generic noise, or if its
   *     loss has no gradient at the weights, or none that is known
   */
  public static void gradient(
      Instance instance, GradientFunction function, double[][][] weights, double ulps) {
    pass(point(weights, Optional.empty(), ulps).gradient(function, instance));
  }

  /** The same, of code that takes a slope where a preactivation is exactly 0. */
  public static void gradient(
      Instance instance,
      GradientFunction function,
      double[][][] weights,
      double ulps,
      KinkConvention slopeAtZero) {
    pass(point(weights, Optional.of(slopeAtZero), ulps).gradient(function, instance));
  }

  /**
   * As {@link #gradient}, by the biases: arrays b_1, …, b_L of one row of d_l numbers each.
   *
   * @throws IllegalArgumentException as there, and if the instance has no biases
   */
  public static void biasGradient(
      Instance instance, GradientFunction function, double[][][] weights, double ulps) {
    pass(point(weights, Optional.empty(), ulps).biasGradient(function, instance));
  }

  /** Every sign is that of the exact preactivation of the layer (from 1), N × d_l. */
  public static void preactivationSigns(
      Instance instance, int layer, MatrixFunction function, double[][][] weights) {
    pass(point(weights, Optional.empty(), 0).preactivationSigns(function, instance, layer));
  }

  private static PointCheck point(
      double[][][] weights, Optional<KinkConvention> convention, double ulps) {
    return new PointCheck(List.of(weights), convention, ValuesCheck.limit(ulps));
  }

  private static void pass(Optional<String> wrong) {
    wrong.ifPresent(
        words -> {
          throw new AssertionError(words);
        });
  }
}
