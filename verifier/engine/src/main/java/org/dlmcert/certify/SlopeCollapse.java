package org.dlmcert.certify;

import org.dlmcert.certify.collapse.Collapse;
import org.dlmcert.certify.collapse.DeepCollapse;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Modulo a prime power that divides the numerator of s - 1 all patterns are the same matrix; if it
 * has full column rank there, every pattern's matrix has (proofs/soundness.md, sections 12 and 19).
 */
final class SlopeCollapse implements Method {
  @Override
  public MethodName name() {
    return MethodName.COLLAPSE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (problem instanceof FullRankProblem.AllLayers layers && !problem.slope().isZero()) {
      progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
      DeepCollapse.Answer answer = new DeepCollapse(layers.family().instance()).search();
      return answer instanceof DeepCollapse.Found found
          ? new Attempt.Decided(new DeepCollapseEvidence(found.prime(), found.exponent()))
          : new Attempt.Open(((DeepCollapse.NotFound) answer).because());
    }
    if (!(problem instanceof FullRankProblem.OneLayer layer)
        || layer.hasGenericNoise()
        || layer.slope().isZero()) {
      return Attempt.INAPPLICABLE;
    }
    progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
    RationalMatrix noise =
        RationalMatrix.of(layer.units(), layer.samples(), (i, n) -> layer.noise().factor(n, i));
    Collapse.Answer answer = new Collapse(layer.inputs(), noise, layer.slope()).search();
    return answer instanceof Collapse.Found found
        ? new Attempt.Decided(new CollapseEvidence(found))
        : new Attempt.Open(((Collapse.NotFound) answer).because());
  }
}
