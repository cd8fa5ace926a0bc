package org.dlmcert.checker;

import org.dlmcert.checker.OpenCellRule.NullPoint;

/** A point, perhaps between cells, whose pattern has a null vector (soundness.md section 16). */
final class PointRule implements NetworkRule {
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
      layer.requireNullVector(
          (unit, n) -> !signs.negative()[unit].get(n), point.nullVector(), steps);
    };
  }
}
