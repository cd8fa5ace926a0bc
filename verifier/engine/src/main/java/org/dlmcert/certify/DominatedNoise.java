package org.dlmcert.certify;

import java.util.Optional;
import org.dlmcert.certify.lift.Domination;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Given noise that has, for some prime and on every sample, strictly least valuation at one unit,
 * where the samples of each unit have independent inputs modulo the prime (proofs/soundness.md,
 * section 11): the noise that {@code lift} makes.
 */
final class DominatedNoise implements Method {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer)
        || layer.hasGenericNoise()
        || layer.slope().isZero()) {
      return Attempt.INAPPLICABLE;
    }
    Optional<DatasetPartition.Groups> groups =
        new Domination(layer.inputs(), layer.units(), layer.noise(), layer.slope()).search();
    return groups.isPresent()
        ? new Attempt.Decided(new LiftEvidence(groups.get()))
        : Attempt.INAPPLICABLE;
  }
}
