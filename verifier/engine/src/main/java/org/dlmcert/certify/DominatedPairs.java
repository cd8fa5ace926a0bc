package org.dlmcert.certify;

import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.evidence.CommonPairsEvidence;
import org.dlmcert.certify.lift.PairDomination;
import org.dlmcert.progress.Progress;

/**
 * Given noise that is, for some prime, close to that of common pairs: the noise that {@code lift}
 * makes for several outputs (proofs/soundness.md, section 33).
 */
final class DominatedPairs implements Method<GivenOutputs> {
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
