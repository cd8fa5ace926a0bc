package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.List;

/** More samples than their rank allows, whatever the noise (soundness.md section 2). */
final class TightSetRule implements NetworkRule {
  @Override
  public String kind() {
    return "tight-set";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    TightSet set = TightSet.read(in, network.samples(), LastHiddenLayer.inputs(network));
    return steps ->
        set.check(
            new LastHiddenLayer(network, steps.work()), LastHiddenLayer.units(network), "", steps);
  }
}
