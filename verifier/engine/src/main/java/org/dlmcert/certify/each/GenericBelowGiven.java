package org.dlmcert.certify.each;

import java.util.Optional;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.EveryPatternEvidence;
import org.dlmcert.progress.Progress;

/**
 * Generic noise below a layer whose noise is given: every pattern at one value of the generic
 * noise. It proves only.
 */
public final class GenericBelowGiven implements Method<FullRankProblem.BetweenLayers> {
  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(FullRankProblem.BetweenLayers problem, Budget budget, Progress progress) {
    if (problem.instance().weights().isEmpty()) {
      return Attempt.INAPPLICABLE;
    }
    EveryPatternSearch search = new EveryPatternSearch(problem.instance(), problem.determined());
    long most = budget.chosenPatterns().orElse(1L << EveryPatternSearch.MOST_BITS);
    if (search.bits() >= Long.SIZE - 2 || 1L << search.bits() > most) {
      return new Attempt.Limited(
          "--max-patterns " + most,
          "there are 2^" + search.bits() + " patterns",
          "perhaps a larger --max-patterns, which takes as much longer");
    }
    progress.stage("patterns at one value of the noise", 0);
    Optional<EveryPatternEvidence> found = search.search();
    return found
        .<Attempt>map(Attempt.Decided::new)
        .orElse(
            new Attempt.Open(
                "some pattern has no full column rank modulo three primes, at random values of the"
                    + " noise; that refutes nothing"));
  }
}
