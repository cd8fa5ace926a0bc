package org.dlmcert.numeric.figure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.picture.PaperStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The charts of one recorded descent. */
public record DescentCharts(Descent descent) {
  /** So many |u| are drawn in vector graphics. */
  public static final int CURVES_IN_SVG = 120;

  /** Below this, a logarithmic axis shows what is 0. */
  private static final double FLOOR = 1e-40;

  /** The loss. */
  public XYChart loss() {
    XYChart chart = PaperStyle.chart("MSE", "epoch", "log10 MSE");
    XYSeries series =
        chart.addSeries(
            "MSE",
            descent.records().stream().mapToDouble(Descent.Snapshot::epoch).toArray(),
            descent.records().stream().mapToDouble(r -> log10(r.mse())).toArray());
    PaperStyle.line(series, 0, 1.6f);
    style(chart);
    rateFalls(chart);
    return chart;
  }

  /** A dashed line from the bottom to the top of the chart, where the rate begins to fall. */
  private void rateFalls(XYChart chart) {
    double epoch = descent.settings().constantEpochs();
    DoubleSummaryStatistics heights =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(s -> Arrays.stream(s.getYData()))
            .filter(y -> !Double.isNaN(y))
            .summaryStatistics();
    PaperStyle.dashed(
        chart,
        "the rate falls",
        new double[] {epoch, epoch},
        new double[] {heights.getMin(), heights.getMax()});
  }

  private static double log10(double value) {
    return Math.log10(Math.max(FLOOR, Math.abs(value)));
  }

  static void style(XYChart chart) {
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(6);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern("0");
  }

  /**
   * One line for each unit and sample, as one series with gaps.
   *
   * @param curves the most lines; half of them are the units and samples that end smallest
   */
  public XYChart preactivations(String title, int curves) {
    XYChart chart = PaperStyle.chart(title, "epoch", "log10 |u|");
    List<Descent.Snapshot> full =
        descent.records().stream().filter(r -> r.preactivations().length > 0).toList();
    double[] last = full.get(full.size() - 1).preactivations();
    int[] shown = shown(last, curves);
    int length = full.size() + 1;
    double[] x = new double[shown.length * length];
    double[] y = new double[shown.length * length];
    for (int k = 0; k < shown.length; k++) {
      for (int r = 0; r < full.size(); r++) {
        x[k * length + r] = full.get(r).epoch();
        y[k * length + r] = log10(full.get(r).preactivations()[shown[k]]);
      }
      x[k * length + full.size()] = full.get(full.size() - 1).epoch();
      y[k * length + full.size()] = Double.NaN;
    }
    PaperStyle.pale(chart.addSeries("all", x, y));
    XYSeries least =
        chart.addSeries(
            "least",
            descent.records().stream().mapToDouble(Descent.Snapshot::epoch).toArray(),
            descent.records().stream().mapToDouble(r -> log10(r.least())).toArray());
    PaperStyle.line(least, 1, 1.4f);
    style(chart);
    rateFalls(chart);
    return chart;
  }

  /** At most so many curves: half of them those that end smallest, half evenly from the others. */
  private static int[] shown(double[] last, int curves) {
    int[] order =
        IntStream.range(0, last.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> Math.abs(last[k])))
            .mapToInt(Integer::intValue)
            .toArray();
    if (order.length <= curves) {
      return order;
    }
    int half = curves / 2;
    double stride = (double) (order.length - half) / half;
    return IntStream.concat(
            IntStream.range(0, half), IntStream.range(0, half).map(k -> half + (int) (k * stride)))
        .map(k -> order[k])
        .toArray();
  }
}
