package org.dlmcert.numeric.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.io.NpzWriter;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.descent.LongDescent;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Figure 6.2 as picture and tables.
 *
 * @param ends the ends of all descents
 * @param drawn the one that is drawn
 * @param beyond its loss beyond double precision; empty where the end is in no open cell
 */
public record DescentReport(
    List<DescentEnd> ends, DescentEnd drawn, List<LongDescent.Point> beyond) {
  /** Below this, a logarithmic axis shows what is 0. */
  private static final double FLOOR = 1e-40;

  public DescentReport {
    ends = List.copyOf(ends);
    beyond = List.copyOf(beyond);
  }

  /** Loss, every |u|, and loss beyond double precision, side by side. */
  public Panels picture() {
    return picture(Integer.MAX_VALUE);
  }

  /**
   * The same for vector graphics, in which every line of every curve is an element: 60 of the |u|,
   * the 30 that end smallest among them.
   */
  public Panels smallPicture() {
    return picture(60);
  }

  private Panels picture(int curves) {
    return beyond.isEmpty()
        ? new Panels(List.of(loss(), preactivations(curves)), 2)
        : new Panels(List.of(loss(), preactivations(curves), longLoss()), 3);
  }

  private List<Descent.Snapshot> records() {
    return drawn.descent().records();
  }

  private XYChart loss() {
    XYChart chart = PaperStyle.chart("MSE", "epoch", "log10 MSE");
    XYSeries series =
        chart.addSeries(
            "MSE",
            records().stream().mapToDouble(Descent.Snapshot::epoch).toArray(),
            records().stream().mapToDouble(r -> log10(r.mse())).toArray());
    PaperStyle.line(series, 0, 1.6f);
    style(chart);
    return chart;
  }

  private static double log10(double value) {
    return Math.log10(Math.max(FLOOR, Math.abs(value)));
  }

  private static void style(XYChart chart) {
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(6);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern("0");
  }

  /** One line for each unit and sample, as one series with gaps. */
  private XYChart preactivations(int curves) {
    XYChart chart = PaperStyle.chart("every |u| of the hidden layer", "epoch", "log10 |u|");
    List<Descent.Snapshot> full =
        records().stream().filter(r -> r.preactivations().length > 0).toList();
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
            records().stream().mapToDouble(Descent.Snapshot::epoch).toArray(),
            records().stream().mapToDouble(r -> log10(r.least())).toArray());
    PaperStyle.line(least, 1, 1.4f);
    style(chart);
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

  private XYChart longLoss() {
    XYChart chart = PaperStyle.chart("MSE beyond double precision", "further epochs", "log10 MSE");
    chart.getStyler().setXAxisLogarithmic(true).setLegendVisible(false);
    List<LongDescent.Point> later = beyond.stream().filter(p -> p.epoch() > 0).toList();
    XYSeries series =
        chart.addSeries(
            "log10 MSE",
            later.stream().mapToDouble(LongDescent.Point::epoch).toArray(),
            later.stream().mapToDouble(LongDescent.Point::log10).toArray());
    PaperStyle.points(series, 0);
    chart.getStyler().setYAxisDecimalPattern("0");
    chart.getStyler().setXAxisLogarithmicDecadeOnly(true);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(PaperStyle::powerOfTen);
    return chart;
  }

  /** The recorded epochs, and the points beyond double precision. */
  public String csv() {
    String recorded =
        records().stream()
            .map(r -> r.epoch() + "," + r.rate() + "," + r.mse() + "," + r.least())
            .collect(Collectors.joining("\n", "epoch,rate,mse,least_abs_u\n", "\n"));
    int last = drawn.descent().settings().epochs();
    return recorded
        + beyond.stream()
            .map(
                p ->
                    last
                        + p.epoch()
                        + ",,"
                        + String.format(Locale.ROOT, "1e%.6f", p.log10())
                        + ",\n")
            .collect(Collectors.joining());
  }

  /** Every u at the recorded epochs: arrays {@code epochs} and {@code u} (epochs × N × d). */
  public byte[] preactivationArchive() throws IOException {
    List<Descent.Snapshot> full =
        records().stream().filter(r -> r.preactivations().length > 0).toList();
    DescentSettings settings = drawn.descent().settings();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      npz.add(
          "epochs",
          List.of(full.size()),
          full.stream().mapToLong(Descent.Snapshot::epoch).toArray());
      npz.add(
          "u",
          List.of(full.size(), settings.samples(), settings.width()),
          full.stream()
              .flatMapToDouble(r -> java.util.Arrays.stream(r.preactivations()))
              .toArray());
    }
    return bytes.toByteArray();
  }

  /** Descents whose end has an exact minimum with MSE 0 in its cell. */
  public long reached() {
    return ends.stream().filter(e -> e.minimum().isPresent()).count();
  }

  /**
   * The page.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    DescentSettings s = drawn.descent().settings();
    StringBuilder text =
        new StringBuilder("# Figure 6.2: gradient descent to a differentiable local minimum\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            """
            One hidden ReLU layer, d = %d, N = %d, Gaussian inputs, targets ±1, no noise; plain gradient
            descent with rate %s to epoch %d, then times %s every epoch to %s, %d epochs in all.
            The picture shows seed %d; as SVG it has 60 of the |u|, half of them those that end smallest.
            """,
            s.width(),
            s.samples(),
            s.rate(),
            s.constantEpochs(),
            DescentSettings.DECAY,
            s.lastRate(),
            s.epochs(),
            s.seed()));
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append('\n')
        .append("Of ")
        .append(ends.size())
        .append(" descents, ")
        .append(reached())
        .append(
            """
             end in an open cell that holds an exact rational minimum with MSE 0 close by
            (Theorem 4 made concrete). In the others some |u| has shrunk with the residual to the size
            of rounding errors: the descent slid along a kink, and no exact minimum was found in its cell. "rank" is the exact rank of G_1, "change" the largest
            change of a weight from the end of the descent to the exact minimum.

            | seed | MSE | u = 0 exactly | least |u| | rank | exact minimum | change |
            |---:|---:|---:|---:|---:|---|---:|
            """);
    for (DescentEnd end : ends) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.3e | %d | %.3e | %d | %s | %s |%n",
              end.descent().settings().seed(),
              ExactDouble.nearest(end.loss()),
              end.zeros(),
              end.least(),
              end.rank().rank(),
              end.minimum().isPresent() ? "MSE = 0" : "none in this cell",
              end.minimum()
                  .map(
                      m ->
                          String.format(
                              Locale.ROOT, "%.3e", ExactDouble.nearest(m.largestChange())))
                  .orElse("")));
    }
    if (!beyond.isEmpty()) {
      LongDescent.Point last = beyond.get(beyond.size() - 1);
      text.append(
          String.format(
              Locale.ROOT,
              "%nIn Apfloat, with the output weights fixed, the loss goes on to 10^%.1f after %d further"
                  + " epochs.%n",
              last.log10(),
              last.epoch()));
    }
    return text.toString().replace("\r\n", "\n").replace("least |u|", "least \\|u\\|");
  }
}
