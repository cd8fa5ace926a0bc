package org.dlmcert.certify.outputs;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.GenericOutputs;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.GivenUpperWeights;
import org.dlmcert.certify.claim.GivenWeights;
import org.dlmcert.certify.claim.HeldOutputs;
import org.dlmcert.certify.claim.LinearLayer;
import org.dlmcert.certify.deep.LayerMatching;
import org.dlmcert.certify.deep.PairsAboveLayers;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.AliveInputs;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.InputSide;
import org.dlmcert.certify.partition.KnownInputs;
import org.dlmcert.certify.partition.PairsWithBiases;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.certify.refutation.HallSetEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Pairs of units and samples, and output biases that are trained (proofs/soundness.md, sections 33,
 * 34 and 44). Decides generic noise with given output weights; for given noise it can refute.
 *
 * <p>With generic output weights, some drawn at random stand for almost every one where they do;
 * and a set of samples refutes for all of them.
 */
public final class PairsAndBiases implements Method<BiasedOutputs> {
  private static final int DRAWS = 4;

  /** Entries so small that they are quick, and so large that minors rarely vanish. */
  private static final int LARGEST = 1000;

  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(BiasedOutputs problem, Budget budget, Progress progress) {
    if (problem.held() instanceof HeldOutputs layer) {
      return ofGivenWeights(
          new KnownInputs(layer.inputs().clearColumns().matrix()),
          layer.outputWeights(),
          CommonPairs.everywhere(layer.units(), layer.samples()),
          found -> new Attempt.Decided(new CommonPairsEvidence(found)),
          progress);
    }
    if (problem.held() instanceof GivenOutputs layer) {
      return ofSupport(layer, progress);
    }
    if (problem.held() instanceof LinearLayer layer) {
      return ofSupport(layer.layer(), progress);
    }
    if (problem.held() instanceof GivenUpperWeights upper) {
      GivenWeights layers = upper.layers();
      AliveInputs inputs = PairsAboveLayers.inputs(layers);
      return ofGivenWeights(
          inputs,
          upper.outputWeights(),
          CommonPairs.everywhere(layers.units(), layers.samples()),
          found -> new Attempt.Decided(PairsAboveLayers.evidence(found, inputs, Optional.empty())),
          progress);
    }
    Optional<Evidence> found = Optional.empty();
    if (problem.held() instanceof GenericOutputs layer) {
      found =
          ofGenericWeights(
              layer.inputs().clearColumns().matrix(), layer.units(), layer.outputs(), progress);
    } else if (problem.held() instanceof GivenWeights layers) {
      found = ofFewerPairs(layers, budget, progress);
    } else {
      return Attempt.INAPPLICABLE;
    }
    return found
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("neither pairs nor a set of samples that excludes them found"));
  }

  private static Attempt ofSupport(GivenOutputs layer, Progress progress) {
    return ofGivenWeights(
        new KnownInputs(layer.family().inputs().clearColumns().matrix()),
        layer.outputWeights(),
        layer.seen(),
        found ->
            new Attempt.Open(
                "the data set and these output weights allow full rank for almost every noise; that"
                    + " does not decide the given one"),
        progress);
  }

  private static Attempt ofGivenWeights(
      InputSide inputs,
      RationalMatrix weights,
      List<BitSet> seen,
      Function<CommonPairs.Found, Attempt> ifFound,
      Progress progress) {
    PairsWithBiases.Answer answer =
        new PairsWithBiases(inputs, weights.clearColumns().matrix(), seen, progress)
            .search(List.of());
    if (answer instanceof PairsWithBiases.TooFew tooFew) {
      return new Attempt.Decided(new CrowdedPairsEvidence(tooFew.proof()));
    }
    return answer instanceof PairsWithBiases.Found found
        ? ifFound.apply(found.pairs())
        : new Attempt.Open("pairs without biases are too few, and with biases they are too many");
  }

  /**
   * Decides generic noise and output weights, if it can.
   *
   * @param inputs X, d×N
   */
  public static Optional<Evidence> ofGenericWeights(
      IntegerMatrix inputs, int units, int outputs, Progress progress) {
    DatasetPartition.Answer groups = new DatasetPartition(inputs, outputs, progress).into(units);
    return groups instanceof DatasetPartition.Groups found
        ? Optional.of(new PartitionEvidence(found))
        : ofFewerPairs(inputs, units, outputs, List.of(), progress);
  }

  /**
   * The same where biases are needed.
   *
   * @param start groups of samples, one for each unit or fewer, to begin the search with
   */
  public static Optional<Evidence> ofFewerPairs(
      IntegerMatrix inputs, int units, int outputs, List<List<Integer>> start, Progress progress) {
    if (units < outputs && inputs.columns() >= 2) {
      return Optional.of(new TightSetEvidence(TightSet.ofTwo(inputs)));
    }
    return drawn(
        new KnownInputs(inputs),
        units,
        outputs,
        start,
        (found, weights) -> new CommonPairsEvidence(found, Optional.of(weights)),
        samples ->
            TightSet.of(inputs, samples.stream().mapToInt(Integer::intValue).toArray())
                .filter(set -> set.refutesWithBiases(units, outputs))
                .map(TightSetEvidence::new),
        progress);
  }

  /** The same above several layers with generic noise (proofs/soundness.md, section 44). */
  private static Optional<Evidence> ofFewerPairs(
      GivenWeights layers, Budget budget, Progress progress) {
    int k = layers.outputs();
    if (layers.units() < k && layers.samples() >= 2) {
      return Optional.of(HallSetEvidence.of(layers, List.of(0, 1)));
    }
    if (new LayerMatching().attempt(layers, budget, progress) instanceof Attempt.Decided held
        && held.evidence() instanceof Proof) {
      return Optional.of(held.evidence());
    }
    AliveInputs inputs = PairsAboveLayers.inputs(layers);
    return drawn(
        inputs,
        layers.units(),
        k,
        List.of(),
        (found, weights) -> PairsAboveLayers.evidence(found, inputs, Optional.of(weights)),
        samples ->
            Optional.of(HallSetEvidence.of(layers, samples))
                .filter(set -> set.refutesWithBiases(layers.units(), k))
                .map(set -> set),
        progress);
  }

  /**
   * Draws output weights that stand for almost every one.
   *
   * @param proof the evidence from pairs and the weights
   * @param refutation the evidence from a set of samples, if they exclude all output weights
   */
  private static Optional<Evidence> drawn(
      InputSide inputs,
      int units,
      int outputs,
      List<List<Integer>> start,
      BiFunction<CommonPairs.Found, RationalMatrix, Evidence> proof,
      Function<List<Integer>, Optional<? extends Evidence>> refutation,
      Progress progress) {
    Random random = new Random(1970);
    for (int draw = 0; draw < DRAWS; draw++) {
      IntegerMatrix weights =
          IntegerMatrix.ofSmall(
              outputs, units, (c, i) -> random.nextInt(2 * LARGEST + 1) - LARGEST);
      PairsWithBiases.Answer answer =
          new PairsWithBiases(
                  inputs, weights, CommonPairs.everywhere(units, inputs.samples()), progress)
              .search(start);
      if (answer instanceof PairsWithBiases.Found found) {
        return Optional.of(proof.apply(found.pairs(), RationalMatrix.of(weights)));
      }
      Optional<? extends Evidence> set =
          answer instanceof PairsWithBiases.TooFew tooFew
              ? refutation.apply(ofAllUnits(tooFew.proof().samples(), inputs.samples()))
              : Optional.empty();
      if (set.isPresent()) {
        return Optional.of(set.get());
      }
    }
    return Optional.empty();
  }

  /** The samples that are paired with all units. */
  private static List<Integer> ofAllUnits(List<List<Integer>> pairs, int samples) {
    return IntStream.range(0, samples)
        .filter(n -> pairs.stream().allMatch(own -> own.contains(n)))
        .boxed()
        .toList();
  }
}
