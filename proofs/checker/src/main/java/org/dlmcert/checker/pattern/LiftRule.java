package org.dlmcert.checker.pattern;

import java.util.Optional;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Valuation;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.LiftedNoise;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.rank.Groups;

/** Noise that is p-adically close to a partition (soundness.md section 11). */
public final class LiftRule implements NetworkRule {
  @Override
  public String kind() {
    return "lift";
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
    appliesIfLastNoiseIsGiven(network);
    appliesIfSlopeIsNotZero(network);
    Optional<LiftedNoise> formula = network.noise(network.layers() - 1).lifted();
    if (formula.isPresent() && in.skip("{}")) {
      return byFormula(formula.get(), network, claim);
    }
    Groups groups = Groups.read(in, network.samples());
    return steps -> {
      int units = LastHiddenLayer.units(network);
      steps.require(
          groups.members().size() <= units,
          "groups",
          () -> groups.members().size() + " groups for " + units + " units");
      Valuation valuation = new Valuation(groups.prime(), steps);
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      check(groups, valuation, layer, network, claim);
      for (int i = 0; i < groups.members().size(); i++) {
        for (int n : groups.members().get(i)) {
          requireLeastValuation(layer.noise(), i, n, units, valuation);
        }
      }
    };
  }

  /** The noise itself has the groups, and valuation 0 at each sample's unit alone (section 41). */
  private static Evidence byFormula(LiftedNoise noise, Network network, FullRankClaim claim) {
    Groups groups = new Groups(noise.prime(), noise.groups());
    return steps ->
        check(
            groups,
            new Valuation(noise.prime(), steps),
            new LastHiddenLayer(network, steps.work()),
            network,
            claim);
  }

  /** The slope is a unit modulo the prime, and the groups divide the samples. */
  private static void check(
      Groups groups,
      Valuation valuation,
      LastHiddenLayer layer,
      Network network,
      FullRankClaim claim) {
    Steps steps = valuation.steps();
    valuation.requireUnit(network.slope(), "prime");
    groups.check(layer, network.samples(), 1, "", steps);
    if (claim.needsSlopesBetween()) {
      groups.requireWhole(network.samples(), steps);
    }
  }

  /** The noise of sample n is nonzero at unit i, and has its least valuation there alone. */
  private static void requireLeastValuation(
      Network.Noise noise, int i, int n, int units, Valuation valuation) {
    Steps steps = valuation.steps();
    String place = "groups[" + i + "]";
    Rational own = noise.factor(i, n);
    steps.require(
        own.signum() != 0, place, () -> "the noise of unit " + i + " on sample " + n + " is zero");
    long least = valuation.of(own);
    for (int j = 0; j < units; j++) {
      int other = j;
      steps.require(
          j == i || least < valuation.of(noise.factor(j, n)),
          place,
          () ->
              "on sample "
                  + n
                  + " the noise is no more divisible at unit "
                  + other
                  + " than at unit "
                  + i);
    }
  }
}
