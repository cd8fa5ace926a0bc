package org.dlmcert.certify;

import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/** With all noise and all lower weights generic, counting decides (proofs/soundness.md, 7). */
final class GenericLayerCount implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.GenericWeights layers)) {
      return Attempt.INAPPLICABLE;
    }
    boolean fits = layers.samples() <= (long) layers.units() * layers.below();
    boolean holds = fits && layers.zeroSample().isEmpty();
    if (holds && layers.slope().isZero() && layers.samples() > 0) {
      return Attempt.INAPPLICABLE;
    }
    return new Attempt.Decided(new Evidence.GenericLayers(holds));
  }
}
