package org.dlmcert.certify.outputs;

import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.lift.PairDomination;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.progress.Progress;

/**
 * Given noise that is, for some prime, close to that of common pairs: the noise that {@code lift}
 * makes for several outputs (proofs/soundness.md, section 33).
 */
public final class DominatedPairs implements Method<GivenOutputs> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    return new PairDomination(layer)
        .search()
        .<Attempt>map(found -> new Attempt.Decided(new CommonPairsEvidence(found)))
        .orElse(Attempt.INAPPLICABLE);
  }
}
