package org.dlmcert.junit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
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
        .haveExactSigns(ExactPoint.of(instance, weights).preactivations(layer));
    return this;
  }

  /** Every value is within so many ulps of the exact preactivation of the layer (from 1). */
  public PreactivationAssert areWithinUlpsOf(double ulps, Instance instance, int layer) {
    isNotNull();
    new ValuesAssert(actual.at(weights.toArray(double[][][]::new)))
        .named("u_" + layer, this)
        .withinUlps(ulps)
        .ofExactValues(ExactPoint.of(instance, weights).preactivations(layer));
    return this;
  }
}
