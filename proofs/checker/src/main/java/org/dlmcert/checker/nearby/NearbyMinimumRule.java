package org.dlmcert.checker.nearby;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Network;

/** A local minimum near given weights, kinks included (soundness.md section 37). */
public final class NearbyMinimumRule implements NearbyRule {
  @Override
  public String kind() {
    return "nearby-minimum";
  }

  @Override
  public String verdict() {
    return "LOCAL_MINIMUM";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, NearbyClaim claim) {
    NearbyRule.requireSquares(this, network);
    CriticalPoint point = CriticalPoint.read(in, network);
    return steps -> point.check(network, claim, CriticalPoint.Sort.MINIMUM, steps);
  }
}
