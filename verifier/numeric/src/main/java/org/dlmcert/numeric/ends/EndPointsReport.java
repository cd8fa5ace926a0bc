package org.dlmcert.numeric.ends;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.figure.ErrorCurveSettings;
import org.dlmcert.numeric.figure.SampleSource;
import org.dlmcert.numeric.figure.Trial;
import org.dlmcert.numeric.picture.Panels;
import org.dlmcert.numeric.picture.PaperStyle;
import org.knowm.xchart.XYChart;

/**
 * Beside which share of the end points of Figure 6.1 with two hidden layers a zero-loss minimum, a
 * minimum of positive loss, or neither is proved: as picture, table of repetitions, and page.
 */
public record EndPointsReport(
    ErrorCurveSettings settings, List<SampleSource> sources, List<EndPoint> ends) {
  private static final double TOP = 1.6;
  private static final List<String> WORDS = List.of("zero-loss", "positive-loss", "neither");

  public EndPointsReport {
    sources = List.copyOf(sources);
    ends = List.copyOf(ends);
  }

  /**
   * The repetitions of one width.
   *
   * @param first the first of them
   */
  public record Point(Trial first, List<EndPoint> ends) {
    public Point {
      ends = List.copyOf(ends);
    }

    /** How many ends have this beside them. */
    public int count(String word) {
      return (int) ends.stream().filter(e -> e.beside().word().equals(word)).count();
    }

    private double mce() {
      return ends.stream().mapToDouble(EndPoint::mce).average().orElse(0);
    }

    private double largestRadius() {
      return ends.stream()
          .filter(e -> e.beside() instanceof BesideEnd.ZeroLoss)
          .mapToDouble(e -> ExactDouble.nearest(((BesideEnd.ZeroLoss) e.beside()).radius()))
          .max()
          .orElse(Double.NaN);
    }
  }

  /** All points, in the order of the trials. */
  public List<Point> points() {
    Map<Trial, List<EndPoint>> groups = new LinkedHashMap<>();
    for (EndPoint end : ends) {
      Trial t = end.trial();
      Trial key = new Trial(t.source(), t.hiddenLayers(), t.samples(), t.width(), 0);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(end);
    }
    return groups.entrySet().stream().map(g -> new Point(g.getKey(), g.getValue())).toList();
  }

  private List<Point> curve(SampleSource source, int samples) {
    return points().stream()
        .filter(p -> p.first().source().equals(source.name()) && p.first().samples() == samples)
        .toList();
  }

  /** A panel for each N (rows) and each source (columns). */
  public Panels picture() {
    List<XYChart> charts = new ArrayList<>();
    for (int n : settings.samples()) {
      for (SampleSource source : sources) {
        charts.add(chart(source, n));
      }
    }
    return new Panels(charts, sources.size());
  }

  private XYChart chart(SampleSource source, int samples) {
    XYChart chart =
        PaperStyle.chart(source.title() + ", N = " + samples, "d² / N", "share of end points");
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(2.1).setYAxisMin(0.0).setYAxisMax(TOP);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    double d = (1 + Math.sqrt(1 + 8.0 * samples)) / 4;
    double ceiling = d * d / samples;
    PaperStyle.dotted(chart, "2d² - d = N", new double[] {ceiling, ceiling}, new double[] {0, TOP});
    List<Point> curve = curve(source, samples);
    for (int k = 0; k < WORDS.size() && !curve.isEmpty(); k++) {
      String word = WORDS.get(k);
      PaperStyle.points(
          chart.addSeries(
              word,
              curve.stream().mapToDouble(p -> p.first().ratio()).toArray(),
              curve.stream().mapToDouble(p -> (double) p.count(word) / p.ends().size()).toArray()),
          k);
    }
    return chart;
  }

  /** A line for every repetition. */
  public String csv() {
    return ends.stream()
        .map(EndPoint::csv)
        .collect(Collectors.joining("\n", EndPoint.HEADER + "\n", "\n"));
  }

  /** How many ends have this beside them. */
  public int count(String word) {
    return points().stream().mapToInt(p -> p.count(word)).sum();
  }

  /**
   * The page.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    StringBuilder text = new StringBuilder("# Figure 6.1: what is beside the end points\n\n");
    text.append(
        format(
            """
            The trainings of Figure 6.1 with two hidden layers, from the same seeds (%d repetitions, at most %d epochs, seed %d), stopped at
            classification error 0. Beside each end point `inspect --polish` searches, in this order: weights of loss exactly 0; a local minimum of
            positive loss, kinks included. "Beside" means: where a search in double precision leads from the end, within the radius in the
            table of repetitions. A point counts only if the independent checker has accepted its certificate. "neither" says that the search found
            nothing that it could prove, not that there is nothing; the table of repetitions has the reason.

            """,
            settings.repetitions(), settings.epochs(), settings.seed()));
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append("\n![Share of end points against d²/N](figure-6.1-ends.png)\n\n");
    text.append("Dotted: 2d² - d = N, from where on the rank of G can be N.\n\n");
    halves(text);
    for (int n : settings.samples()) {
      for (SampleSource source : sources) {
        table(text, source, n);
      }
    }
    return text.toString();
  }

  private void halves(StringBuilder text) {
    text.append(
        """
        | end points | all | zero-loss minimum proved | positive-loss minimum proved | neither |
        |---|---:|---:|---:|---:|
        """);
    row(text, "2d² - d < N", p -> 2L * p.width() * p.width() - p.width() < p.samples());
    row(text, "2d² - d ≥ N", p -> 2L * p.width() * p.width() - p.width() >= p.samples());
  }

  private void row(StringBuilder text, String title, Predicate<Trial> which) {
    List<Point> points = points().stream().filter(p -> which.test(p.first())).toList();
    text.append(format("| %s | %d |", title, points.stream().mapToInt(p -> p.ends().size()).sum()));
    for (String word : WORDS) {
      text.append(format(" %d |", points.stream().mapToInt(p -> p.count(word)).sum()));
    }
    text.append('\n');
  }

  private void table(StringBuilder text, SampleSource source, int samples) {
    text.append(
        format(
            """

            ## %s, N = %d

            | d | d²/N | mean error | zero-loss | positive-loss | neither | largest radius of zero-loss |
            |---:|---:|---:|---:|---:|---:|---:|
            """,
            source.title(), samples));
    for (Point p : curve(source, samples)) {
      text.append(
          format(
              "| %d | %.2f | %.4f | %d | %d | %d | %s |\n",
              p.first().width(),
              p.first().ratio(),
              p.mce(),
              p.count("zero-loss"),
              p.count("positive-loss"),
              p.count("neither"),
              Double.isNaN(p.largestRadius()) ? "" : format("%.2g", p.largestRadius())));
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
