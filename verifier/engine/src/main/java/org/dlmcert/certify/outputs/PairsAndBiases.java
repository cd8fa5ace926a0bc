package org.dlmcert.certify.outputs;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.GenericOutputs;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.HeldOutputs;
import org.dlmcert.certify.claim.LinearLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.PairsWithBiases;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Pairs of units and samples, and output biases that are trained (proofs/soundness.md, sections 33
 * and 34). Decides generic noise with given output weights; for given noise it can refute.
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
          layer.inputs(),
          layer.outputWeights(),
          CommonPairs.everywhere(layer.units(), layer.samples()),
          true,
          progress);
    }
    if (problem.held() instanceof GivenOutputs layer) {
      return ofSupport(layer, progress);
    }
    if (problem.held() instanceof LinearLayer layer) {
      return ofSupport(layer.layer(), progress);
    }
    return problem.held() instanceof GenericOutputs layer
        ? ofGenericWeights(
                layer.inputs().clearColumns().matrix(), layer.units(), layer.outputs(), progress)
            .<Attempt>map(Attempt.Decided::new)
            .orElse(new Attempt.Open("neither pairs nor a set of samples that excludes them found"))
        : Attempt.INAPPLICABLE;
  }

  private static Attempt ofSupport(GivenOutputs layer, Progress progress) {
    return ofGivenWeights(
        layer.family().inputs(), layer.outputWeights(), layer.seen(), false, progress);
  }

  private static Attempt ofGivenWeights(
      RationalMatrix inputs,
      RationalMatrix weights,
      List<BitSet> seen,
      boolean genericNoise,
      Progress progress) {
    PairsWithBiases.Answer answer =
        new PairsWithBiases(
                inputs.clearColumns().matrix(), weights.clearColumns().matrix(), seen, progress)
            .search(List.of());
    if (answer instanceof PairsWithBiases.TooFew tooFew) {
      return new Attempt.Decided(new CrowdedPairsEvidence(tooFew.proof()));
    }
    if (answer instanceof PairsWithBiases.Found found) {
      return genericNoise
          ? new Attempt.Decided(new CommonPairsEvidence(found.pairs()))
          : new Attempt.Open(
              "the data set and these output weights allow full rank for almost every noise; that"
                  + " does not decide the given one");
    }
    return new Attempt.Open("pairs without biases are too few, and with biases they are too many");
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
    Random random = new Random(1970);
    for (int draw = 0; draw < DRAWS; draw++) {
      IntegerMatrix weights =
          IntegerMatrix.ofSmall(
              outputs, units, (c, i) -> random.nextInt(2 * LARGEST + 1) - LARGEST);
      PairsWithBiases.Answer answer =
          new PairsWithBiases(
                  inputs, weights, CommonPairs.everywhere(units, inputs.columns()), progress)
              .search(start);
      if (answer instanceof PairsWithBiases.Found found) {
        return Optional.of(
            new CommonPairsEvidence(found.pairs(), Optional.of(RationalMatrix.of(weights))));
      }
      Optional<TightSet> set =
          answer instanceof PairsWithBiases.TooFew tooFew
              ? TightSet.of(inputs, ofAllUnits(tooFew.proof().samples(), inputs.columns()))
                  .filter(found -> found.refutesWithBiases(units, outputs))
              : Optional.empty();
      if (set.isPresent()) {
        return set.map(TightSetEvidence::new);
      }
    }
    return Optional.empty();
  }

  /** The samples that are paired with all units. */
  private static int[] ofAllUnits(List<List<Integer>> pairs, int samples) {
    return IntStream.range(0, samples)
        .filter(n -> pairs.stream().allMatch(own -> own.contains(n)))
        .toArray();
  }
}
