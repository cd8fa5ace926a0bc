package org.dlmcert.checker.noise;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/**
 * All noises near a given one: a block of rows for each unit makes every matrix dominated by its
 * diagonal (soundness.md section 29).
 */
public final class NoiseBallRule implements NetworkRule {
  @Override
  public String kind() {
    return "noise-ball";
  }

  @Override
  public boolean coversSlopesBetween() {
    return true;
  }

  @Override
  public boolean coversBall() {
    return true;
  }

  /** The samples of one unit, and as many rows. */
  record Group(int[] samples, Rational[][] left) {
    static Group read(CanonicalReader in, int samples, int inputs) {
      in.open();
      in.field("samples");
      int[] own = in.indexSet(samples);
      in.field("left");
      Rational[][] left = in.table(own.length, inputs);
      in.close();
      return new Group(own, left);
    }
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(network.slope().signum() > 0, () -> "to slopes above 0");
    int samples = network.samples();
    int inputs = LastHiddenLayer.inputs(network);
    in.open();
    in.field("groups");
    List<Group> groups = in.list(() -> Group.read(in, samples, inputs));
    in.field("weights");
    Rational[] weights = in.row(samples);
    in.close();
    Rational radius = claim.minima().radius().orElseThrow();
    return steps -> {
      steps.require(
          groups.size() <= LastHiddenLayer.units(network),
          "groups",
          () -> groups.size() + " groups for " + LastHiddenLayer.units(network) + " units");
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      new DominantColumns(groups, weights, layer, steps).check(network.slope(), radius);
    };
  }
}
