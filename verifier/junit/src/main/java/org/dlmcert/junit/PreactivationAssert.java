package org.dlmcert.junit;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
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
    return passes(point(0).preactivationSigns(actual, instance, layer));
  }

  /** Every value is within so many ulps of the exact preactivation of the layer (from 1). */
  public PreactivationAssert areWithinUlpsOf(double ulps, Instance instance, int layer) {
    isNotNull();
    return passes(point(ValuesCheck.limit(ulps)).preactivations(actual, instance, layer));
  }

  private PointCheck point(double ulps) {
    return new PointCheck(weights, Optional.empty(), ulps);
  }

  private PreactivationAssert passes(Optional<String> wrong) {
    wrong.ifPresent(words -> failWithMessage("%s", words));
    return this;
  }
}
