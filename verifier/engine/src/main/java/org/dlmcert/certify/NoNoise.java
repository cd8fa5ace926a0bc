package org.dlmcert.certify;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Without noise, units with equal slopes see the inputs alone: dependent inputs refute, by the
 * constant pattern, and by equal units at any point.
 */
final class NoNoise implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer)
        || !(layer.noise() instanceof LayerNoise.None)) {
      return Attempt.INAPPLICABLE;
    }
    int[] all = IntStream.range(0, layer.samples()).toArray();
    if (scope == PatternScope.ALL) {
      return NullVectors.find(layer.inputs())
          .<Attempt>map(v -> new Attempt.Decided(nullVector(layer, v)))
          .orElse(new Attempt.Open("the inputs are linearly independent"));
    }
    List<Rational> row = OpenCell.point(layer.inputs());
    return OpenCellRefutation.at(layer, OpenCellRefutation.repeated(layer, row), all)
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("the inputs are linearly independent"));
  }

  private static Evidence nullVector(FullRankProblem.OneLayer layer, List<Rational> vector) {
    return new Evidence.NullVector(ActivationPattern.ones(layer.samples(), layer.units()), vector);
  }
}
