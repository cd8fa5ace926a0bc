package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.rank.Groups;

/** Groups of samples with independent inputs, at most one a unit (soundness.md, 1 and 33). */
public final class PartitionRule implements NetworkRule {
  @Override
  public String kind() {
    return "partition";
  }

  @Override
  public List<String> covers() {
    return List.of("generic");
  }

  @Override
  public boolean coversMaxout() {
    return true;
  }

  @Override
  public boolean coversSlopesBetween() {
    return true;
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    applies(
        network.noise(network.layers() - 1).generic(),
        () -> "if the noise of the last hidden layer is generic");
    appliesIfSlopeIsNotZero(network);
    Groups groups = Groups.read(in, network.samples());
    return steps -> {
      int units = LastHiddenLayer.units(network);
      steps.require(
          groups.members().size() <= units,
          "groups",
          () -> groups.members().size() + " groups for " + units + " units");
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      groups.check(layer, network.samples(), network.outputs(), "", steps);
      if (claim.needsSlopesBetween()) {
        groups.requireWhole(network.samples(), steps);
      }
    };
  }
}
