package org.dlmcert.checker.nearby;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Network;

/** A critical point near given weights that is no minimum (soundness.md section 37). */
public final class NearbySaddleRule implements NearbyRule {
  @Override
  public String kind() {
    return "nearby-saddle";
  }

  @Override
  public String verdict() {
    return "SADDLE";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, NearbyClaim claim) {
    NearbyRule.requireSquares(this, network);
    CriticalPoint point = CriticalPoint.read(in, network);
    return steps -> point.check(network, claim, CriticalPoint.Sort.SADDLE, steps);
  }
}
