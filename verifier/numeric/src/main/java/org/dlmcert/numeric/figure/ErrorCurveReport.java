package org.dlmcert.numeric.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.numeric.picture.Panels;
import org.dlmcert.numeric.picture.PaperStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The results of Figure 6.1 as picture, table of repetitions and table in Markdown. */
public final class ErrorCurveReport {
  private static final double TOP = 0.55;

  private final ErrorCurveExperiment experiment;
  private final List<TrialResult> results;
  private final List<ErrorCurvePoint> points;

  public ErrorCurveReport(ErrorCurveExperiment experiment, List<TrialResult> results) {
    this.experiment = experiment;
    this.results = List.copyOf(results);
    this.points = ErrorCurvePoint.group(results);
  }

  public List<ErrorCurvePoint> points() {
    return points;
  }

  /** One panel for each number of hidden layers (rows) and each N (columns). */
  public Panels picture() {
    List<XYChart> charts = new ArrayList<>();
    for (int hidden : experiment.settings().hiddenLayers()) {
      for (int n : experiment.settings().samples()) {
        charts.add(chart(hidden, n));
      }
    }
    return new Panels(charts, experiment.settings().samples().size());
  }

  private XYChart chart(int hidden, int n) {
    XYChart chart =
        PaperStyle.chart(
            (hidden == 1 ? "one hidden layer" : "two hidden layers") + ", N = " + n,
            "d² / N",
            "mean classification error");
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(2.1).setYAxisMin(0.0).setYAxisMax(TOP);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    PaperStyle.dashed(chart, "d² = N", new double[] {1, 1}, new double[] {0, TOP});
    if (hidden == 2) {
      double ceiling = ceilingRatio(n);
      PaperStyle.dotted(
          chart, "2d² - d = N", new double[] {ceiling, ceiling}, new double[] {0, TOP});
    }
    for (int k = 0; k < experiment.sources().size(); k++) {
      SampleSource source = experiment.sources().get(k);
      List<ErrorCurvePoint> curve =
          points.stream()
              .filter(p -> p.trial().source().equals(source.name()))
              .filter(p -> p.trial().hiddenLayers() == hidden && p.trial().samples() == n)
              .toList();
      if (!curve.isEmpty()) {
        XYSeries series =
            chart.addSeries(
                source.title(),
                curve.stream().mapToDouble(p -> p.trial().ratio()).toArray(),
                curve.stream().mapToDouble(ErrorCurvePoint::mean).toArray(),
                curve.stream().mapToDouble(ErrorCurvePoint::deviation).toArray());
        PaperStyle.points(series, k);
      }
    }
    return chart;
  }

  /** d²/N where the ceiling 2d² - d of the rank of G, for two hidden layers, is N. */
  private static double ceilingRatio(int n) {
    double d = (1 + Math.sqrt(1 + 8.0 * n)) / 4;
    return d * d / n;
  }

  /** A line for every repetition. */
  public String csv() {
    return results.stream()
        .map(TrialResult::csv)
        .collect(Collectors.joining("\n", TrialResult.HEADER + "\n", "\n"));
  }

  /**
   * The page.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    return new ErrorCurvePage(experiment, points).markdown(circumstances);
  }
}
