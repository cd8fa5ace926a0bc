package org.dlmcert.certify;

import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.progress.Progress;

/**
 * The methods of one name that do not look at the slope, for slope 0: what they refute is deficient
 * at every slope, and without samples what they prove holds at every slope.
 */
record AnySlope(MethodName name) implements Method<FullRankProblem.ZeroSlope> {
  @Override
  public Attempt attempt(FullRankProblem.ZeroSlope problem, Budget budget, Progress progress) {
    for (MethodTable.Trial<?> trial : MethodTable.atAnySlope(problem.atAnySlope())) {
      if (trial.name() == name
          && trial.attempt(budget, progress) instanceof Attempt.Decided decided
          && (decided.evidence() instanceof Refutation || problem.samples() == 0)) {
        return decided;
      }
    }
    return Attempt.INAPPLICABLE;
  }
}
