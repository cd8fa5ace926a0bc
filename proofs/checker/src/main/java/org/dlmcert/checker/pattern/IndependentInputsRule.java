package org.dlmcert.checker.pattern;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Independent inputs, and noise that leaves every sample a unit (soundness.md section 3). */
public final class IndependentInputsRule implements NetworkRule {
  @Override
  public String kind() {
    return "independent-inputs";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public boolean coversSlopesBetween() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    appliesIfSlopeIsNotZero(network);
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      int samples = network.samples();
      if (layer.noise().word().equals("given") || network.outputs() > 1) {
        int[] units = IntStream.range(0, LastHiddenLayer.units(network)).toArray();
        for (int n = 0; n < samples; n++) {
          layer.outputWeights().requireSpan(layer.live(units, n), prime, "prime", n, steps);
        }
      }
      steps.countIndependent(samples, layer.length());
      steps.independent(layer, IntStream.range(0, samples).toArray(), prime, "prime");
    };
  }
}
