package org.dlmcert.certify.outputs;

import org.dlmcert.certify.claim.GenericOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.progress.Progress;

/**
 * With generic output weights: divides the samples into one group of independent inputs for each
 * unit, every sample into as many groups as there are outputs (proofs/soundness.md, section 33).
 */
public final class CopiedPartition implements Method<GenericOutputs> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GenericOutputs layer, Budget budget, Progress progress) {
    DatasetPartition.Answer answer =
        new DatasetPartition(layer.inputs().clearColumns().matrix(), layer.outputs(), progress)
            .into(layer.units());
    return new Attempt.Decided(
        answer instanceof DatasetPartition.TooFew tooFew
            ? new TightSetEvidence(tooFew.proof())
            : new PartitionEvidence((DatasetPartition.Groups) answer));
  }
}
