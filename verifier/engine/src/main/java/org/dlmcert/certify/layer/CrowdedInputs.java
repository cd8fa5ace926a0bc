package org.dlmcert.certify.layer;

import java.util.List;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.progress.Progress;

/**
 * Where the samples cannot be divided into one group of independent inputs for each unit, no noise
 * helps (proofs/soundness.md, section 2). Every pattern is deficient; the user of a given noise is
 * shown one, with its null vector.
 */
public final class CrowdedInputs implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (!(InputPartition.of(layer.inputs(), layer.units(), progress)
        instanceof DatasetPartition.TooFew tooFew)) {
      return new Attempt.Open(
          "the data set allows full rank for almost every noise; that does not decide the given"
              + " one");
    }
    List<Integer> samples = tooFew.proof().samples();
    progress.stage("null vector on " + samples.size() + " samples", 0);
    return new Attempt.Decided(
        LayerRefutation.anyPattern(layer, samples.stream().mapToInt(Integer::intValue).toArray())
            .orElseThrow());
  }
}
