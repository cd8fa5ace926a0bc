package org.dlmcert.certify.outputs;

import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.collapse.Collapse;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CollapseEvidence;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;

/**
 * All patterns are one matrix modulo a prime power.
 *
 * <p>With several outputs of given weights (proofs/soundness.md, section 33).
 */
public final class CollapseOfOutputs implements Method<GivenOutputs> {
  @Override
  public MethodName name() {
    return MethodName.COLLAPSE;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
    GradientFamily columns = layer.columns();
    Collapse.Answer answer =
        new Collapse(columns.inputs(), columns.noise(), columns.slope()).search();
    return answer instanceof Collapse.Found found
        ? new Attempt.Decided(new CollapseEvidence(found))
        : new Attempt.Open(((Collapse.NotFound) answer).because());
  }
}
