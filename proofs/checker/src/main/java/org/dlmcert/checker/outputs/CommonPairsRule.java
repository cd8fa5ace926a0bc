package org.dlmcert.checker.outputs;

import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Valuation;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/**
 * Pairs of units and samples that are independent on both sides: the inputs of each unit's samples,
 * and the output weights of each sample's units (soundness.md section 33).
 */
public final class CommonPairsRule implements NetworkRule {
  @Override
  public String kind() {
    return "common-pairs";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
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
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    applies(network.outputs() > 1, () -> "to several outputs");
    appliesIfSlopeIsNotZero(network);
    int units = LastHiddenLayer.units(network);
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("pairs");
    List<int[]> samples = in.list(units, () -> in.indexSet(network.samples()));
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      steps.require(
          !claim.needsSlopesBetween()
              || samples.stream().anyMatch(group -> group.length == network.samples()),
          "pairs",
          () -> "no unit has every sample, as all local minima need");
      for (int i = 0; i < units; i++) {
        steps.countIndependent(samples.get(i).length, layer.length());
        steps.independent(layer, samples.get(i), prime, "pairs[" + i + "]");
      }
      int[][] unitsOf = unitsOf(samples, network.samples(), network.outputs(), steps);
      boolean generic = layer.noise().generic();
      Valuation valuation = new Valuation(prime, steps);
      if (!generic) {
        valuation.requireUnit(network.slope(), "prime");
      }
      for (int n = 0; n < unitsOf.length; n++) {
        layer.outputWeights().requireSpan(unitsOf[n], prime, "pairs", n, steps);
        if (!generic) {
          requireLeastValuation(layer.noise(), unitsOf[n], n, units, valuation);
        }
      }
    };
  }

  /** The k units of every sample. */
  private static int[][] unitsOf(List<int[]> samples, int count, int outputs, Steps steps) {
    int[] found = new int[count];
    steps.work().reserve(count, outputs);
    int[][] units = new int[count][outputs];
    for (int i = 0; i < samples.size(); i++) {
      String place = "pairs[" + i + "]";
      for (int n : samples.get(i)) {
        steps.require(
            found[n] < outputs,
            place,
            () -> "sample " + n + " has more than " + outputs + " units");
        units[n][found[n]++] = i;
      }
    }
    for (int n = 0; n < count; n++) {
      int sample = n;
      steps.require(
          found[n] == outputs,
          "pairs",
          () ->
              "sample " + sample + " has " + found[sample] + " units for " + outputs + " outputs");
    }
    return units;
  }

  /**
   * The noise of the sample is nonzero and of one valuation at its units, and of larger elsewhere.
   */
  private static void requireLeastValuation(
      Network.Noise noise, int[] own, int n, int units, Valuation valuation) {
    Steps steps = valuation.steps();
    Rational first = noise.factor(own[0], n);
    steps.require(
        first.signum() != 0, "pairs", () -> "noise 0 at unit " + own[0] + " on sample " + n);
    long least = valuation.of(first);
    steps.work().add(units);
    for (int i = 0; i < units; i++) {
      int unit = i;
      long found = valuation.of(noise.factor(i, n));
      steps.require(
          Arrays.binarySearch(own, i) >= 0 ? found == least : found > least,
          "pairs",
          () ->
              "on sample "
                  + n
                  + " the noise of unit "
                  + unit
                  + " is not as divisible as it must be");
    }
  }
}
