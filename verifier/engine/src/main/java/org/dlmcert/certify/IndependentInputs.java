package org.dlmcert.certify;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * If the inputs are independent, the claim holds exactly if every sample has a unit with nonzero
 * noise (proofs/soundness.md, section 3; one group of section 1 for generic noise).
 */
final class IndependentInputs implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer)) {
      return Attempt.INAPPLICABLE;
    }
    if (layer.slope().isZero() && layer.samples() > 0) {
      return Attempt.INAPPLICABLE;
    }
    Optional<Integer> silenced = layer.hasGenericNoise() ? Optional.empty() : silenced(layer);
    if (silenced.isPresent()) {
      return new Attempt.Decided(refutation(layer, scope, silenced.get()));
    }
    IntegerMatrix inputs = layer.inputs().clearColumns().matrix();
    if (inputs.columns() <= inputs.rows()
        && new DatasetPartition(inputs, progress).into(1) instanceof DatasetPartition.Groups one) {
      return new Attempt.Decided(
          layer.hasGenericNoise()
              ? new Evidence.Partition(one)
              : new Evidence.IndependentInputs(one.prime()));
    }
    return new Attempt.Open("the inputs are not linearly independent");
  }

  private static Optional<Integer> silenced(FullRankProblem.OneLayer layer) {
    return IntStream.range(0, layer.samples())
        .filter(
            n ->
                IntStream.range(0, layer.units())
                    .allMatch(i -> layer.noise().factor(n, i).isZero()))
        .boxed()
        .findFirst();
  }

  private static Evidence refutation(
      FullRankProblem.OneLayer layer, PatternScope scope, int silenced) {
    if (scope == PatternScope.ALL) {
      return new Evidence.NullVector(
          ActivationPattern.ones(layer.samples(), layer.units()),
          NullVectors.unit(layer.samples(), silenced));
    }
    java.util.List<Rational> row = OpenCell.point(layer.inputs());
    return OpenCellRefutation.at(
            layer, OpenCellRefutation.repeated(layer, row), new int[] {silenced})
        .orElseThrow();
  }
}
