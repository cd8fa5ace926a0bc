package org.dlmcert.certify;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.DeadPatternEvidence;
import org.dlmcert.certify.refutation.DeepNullVectorEvidence;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * At slope 0 a pattern that is zero on one sample refutes (proofs/soundness.md, section 6). It is
 * realizable: all units against that sample's input.
 */
final class SlopeZero implements Method<FullRankProblem.ZeroSlope> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(FullRankProblem.ZeroSlope problem, Budget budget, Progress progress) {
    if (problem.samples() == 0) {
      return new Attempt.Open("there are no samples");
    }
    // With output biases that are trained it takes two samples (proofs/soundness.md, section 33).
    return problem.atAnySlope() instanceof BiasedOutputs && problem.samples() == 1
        ? new Attempt.Open("one sample, whose column of the output biases is not zero")
        : new Attempt.Decided(refutation(problem.atAnySlope()));
  }

  private static Refutation refutation(FullRankProblem problem) {
    if (problem instanceof GivenLayer layer && layer.scope() != PatternScope.ALL) {
      List<Rational> point =
          layer.isZeroSample(0)
              ? OpenCell.point(layer.inputs())
              : OpenCell.pointNegativeOn(layer.inputs(), 0);
      return LayerRefutation.equalUnits(layer, point, new int[] {0}).orElseThrow();
    }
    if (problem instanceof FullRankProblem.AllLayers layers) {
      return new DeepNullVectorEvidence(
          layers.family().allInactive(layers.family().last()),
          NullVectors.unit(layers.samples(), 0));
    }
    return new DeadPatternEvidence();
  }
}
