package org.dlmcert.checker.pattern;

import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.Preactivations;

/** A point with nonzero preactivations whose pattern has a null vector (soundness.md section 5). */
public final class OpenCellRule implements NetworkRule {
  @Override
  public String kind() {
    return "open-cell";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    NullPoint point = NullPoint.read(in, network);
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      Preactivations signs = point.preactivations(layer, network, steps);
      requireNonzero(signs, network.samples(), steps);
      point.nullVector().require(layer, (unit, n) -> signs.positive()[unit].get(n), steps);
    };
  }

  /** No preactivation is zero where the sample is not. */
  private static void requireNonzero(Preactivations signs, int samples, Steps steps) {
    for (int n = 0; n < samples; n++) {
      for (int i = 0; i < signs.positive().length; i++) {
        int unit = i;
        int sample = n;
        steps.require(
            signs.zeroSamples().get(n) || signs.positive()[i].get(n) || signs.negative()[i].get(n),
            "weights[" + i + "]",
            () -> "the preactivation of unit " + unit + " on sample " + sample + " is zero");
      }
    }
  }
}
