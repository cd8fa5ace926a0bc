package org.dlmcert.certify.layer;

import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Divides the samples into one group of independent inputs for each unit, which decides generic
 * noise (proofs/soundness.md, sections 1 and 2).
 */
public final class InputPartition implements Method<FullRankProblem.GenericLayer> {
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

  public static DatasetPartition.Answer of(RationalMatrix inputs, int units, Progress progress) {
    return new DatasetPartition(inputs.clearColumns().matrix(), progress).into(units);
  }
}
