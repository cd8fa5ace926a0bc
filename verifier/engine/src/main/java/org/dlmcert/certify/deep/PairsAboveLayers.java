package org.dlmcert.certify.deep;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenUpperWeights;
import org.dlmcert.certify.claim.GivenWeights;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.AliveInputs;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Pairs of units of layer L-1 and samples: those of a unit can be matched to units of layer L-2
 * that are alive on them, and the output weights of a sample's units are independent. Decides
 * several layers with generic noise on given weights (proofs/soundness.md, section 44).
 */
public final class PairsAboveLayers implements Method<GivenUpperWeights> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenUpperWeights problem, Budget budget, Progress progress) {
    GivenWeights layers = problem.layers();
    AliveInputs inputs = inputs(layers);
    CommonPairs.Answer answer =
        new CommonPairs(
                inputs,
                problem.outputWeights().clearColumns().matrix(),
                CommonPairs.everywhere(layers.units(), layers.samples()),
                progress)
            .search(List.of());
    return new Attempt.Decided(
        answer instanceof CommonPairs.Found found
            ? evidence(found, inputs, Optional.empty())
            : new CrowdedPairsEvidence(((CommonPairs.TooFew) answer).proof()));
  }

  /** The inputs of layer L-1: generic, where units are alive. */
  public static AliveInputs inputs(GivenWeights layers) {
    return new AliveInputs(layers.below(), layers.alive());
  }

  /** Pairs, with a matching for each unit. */
  public static CommonPairsEvidence evidence(
      CommonPairs.Found found, AliveInputs inputs, Optional<RationalMatrix> weights) {
    return new CommonPairsEvidence(
        found, Optional.of(found.samples().stream().map(inputs::matched).toList()), weights);
  }
}
