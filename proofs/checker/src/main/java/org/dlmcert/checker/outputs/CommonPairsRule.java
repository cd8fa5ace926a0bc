package org.dlmcert.checker.outputs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Valuation;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.OutputBiases;
import org.dlmcert.checker.network.OutputWeights;

/**
 * Pairs of units and samples that are independent on both sides: the inputs of each unit's samples,
 * and the output weights of each sample's units (soundness.md, 33 and 44).
 */
public final class CommonPairsRule implements NetworkRule {
  @Override
  public String kind() {
    return "common-pairs";
  }

  @Override
  public List<String> covers() {
    return List.of("given", "generic");
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
    boolean oneLayer = network.determinedLayers() == network.layers() - 2;
    if (!oneLayer) {
      appliesToGenericLayersAbove(network);
      applies(
          !claim.needsSlopesBetween(),
          () -> "to differentiable local minima, if several layers have generic noise");
    }
    applies(network.outputs() > 1, () -> "to several outputs");
    appliesIfSlopeIsNotZero(network);
    boolean trained = claim.outputBiases() == OutputBiases.TRAINED;
    boolean generic = network.noise(network.layers() - 1).generic();
    boolean witness = claim.outputWeights().equals("generic");
    applies(!witness || trained, () -> "to given output weights, or with trained output biases");
    applies(!witness || generic, () -> "to given output weights, or with generic noise");
    int units = LastHiddenLayer.units(network);
    in.open();
    Pairs pairs =
        Pairs.read(
            in,
            units,
            network.samples(),
            generic ? claim.outputBiases().rows(network.outputs()) : 0);
    Optional<AlivePairs> alive =
        oneLayer ? Optional.empty() : Optional.of(AlivePairs.read(in, pairs, network));
    Optional<OutputWeights> weights =
        witness ? Optional.of(readWeights(in, network.outputs(), units)) : Optional.empty();
    in.close();
    return steps -> {
      steps.require(
          !claim.needsSlopesBetween() || pairs.samples().stream().anyMatch(isWhole(network)),
          "pairs",
          () -> "no unit has every sample, as all local minima need");
      steps.require(
          !claim.needsSlopesBetween() || pairs.biases().length == 0,
          "biases",
          () -> "biases do not make up for units where all local minima are claimed");
      if (alive.isPresent()) {
        alive.get().check(pairs, network, steps);
      } else {
        pairs.checkInputs(new LastHiddenLayer(network, steps.work()), "", steps);
      }
      OutputWeights held = weights.orElseGet(() -> OutputWeights.of(network));
      int[][] unitsOf = pairs.checkOutputs(network.samples(), held, "", steps);
      if (!generic) {
        Network.Noise noise = network.noise(network.layers() - 1);
        Valuation valuation = new Valuation(pairs.prime(), steps);
        valuation.requireUnit(network.slope(), "prime");
        for (int n = 0; n < unitsOf.length; n++) {
          requireLeastValuation(noise, unitsOf[n], n, units, valuation);
        }
      }
    };
  }

  private static Predicate<int[]> isWhole(Network network) {
    return group -> group.length == network.samples();
  }

  /** Reads W_L, k rows of D rationals, that stand for almost every one. */
  static OutputWeights readWeights(CanonicalReader in, int outputs, int units) {
    in.field("weights");
    return OutputWeights.of(in.table(outputs, units));
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
