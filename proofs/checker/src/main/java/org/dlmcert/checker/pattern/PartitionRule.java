package org.dlmcert.checker.pattern;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.rank.Groups;

/** Groups of samples with independent inputs, at most one a unit (soundness.md section 1). */
public final class PartitionRule implements NetworkRule {
  @Override
  public String kind() {
    return "partition";
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
      groups.check(new LastHiddenLayer(network, steps.work()), network.samples(), "", steps);
    };
  }
}
