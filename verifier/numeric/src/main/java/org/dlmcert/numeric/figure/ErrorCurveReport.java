package org.dlmcert.numeric.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The results of Figure 6.1 as picture, table of repetitions and table in Markdown. */
public final class ErrorCurveReport {
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
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(2.1).setYAxisMin(0.0).setYAxisMax(0.55);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    PaperStyle.dashed(chart, "threshold", new double[] {1, 1}, new double[] {0, 0.55});
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

  /** A line for every repetition. */
  public String csv() {
    return results.stream()
        .map(TrialResult::csv)
        .collect(Collectors.joining("\n", TrialResult.HEADER + "\n", "\n"));
  }

  /**
   * The tables.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    ErrorCurveSettings settings = experiment.settings();
    StringBuilder text = new StringBuilder("# Figure 6.1: final classification error and d²/N\n\n");
    text.append(
            "ReLU networks with hidden layers of the inputs' width d, one output, MSE, no noise,\n")
        .append("weights uniform with variance 2/d, Adam (0.9, 0.99, 1e-8) with step ")
        .append(settings.rate(1))
        .append(" (one hidden layer)\nor ")
        .append(settings.rate(2))
        .append(" (two), mini-batches of ")
        .append(
            settings.samples().stream()
                .map(n -> settings.batch(n) + " (N = " + n + ")")
                .collect(Collectors.joining(", ")))
        .append(",\nat most ")
        .append(settings.epochs())
        .append(" epochs, stopped at error 0; ")
        .append(settings.repetitions())
        .append(" repetitions, seed ")
        .append(settings.seed())
        .append(".\n");
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append('\n')
        .append(
            "Ranks are exact, at the trained weights as the rationals they are: a lower bound from a\n")
        .append(
            "minor that is nonzero modulo a prime, an upper bound from shape, places of zeros, the\n")
        .append(
            "relations between the layers of G, or kernel vectors. \"full\" counts repetitions with rank\n")
        .append(
            "min(N, d²), \"= N\" those with full column rank. The last column counts ranks whose upper\n")
        .append("bound was not proved, because the kernel would have cost too much.\n");
    for (int hidden : settings.hiddenLayers()) {
      for (int n : settings.samples()) {
        for (SampleSource source : experiment.sources()) {
          table(text, source, hidden, n);
        }
      }
    }
    return text.toString();
  }

  private void table(StringBuilder text, SampleSource source, int hidden, int n) {
    List<ErrorCurvePoint> curve =
        points.stream()
            .filter(p -> p.trial().source().equals(source.name()))
            .filter(p -> p.trial().hiddenLayers() == hidden && p.trial().samples() == n)
            .toList();
    if (curve.isEmpty()) {
      return;
    }
    text.append("\n## ")
        .append(source.title())
        .append(hidden == 1 ? ", one hidden layer" : ", two hidden layers")
        .append(", N = ")
        .append(n)
        .append("\n\n| d | d²/N | error, mean ± std | error 0 | rank G_")
        .append(hidden)
        .append(" full | = N | least |");
    text.append(hidden == 2 ? " rank G | ceiling 2d² - d |" : "").append(" unproved |\n|");
    text.append("---:|".repeat(hidden == 2 ? 10 : 8)).append('\n');
    for (ErrorCurvePoint p : curve) {
      int count = p.results().size();
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.2f | %.4f ± %.4f | %d/%d | %d/%d | %d/%d | %d |",
              p.trial().width(),
              p.trial().ratio(),
              p.mean(),
              p.deviation(),
              p.withoutError(),
              count,
              p.withFullRank(),
              count,
              p.withFullColumnRank(),
              count,
              p.leastLayerRank()));
      if (hidden == 2) {
        text.append(
            String.format(
                Locale.ROOT,
                " %d–%d | %d |",
                p.leastFullRank(),
                p.largestFullRank(),
                p.results().get(0).ceiling()));
      }
      text.append(' ').append(p.unproved()).append(" |\n");
    }
  }
}
