package org.dlmcert.numeric.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.dlmcert.numeric.rank.ProvenRank;

/**
 * The repetitions of one point of Figure 6.1: same source, depth, N and d.
 *
 * @param results at least one
 */
public record ErrorCurvePoint(List<TrialResult> results) {
  public ErrorCurvePoint {
    results = List.copyOf(results);
  }

  /** Results grouped into points, in the order in which the points first occur. */
  public static List<ErrorCurvePoint> group(List<TrialResult> results) {
    Map<Trial, List<TrialResult>> groups = new LinkedHashMap<>();
    for (TrialResult result : results) {
      Trial t = result.trial();
      Trial key = new Trial(t.source(), t.hiddenLayers(), t.samples(), t.width(), 0);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(result);
    }
    return groups.values().stream().map(ErrorCurvePoint::new).toList();
  }

  /** One of the trials. */
  public Trial trial() {
    return results.get(0).trial();
  }

  /** The mean of the final mean classification error. */
  public double mean() {
    return statistics().getMean();
  }

  /** The standard deviation of the same (with n - 1); 0 for one repetition. */
  public double deviation() {
    return results.size() < 2 ? 0 : statistics().getStandardDeviation();
  }

  private SummaryStatistics statistics() {
    SummaryStatistics statistics = new SummaryStatistics();
    results.forEach(r -> statistics.addValue(r.mce()));
    return statistics;
  }

  /** Repetitions that ended without an error. */
  public long withoutError() {
    return results.stream().filter(r -> r.errors() == 0).count();
  }

  /** Repetitions whose G_{L-1} has full column rank N. */
  public long withFullColumnRank() {
    return results.stream().filter(TrialResult::hasFullColumnRank).count();
  }

  /** Repetitions whose G_{L-1} has the rank min(N, d²). */
  public long withFullRank() {
    return results.stream().filter(TrialResult::hasFullRank).count();
  }

  public int leastLayerRank() {
    return results.stream().mapToInt(r -> r.layerRank().rank()).min().orElseThrow();
  }

  /** The least rank of G; 0 where it was not asked for. */
  public int leastFullRank() {
    return results.stream()
        .flatMap(r -> r.fullRank().stream())
        .mapToInt(ProvenRank::rank)
        .min()
        .orElse(0);
  }

  /** The largest rank of G; 0 where it was not asked for. */
  public int largestFullRank() {
    return results.stream()
        .flatMap(r -> r.fullRank().stream())
        .mapToInt(ProvenRank::rank)
        .max()
        .orElse(0);
  }

  /** Ranks that are only known to be at least what is reported. */
  public long unproved() {
    return results.stream()
        .flatMap(r -> Stream.concat(Stream.of(r.layerRank()), r.fullRank().stream()))
        .filter(r -> r.proof() == ProvenRank.Proof.NONE)
        .count();
  }
}
