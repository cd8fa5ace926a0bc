package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.AliveUnits;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Samples matched to alive units, at most D to a unit (soundness.md, 8 and 44). */
public final class MatchingRule implements NetworkRule {
  @Override
  public String kind() {
    return "matching";
  }

  @Override
  public List<String> covers() {
    return List.of("generic");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToGenericLayersAbove(network);
    appliesIfSlopeIsNotZero(network);
    int outputs = network.outputs();
    in.open();
    in.field("units");
    List<Integer> units =
        in.list(LastHiddenLayer.columns(in, network), () -> in.index(AliveUnits.count(network)));
    in.close();
    return steps -> {
      int room = LastHiddenLayer.units(network);
      steps.require(
          units.isEmpty() || outputs <= room,
          "units",
          () -> room + " units of the last hidden layer for " + outputs + " outputs");
      int[] uses = new int[AliveUnits.count(network)];
      AliveUnits alive = new AliveUnits(network, steps.work());
      for (int n = 0; n < network.samples(); n++) {
        boolean[] on = alive.on(n);
        for (int c = 0; c < outputs; c++) {
          int unit = units.get(n * outputs + c);
          int sample = n;
          uses[unit]++;
          String place = "units[" + (n * outputs + c) + "]";
          steps.require(
              uses[unit] <= room,
              place,
              () -> "unit " + unit + " is named more than " + room + " times");
          steps.require(
              on[unit], place, () -> "unit " + unit + " is not alive on sample " + sample);
        }
      }
    };
  }
}
