package org.dlmcert.least;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;
import org.dlmcert.point.Elsewhere;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointVerdict;
import org.dlmcert.point.SearchLimits;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** At local minima of all losses that there are: spurious or not, against a slow enumeration. */
class SpuriousTest {
  private static final long SEED = 19591122;
  private static final int CASES = System.getProperty("cases", "").equals("full") ? 300 : 14;

  @Test
  void everyLocalMinimumIsDecided() throws InterruptedException {
    int spurious = 0;
    int byTree = 0;
    for (int k = 0; k < CASES; k++) {
      CensusProblem problem = LeastLossTest.random(new Random(SEED + k));
      Rational least = new SlowLeast(problem).loss();
      Optional<FaceCensusResult> minima = minima(problem);
      if (minima.isEmpty()) {
        continue;
      }
      for (FaceCensusResult.LossCount count : minima.get().losses()) {
        Weights weights = count.first().weights();
        Point point = Point.of(problem.instance().at(weights));
        PointVerdict verdict = Inspection.of(point, Progress.NONE).verdict();
        String text = "seed " + (SEED + k) + ": " + problem.instance() + " at " + weights;
        if (count.loss().equals(least)) {
          assertThat(verdict).as(text).isInstanceOf(PointVerdict.GlobalMinimum.class);
          byTree += ((PointVerdict.GlobalMinimum) verdict).tree().isPresent() ? 1 : 0;
        } else {
          assertThat(verdict).as(text).isInstanceOf(PointVerdict.LocalMinimum.class);
          PointVerdict.LocalMinimum local = (PointVerdict.LocalMinimum) verdict;
          assertThat(local.better()).as(text).isPresent();
          Rational better = point.lossAt(local.better().orElseThrow().weights());
          assertThat(better).as(text).isEqualTo(local.better().orElseThrow().loss());
          assertThat(better).as(text).isLessThan(count.loss()).isGreaterThanOrEqualTo(least);
          spurious++;
        }
      }
    }
    assertThat(spurious).isPositive();
    assertThat(byTree).isPositive();
  }

  private static Optional<FaceCensusResult> minima(CensusProblem problem)
      throws InterruptedException {
    return new FaceCensus(problem, new Census.Limits(3000, 1), Optional.empty(), Progress.NONE)
                .run()
            instanceof FaceCensus.Complete complete
        ? Optional.of(complete.result())
        : Optional.empty();
  }

  @Test
  void aLimitThatIsHitIsNamed() throws InterruptedException {
    CensusProblem problem = LeastLossTest.larger();
    LeastLossSearch.Outcome outcome =
        new LeastLossSearch(
                problem, new LeastLossSearch.Limits(100_000, 2), Optional.empty(), Progress.NONE)
            .run();
    Weights best = ((LeastLossSearch.Complete) outcome).result().weights();
    Point point = Point.of(problem.instance().at(best));
    assertThat(limit(point, new SearchLimits(Optional.of(1L), 1, Optional.empty())))
        .isEqualTo(Elsewhere.Limit.NODES);
    assertThat(
            limit(point, new SearchLimits(Optional.empty(), 1, Optional.of(Duration.ofNanos(1)))))
        .isEqualTo(Elsewhere.Limit.TIME);
    assertThat(limit(point, new SearchLimits(Optional.of(0L), 1, Optional.empty())))
        .isEqualTo(Elsewhere.Limit.SIZE);
    assertThat(Inspection.of(point, Progress.NONE).verdict())
        .isInstanceOf(PointVerdict.GlobalMinimum.class);
  }

  private static Elsewhere.Limit limit(Point point, SearchLimits limits)
      throws InterruptedException {
    PointVerdict verdict = Inspection.of(point, limits, Progress.NONE).verdict();
    Elsewhere elsewhere = ((PointVerdict.LocalMinimum) verdict).elsewhere();
    return ((Elsewhere.Open) elsewhere).limit();
  }
}
