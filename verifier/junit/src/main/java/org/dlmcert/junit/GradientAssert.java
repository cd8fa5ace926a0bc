package org.dlmcert.junit;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.junit.ExactAssertions.GradientFunction;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.vectors.ExactValues;
import org.dlmcert.numeric.vectors.PartialMatrix;

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
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("ulps from 0 expected, got " + limit);
    }
    ulps = limit;
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
    ExactValues exact = exact(instance);
    double[][][] computed = actual.at(weights.toArray(double[][][]::new));
    if (computed.length != weights.size()) {
      failWithMessage(
          "%s", "gradients by " + weights.size() + " matrices expected, got " + computed.length);
    }
    for (int l = 1; l <= weights.size(); l++) {
      new ValuesAssert(computed[l - 1])
          .named("the gradient by W_" + l, this)
          .withinUlps(ulps)
          .ofExactValues(whole(exact.gradient(l)));
    }
    return this;
  }

  /**
   * As {@link #ofExactGradientOf}, of a function that computes the gradient by the biases: arrays
   * b_1, …, b_L of one row of d_l numbers each.
   *
   * @throws IllegalArgumentException as there, and if the instance has no biases
   */
  public GradientAssert ofExactBiasGradientOf(Instance instance) {
    isNotNull();
    ExactValues exact = exact(instance);
    if (!instance.network().bias()) {
      throw new IllegalArgumentException("the instance has no biases");
    }
    double[][][] computed = actual.at(weights.toArray(double[][][]::new));
    if (computed.length != weights.size()) {
      failWithMessage(
          "%s", "gradients by " + weights.size() + " biases expected, got " + computed.length);
    }
    for (int l = 1; l <= weights.size(); l++) {
      new ValuesAssert(computed[l - 1])
          .named("the gradient by b_" + l, this)
          .withinUlps(ulps)
          .ofExactValues(whole(exact.biasGradient(l)));
    }
    return this;
  }

  private ExactValues exact(Instance instance) {
    Instance point = ExactPoint.at(instance, weights);
    return convention.isPresent() ? ExactValues.of(point, convention.get()) : ExactValues.of(point);
  }

  private static RationalMatrix whole(Optional<PartialMatrix> gradient) {
    PartialMatrix matrix =
        gradient.orElseThrow(() -> new IllegalArgumentException("the instance has no targets"));
    if (!matrix.isWhole()) {
      throw new IllegalArgumentException(
          "the loss has no gradient at these weights, or none that is known, as a preactivation is 0;"
              + " withSlopeAtZero says which slope the code takes there");
    }
    return matrix.values();
  }
}
