package org.dlmcert.checker.pattern;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.Preactivations;

/** A point, perhaps between cells, whose pattern has a null vector (soundness.md section 16). */
public final class PointRule implements NetworkRule {
  @Override
  public String kind() {
    return "point";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(
        !claim.patterns().equals("realizable"),
        () -> "to claims about all patterns or those of every w");
    NullPoint point = NullPoint.read(in, network);
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      Preactivations signs = point.preactivations(layer, network, steps);
      point.nullVector().require(layer, (unit, n) -> !signs.negative()[unit].get(n), steps);
    };
  }
}
