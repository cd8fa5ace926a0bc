package org.dlmcert.certify;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.Rational;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Divides the samples into one group of independent inputs for each unit. That decides generic
 * noise; where it cannot be done, no noise helps (proofs/soundness.md, sections 1 and 2).
 */
final class InputPartition implements Method {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer)) {
      return Attempt.INAPPLICABLE;
    }
    DatasetPartition.Answer answer =
        new DatasetPartition(layer.inputs().clearColumns().matrix(), progress).into(layer.units());
    if (answer instanceof DatasetPartition.TooFew tooFew) {
      return new Attempt.Decided(
          layer.hasGenericNoise()
              ? new Evidence.Tight(tooFew.proof())
              : counterexample(layer, scope, tooFew.proof().samples(), progress));
    }
    if (!layer.hasGenericNoise()) {
      return new Attempt.Open(
          "the data set allows full rank for almost every noise; that does not decide the given one");
    }
    if (layer.slope().isZero() && layer.samples() > 0) {
      return Attempt.INAPPLICABLE;
    }
    return new Attempt.Decided(new Evidence.Partition((DatasetPartition.Groups) answer));
  }

  /** Every pattern is deficient; the user of a given noise is shown one, with its null vector. */
  static Evidence counterexample(
      FullRankProblem.OneLayer layer,
      PatternScope scope,
      List<Integer> samples,
      Progress progress) {
    progress.stage("null vector on " + samples.size() + " samples", 0);
    int[] support = samples.stream().mapToInt(Integer::intValue).toArray();
    if (scope == PatternScope.ALL) {
      ActivationPattern ones = ActivationPattern.ones(layer.samples(), layer.units());
      return new Evidence.NullVector(
          ones,
          NullVectors.find(
                  KhatriRao.product(ones.slopes(layer.noise(), layer.slope()), layer.inputs()),
                  support)
              .orElseThrow());
    }
    List<Rational> row = OpenCell.point(layer.inputs());
    List<List<Rational>> rows = IntStream.range(0, layer.units()).mapToObj(i -> row).toList();
    return OpenCellRefutation.at(layer, rows, support).orElseThrow();
  }
}
