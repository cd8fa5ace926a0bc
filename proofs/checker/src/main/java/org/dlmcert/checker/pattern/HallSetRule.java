package org.dlmcert.checker.pattern;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** More samples than the units alive on them have room for (soundness.md section 8). */
public final class HallSetRule implements NetworkRule {
  @Override
  public String kind() {
    return "hall-set";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToGenericLayersAbove(network);
    in.open();
    in.field("samples");
    int[] samples = in.indexSet(network.samples());
    in.close();
    return steps -> {
      AliveUnits alive = new AliveUnits(network, steps.work());
      boolean[] neighbours = new boolean[AliveUnits.count(network)];
      for (int n : samples) {
        boolean[] on = alive.on(n);
        for (int i = 0; i < on.length; i++) {
          neighbours[i] |= on[i];
        }
      }
      long count = 0;
      for (boolean neighbour : neighbours) {
        count += neighbour ? 1 : 0;
      }
      long room = count * LastHiddenLayer.units(network);
      steps.require(
          samples.length > room,
          "samples",
          () -> samples.length + " samples do not exceed the " + room + " rows that are not zero");
    };
  }
}
