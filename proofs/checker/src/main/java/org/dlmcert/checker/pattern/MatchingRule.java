package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Samples matched to alive units, at most D to a unit (soundness.md section 8). */
public final class MatchingRule implements NetworkRule {
  @Override
  public String kind() {
    return "matching";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToGenericLayersAbove(network);
    appliesIfSlopeIsNotZero(network);
    in.open();
    in.field("units");
    List<Integer> units = in.list(network.samples(), () -> in.index(AliveUnits.count(network)));
    in.close();
    return steps -> {
      int room = LastHiddenLayer.units(network);
      int[] uses = new int[AliveUnits.count(network)];
      AliveUnits alive = new AliveUnits(network, steps.work());
      for (int n = 0; n < units.size(); n++) {
        int unit = units.get(n);
        int sample = n;
        uses[unit]++;
        String place = "units[" + n + "]";
        steps.require(
            uses[unit] <= room,
            place,
            () -> "unit " + unit + " is named more than " + room + " times");
        steps.require(
            alive.on(n)[unit], place, () -> "unit " + unit + " is not alive on sample " + sample);
      }
    };
  }
}
