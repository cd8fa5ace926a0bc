package org.dlmcert.junit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.junit.ExactAssertions.MatrixFunction;
import org.dlmcert.model.Instance;

/** Assertions about code that computes the preactivations of a layer, N × d_l. */
public final class PreactivationAssert extends AbstractAssert<PreactivationAssert, MatrixFunction> {

  private final List<double[][]> weights;

  PreactivationAssert(MatrixFunction function, List<double[][]> weights) {
    super(function, PreactivationAssert.class);
    this.weights = weights;
  }

  /** Every sign is that of the exact preactivation of the layer (from 1). */
  public PreactivationAssert haveExactSignsOf(Instance instance, int layer) {
    isNotNull();
    new ValuesAssert(actual.at(weights.toArray(double[][][]::new)))
        .named("u_" + layer + ":", this)
        .haveExactSigns(exact(instance, layer));
    return this;
  }

  /** Every value is within so many ulps of the exact preactivation of the layer (from 1). */
  public PreactivationAssert areWithinUlpsOf(double ulps, Instance instance, int layer) {
    isNotNull();
    new ValuesAssert(actual.at(weights.toArray(double[][][]::new)))
        .named("u_" + layer, this)
        .withinUlps(ulps)
        .ofExactValues(exact(instance, layer));
    return this;
  }

  private RationalMatrix exact(Instance instance, int layer) {
    return ForwardPass.of(ExactPoint.at(instance, weights)).preactivation(layer).transpose();
  }
}
