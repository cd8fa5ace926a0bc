package org.dlmcert.certify;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * At slope 0 a pattern that is zero on one sample refutes (proofs/soundness.md, section 6). It is
 * realizable: all units against that sample's input.
 */
final class SlopeZero implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!problem.slope().isZero() || problem.samples() == 0) {
      return Attempt.INAPPLICABLE;
    }
    if (problem instanceof FullRankProblem.OneLayer layer
        && !layer.hasGenericNoise()
        && scope != PatternScope.ALL) {
      List<Rational> row =
          layer.isZeroSample(0)
              ? OpenCell.point(layer.inputs())
              : OpenCell.pointNegativeOn(layer.inputs(), 0);
      return new Attempt.Decided(
          OpenCellRefutation.at(layer, OpenCellRefutation.repeated(layer, row), new int[] {0})
              .orElseThrow());
    }
    if (problem instanceof FullRankProblem.AllLayers layers) {
      return new Attempt.Decided(
          new DeepNullVectorEvidence(
              layers.family().constant(layers.family().last(), false),
              NullVectors.unit(layers.samples(), 0)));
    }
    return new Attempt.Decided(new Evidence.DeadPattern());
  }
}
