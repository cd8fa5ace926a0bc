package org.dlmcert.certify.layer;

import java.util.Optional;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;

/**
 * Independent inputs of a layer with generic noise: one group of the partition
 * (proofs/soundness.md, section 1).
 */
public final class OneGroup implements Method<FullRankProblem.GenericLayer> {
  public static final Attempt NONE = new Attempt.Open("the inputs are not linearly independent");

  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(FullRankProblem.GenericLayer layer, Budget budget, Progress progress) {
    return of(layer.inputs(), progress)
        .<Attempt>map(one -> new Attempt.Decided(new PartitionEvidence(one)))
        .orElse(NONE);
  }

  /** All samples as one group, if their inputs are independent. */
  public static Optional<DatasetPartition.Groups> of(RationalMatrix inputs, Progress progress) {
    return inputs.columns() <= inputs.rows()
            && new DatasetPartition(inputs.clearColumns().matrix(), progress).into(1)
                instanceof DatasetPartition.Groups one
        ? Optional.of(one)
        : Optional.empty();
  }
}
