package org.dlmcert.point;

import java.util.Optional;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.least.LeastLossSearch;
import org.dlmcert.model.Loss;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;

/**
 * Whether weights anywhere have a smaller loss than a local minimum: cheap searches for such
 * weights first; then, for one hidden layer of leaky units, one output and squares, local searches
 * and a tree of signs that finds some or proves that there are none (proofs/soundness.md, 30).
 */
final class ElsewhereSearch {
  private ElsewhereSearch() {}

  static Elsewhere of(Point point, SearchLimits limits, Progress progress)
      throws InterruptedException {
    Optional<BetterPoint> better = new BetterPointSearch(point, progress).find();
    if (better.isPresent()) {
      return new Elsewhere.Better(better.get());
    }
    if (point.network().depth() != 2
        || point.network().outputs() != 1
        || point.network().pieces() > 1
        || !point.lossFunction().equals(Loss.SQUARED)) {
      return new Elsewhere.Open(Elsewhere.Limit.QUESTION, 0);
    }
    CensusProblem problem = CensusProblem.of(point.instance());
    long nodes = limits.nodes(problem);
    if (nodes == 0) {
      return new Elsewhere.Open(Elsewhere.Limit.SIZE, 0);
    }
    LeastLossSearch.Outcome outcome =
        new LeastLossSearch(
                problem,
                new LeastLossSearch.Limits(nodes, new Threads(limits.threads()), limits.time()),
                Optional.empty(),
                progress)
            .compare(point.weights());
    if (outcome instanceof LeastLossSearch.Improved improved) {
      return new Elsewhere.Better(
          new BetterPoint(improved.weights(), improved.loss(), BetterPoint.Source.TREE));
    }
    if (outcome instanceof LeastLossSearch.Complete complete) {
      return new Elsewhere.Least(complete.result());
    }
    return outcome instanceof LeastLossSearch.OutOfTime
        ? new Elsewhere.Open(Elsewhere.Limit.TIME, 0)
        : new Elsewhere.Open(Elsewhere.Limit.NODES, nodes);
  }
}
