package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.AliveUnits;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.OutputBiases;

/** More samples than the units alive on them have room for (soundness.md, 8 and 44). */
public final class HallSetRule implements NetworkRule {
  @Override
  public String kind() {
    return "hall-set";
  }

  @Override
  public List<String> covers() {
    return List.of("given", "generic");
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
      int count = new AliveUnits(network, steps.work()).onAny(samples);
      int units = LastHiddenLayer.units(network);
      int outputs = network.outputs();
      OutputBiases biases = claim.outputBiases();
      long room = (long) count * units + biases.rows(outputs);
      long columns = (long) samples.length * outputs;
      // Fewer units than outputs leave no room for one sample, with the biases for two.
      int crowd = biases == OutputBiases.TRAINED ? 2 : 1;
      steps.require(
          columns > room || units < outputs && samples.length >= crowd,
          "samples",
          () ->
              (outputs == 1 ? "" : outputs + " times ")
                  + samples.length
                  + " samples do not exceed the "
                  + room
                  + " rows that are not zero");
    };
  }
}
