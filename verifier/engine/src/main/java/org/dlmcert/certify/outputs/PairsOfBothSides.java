package org.dlmcert.certify.outputs;

import java.util.BitSet;
import java.util.List;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.HeldOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.KnownInputs;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Pairs of units and samples that are independent on the side of the inputs and on that of the
 * output weights (proofs/soundness.md, sections 33 and 34).
 */
public final class PairsOfBothSides {
  private PairsOfBothSides() {}

  /** Decides generic noise. */
  public static final class OfGenericNoise implements Method<HeldOutputs> {
    @Override
    public MethodName name() {
      return MethodName.PARTITION;
    }

    @Override
    public Attempt attempt(HeldOutputs layer, Budget budget, Progress progress) {
      return new Attempt.Decided(
          answer(
              layer.inputs(),
              layer.outputWeights(),
              CommonPairs.everywhere(layer.units(), layer.samples()),
              progress));
    }
  }

  /** Given noise: if no noise with its zeros gives full column rank, this one does not. */
  public static final class OfSupport implements Method<GivenOutputs> {
    @Override
    public MethodName name() {
      return MethodName.PARTITION;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      return answer(layer.family().inputs(), layer.outputWeights(), layer.seen(), progress)
              instanceof Refutation no
          ? new Attempt.Decided(no)
          : new Attempt.Open(
              "the data set and these output weights allow full rank for almost every noise; that"
                  + " does not decide the given one");
    }
  }

  /** The groups of the inputs alone are where the search for pairs begins. */
  public static Evidence answer(
      RationalMatrix inputs, RationalMatrix weights, List<BitSet> seen, Progress progress) {
    IntegerMatrix cleared = inputs.clearColumns().matrix();
    DatasetPartition.Answer groups =
        new DatasetPartition(cleared, weights.rows(), progress).into(weights.columns());
    if (groups instanceof DatasetPartition.TooFew tooFew) {
      return new TightSetEvidence(tooFew.proof());
    }
    CommonPairs.Answer answer =
        new CommonPairs(new KnownInputs(cleared), weights.clearColumns().matrix(), seen, progress)
            .search(((DatasetPartition.Groups) groups).groups());
    return answer instanceof CommonPairs.Found found
        ? new CommonPairsEvidence(found)
        : new CrowdedPairsEvidence(((CommonPairs.TooFew) answer).proof());
  }
}
