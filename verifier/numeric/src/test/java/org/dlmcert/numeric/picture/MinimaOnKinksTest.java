package org.dlmcert.numeric.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.least.CensusWithLeastLoss;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Points 1, 2, 3 with targets 1, -1, 2 and one unit with biases: the least loss, 7/12, is at a
 * kink, minima inside cells have 25/36.
 */
class MinimaOnKinksTest {
  private static final Census.Limits LIMITS = new Census.Limits(1000, 1);

  private static CensusProblem threePoints() {
    int[] targets = {1, -1, 2};
    return CensusProblem.of(
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.of(1, 2), true),
            new Dataset(
                RationalMatrix.of(3, 1, (n, j) -> Rational.of(n + 1L)),
                Optional.of(RationalMatrix.of(3, 1, (n, j) -> Rational.of(targets[n])))),
            List.of(LayerNoise.NONE),
            Optional.empty()));
  }

  private static Set<String> shown(XYChart chart) {
    Set<String> names = new TreeSet<>();
    for (XYSeries series : chart.getSeriesCollection()) {
      if (series.isShowInLegend()) {
        names.add(series.getName());
      }
    }
    return names;
  }

  @Test
  void allMinimaWithThoseOnKinks() throws InterruptedException {
    FaceCensusResult census =
        ((FaceCensus.Complete)
                new FaceCensus(threePoints(), LIMITS, Optional.empty(), Progress.NONE).run())
            .result();
    PlottedMinima minima = PlottedMinima.of(census);
    assertThat(minima.minima().stream().filter(PlottedMinimum::isOnKink))
        .hasSize(census.losses().stream().mapToInt(loss -> (int) loss.kinks()).sum());
    assertThat(shown(CellsPlot.of(minima, Optional.empty()).charts().get(0)))
        .containsExactlyInAnyOrder("u = 0 on a sample", "bad minima", "bad, on kinks");
    PlottedMinimum least = PlottedMinimum.of(census.losses().get(0).first());
    PlottedMinimum worst = PlottedMinimum.of(census.losses().get(1).first());
    assertThat(
            shown(
                LossSlice.of(threePoints(), least, worst, Optional.of(least.loss()))
                    .charts()
                    .get(0)))
        .containsExactlyInAnyOrder("first, on kinks: 7/12, least of all", "second: 25/36");
  }

  @Test
  void theLeastLossBesideMinimaInsideCells() throws InterruptedException {
    Census.Complete census =
        (Census.Complete) new Census(threePoints(), LIMITS, Optional.empty(), Progress.NONE).run();
    CensusWithLeastLoss both =
        CensusWithLeastLoss.of(census.result(), 1000, Threads.ONE, Progress.NONE).orElseThrow();
    assertThat(both.least().loss()).isLessThan(census.result().losses().get(0).loss());
    PlottedMinimum least = PlottedMinimum.of(both.least());
    assertThat(least.isOnKink()).isTrue();
    PlottedMinima minima = PlottedMinima.of(census.result());
    assertThat(minima.minima()).isNotEmpty().noneMatch(PlottedMinimum::isOnKink);
    assertThat(shown(CellsPlot.of(minima, Optional.of(least)).charts().get(0)))
        .containsExactlyInAnyOrder("u = 0 on a sample", "bad minima", "least of all weights");
    XYChart elsewhere =
        LossSlice.of(
                threePoints(),
                minima.minima().get(0),
                minima.minima().get(1),
                Optional.of(least.loss()))
            .charts()
            .get(0);
    assertThat(elsewhere.getTitle()).contains("least of all weights: 7/12");
  }
}
