package org.dlmcert.junit;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.KinkConvention;

/**
 * Assertions about code that computes the gradient of the MSE by the weight matrices, and of code
 * that computes it by the biases.
 */
public final class GradientAssert extends AbstractAssert<GradientAssert, GradientFunction> {

  private final List<double[][]> weights;
  private Optional<KinkConvention> convention = Optional.empty();
  private double ulps = 0.5;

  GradientAssert(GradientFunction function, List<double[][]> weights) {
    super(function, GradientAssert.class);
    this.weights = weights;
  }

  /** How far the entries may be off; 0.5, correct rounding, unless set. */
  public GradientAssert isWithinUlps(double limit) {
    ulps = ValuesCheck.limit(limit);
    return this;
  }

  /** Which slope the code takes where a preactivation is exactly 0; needed only if one is. */
  public GradientAssert withSlopeAtZero(KinkConvention slope) {
    convention = Optional.of(slope);
    return this;
  }

  /**
   * Every entry is within the ulps set of the exact gradient of the instance's MSE at the weights;
   * the instance's own weights do not matter, its biases, noise and targets do.
   *
   * @throws IllegalArgumentException if the instance has no targets, or generic noise, or if its
   *     loss has no gradient at the weights (or none that is known) and no convention is set
   */
  public GradientAssert ofExactGradientOf(Instance instance) {
    isNotNull();
    return passes(point().gradient(actual, instance));
  }

  /**
   * As {@link #ofExactGradientOf}, of a function that computes the gradient by the biases: arrays
   * b_1, …, b_L of one row of d_l numbers each.
   *
   * @throws IllegalArgumentException as there, and if the instance has no biases
   */
  public GradientAssert ofExactBiasGradientOf(Instance instance) {
    isNotNull();
    return passes(point().biasGradient(actual, instance));
  }

  private PointCheck point() {
    return new PointCheck(weights, convention, ulps);
  }

  private GradientAssert passes(Optional<String> wrong) {
    wrong.ifPresent(words -> failWithMessage("%s", words));
    return this;
  }
}
