package org.dlmcert.certify.layer;

import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.collapse.Collapse;
import org.dlmcert.certify.collapse.DeepCollapse;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CollapseEvidence;
import org.dlmcert.certify.proof.DeepCollapseEvidence;
import org.dlmcert.progress.Progress;

/**
 * Modulo a prime power that divides the numerator of s - 1 all patterns are the same matrix; if it
 * has full column rank there, every pattern's matrix has (proofs/soundness.md, sections 12 and 19).
 */
public final class SlopeCollapse {
  private SlopeCollapse() {}

  /** On one layer. */
  public static final class OfLayer implements Method<GivenLayer> {
    @Override
    public MethodName name() {
      return MethodName.COLLAPSE;
    }

    @Override
    public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
      progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
      Collapse.Answer answer =
          new Collapse(layer.inputs(), layer.family().noise(), layer.slope()).search();
      return answer instanceof Collapse.Found found
          ? new Attempt.Decided(new CollapseEvidence(found))
          : new Attempt.Open(((Collapse.NotFound) answer).because());
    }
  }

  /** On all layers. */
  public static final class OfAllLayers implements Method<FullRankProblem.AllLayers> {
    @Override
    public MethodName name() {
      return MethodName.COLLAPSE;
    }

    @Override
    public Attempt attempt(FullRankProblem.AllLayers layers, Budget budget, Progress progress) {
      progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
      DeepCollapse.Answer answer = new DeepCollapse(layers.family().instance()).search();
      return answer instanceof DeepCollapse.Found found
          ? new Attempt.Decided(new DeepCollapseEvidence(found.prime(), found.exponent()))
          : new Attempt.Open(((DeepCollapse.NotFound) answer).because());
    }
  }
}
