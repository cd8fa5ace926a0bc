package org.dlmcert.point;

import java.time.Duration;
import java.util.Optional;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.least.LeastLossSearch;

/**
 * What the search for smaller losses elsewhere may spend.
 *
 * @param maxNodes the most nodes of the tree; without a choice as many as some 10¹¹ multiplications
 *     allow, at most 20,000
 * @param threads the most threads
 * @param time the most time
 */
public record SearchLimits(Optional<Long> maxNodes, int threads, Optional<Duration> time) {
  private static final double OPERATIONS = 1e11;
  private static final long NODES = 20_000;

  /** One thread, and no limit of time. */
  public static final SearchLimits DEFAULT =
      new SearchLimits(Optional.empty(), 1, Optional.empty());

  long nodes(CensusProblem problem) {
    return maxNodes.orElseGet(
        () -> Math.min(NODES, (long) (OPERATIONS / LeastLossSearch.operationsPerNode(problem))));
  }
}
