package org.dlmcert.certify;

import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/** With given noise, a deficient E∘X refutes: it is the matrix of the pattern of ones. */
final class AllOnesPattern implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer) || layer.hasGenericNoise()) {
      return Attempt.INAPPLICABLE;
    }
    if (scope != PatternScope.ALL) {
      return new Attempt.Open("no point with nonzero preactivations need have the pattern of ones");
    }
    progress.stage("rank of the pattern of ones", 0);
    ActivationPattern ones = ActivationPattern.ones(layer.samples(), layer.units());
    return NullVectors.find(
            KhatriRao.product(ones.slopes(layer.noise(), layer.slope()), layer.inputs()))
        .<Attempt>map(v -> new Attempt.Decided(new Evidence.NullVector(ones, v)))
        .orElse(new Attempt.Open("the pattern of ones has full column rank"));
  }
}
