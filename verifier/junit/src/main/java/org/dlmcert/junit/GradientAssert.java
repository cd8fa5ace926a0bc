package org.dlmcert.junit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.junit.ExactAssertions.GradientFunction;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.vectors.ExactValues;

/** Assertions about code that computes the gradient of the MSE by the weight matrices. */
public final class GradientAssert extends AbstractAssert<GradientAssert, GradientFunction> {

  private final List<double[][]> weights;
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

  /**
   * Every entry is within the ulps set of the exact gradient of the instance's MSE at the weights;
   * the instance's own weights do not matter, its biases, noise and targets do.
   *
   * @throws IllegalArgumentException if the instance has no targets, or generic noise
   */
  public GradientAssert ofExactGradientOf(Instance instance) {
    isNotNull();
    ExactValues exact = ExactPoint.of(instance, weights);
    double[][][] computed = actual.at(weights.toArray(double[][][]::new));
    if (computed.length != weights.size()) {
      failWithMessage(
          "%s", "gradients by " + weights.size() + " matrices expected, got " + computed.length);
    }
    for (int l = 1; l <= weights.size(); l++) {
      RationalMatrix gradient =
          exact
              .gradient(l)
              .orElseThrow(() -> new IllegalArgumentException("the instance has no targets"));
      new ValuesAssert(computed[l - 1])
          .named("the gradient by W_" + l, this)
          .withinUlps(ulps)
          .ofExactValues(gradient);
    }
    return this;
  }
}
