package org.dlmcert.certify.layer;

import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/** With given noise, a deficient E∘X refutes: it is the matrix of the pattern of ones. */
public final class AllOnesPattern implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (layer.scope() != PatternScope.ALL) {
      return new Attempt.Open("no point with nonzero preactivations need have the pattern of ones");
    }
    progress.stage("rank of the pattern of ones", 0);
    return LayerRefutation.of(layer, ActivationPattern.ones(layer.samples(), layer.units()))
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("the pattern of ones has full column rank"));
  }
}
