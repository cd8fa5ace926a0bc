package org.dlmcert.certify;

import java.util.List;
import java.util.function.Function;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.progress.Progress;

/**
 * The methods of one name without the rows of output biases: what they prove holds with these rows,
 * too (proofs/soundness.md, section 33).
 *
 * @param trials the methods for the question without these rows
 */
record HeldBiases(MethodName name, Function<FullRankProblem, List<MethodTable.Trial<?>>> trials)
    implements Method<BiasedOutputs> {
  @Override
  public Attempt attempt(BiasedOutputs problem, Budget budget, Progress progress) {
    for (MethodTable.Trial<?> trial : trials.apply(problem.held())) {
      if (trial.name() == name
          && trial.attempt(budget, progress) instanceof Attempt.Decided decided
          && decided.evidence() instanceof Proof) {
        return decided;
      }
    }
    return Attempt.INAPPLICABLE;
  }
}
