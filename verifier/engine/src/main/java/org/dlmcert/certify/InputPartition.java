package org.dlmcert.certify;

import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.evidence.PartitionEvidence;
import org.dlmcert.certify.evidence.TightSetEvidence;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Divides the samples into one group of independent inputs for each unit, which decides generic
 * noise (proofs/soundness.md, sections 1 and 2).
 */
final class InputPartition implements Method<FullRankProblem.GenericLayer> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(FullRankProblem.GenericLayer layer, Budget budget, Progress progress) {
    DatasetPartition.Answer answer = of(layer.inputs(), layer.units(), progress);
    return new Attempt.Decided(
        answer instanceof DatasetPartition.TooFew tooFew
            ? new TightSetEvidence(tooFew.proof())
            : new PartitionEvidence((DatasetPartition.Groups) answer));
  }

  static DatasetPartition.Answer of(RationalMatrix inputs, int units, Progress progress) {
    return new DatasetPartition(inputs.clearColumns().matrix(), progress).into(units);
  }
}
