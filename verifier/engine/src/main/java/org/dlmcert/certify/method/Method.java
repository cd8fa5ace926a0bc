package org.dlmcert.certify.method;

import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.progress.Progress;

/**
 * One way of answering one kind of question about full column rank over all patterns. A method may
 * fail to decide; what it decides is exact, and the independent checker decides whether to believe
 * it.
 */
public interface Method<P extends FullRankProblem> {

  /** The word of {@code --method} under which this method runs. */
  MethodName name();

  Attempt attempt(P problem, Budget budget, Progress progress);
}
