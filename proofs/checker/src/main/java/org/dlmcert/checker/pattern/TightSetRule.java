package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.rank.TightSet;

/** More samples than their rank allows, whatever the noise (soundness.md section 2). */
public final class TightSetRule implements NetworkRule {
  @Override
  public String kind() {
    return "tight-set";
  }

  @Override
  public List<String> covers() {
    return List.of("given", "generic");
  }

  @Override
  public boolean coversMaxout() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    TightSet set = TightSet.read(in, network.samples(), LastHiddenLayer.inputs(network));
    return steps ->
        set.check(
            new LastHiddenLayer(network, steps.work()),
            LastHiddenLayer.units(network),
            network.outputs(),
            claim.outputBiases(),
            "",
            steps);
  }
}
