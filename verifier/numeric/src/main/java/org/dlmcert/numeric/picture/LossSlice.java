package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Lines of equal loss in the plane of all weights through two minima and the origin, and beside it
 * the surroundings of each of the two, as far as the nearest kinks; kinks are the thin lines.
 */
public final class LossSlice {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 400;
  private static final int SQUARES = 72;
  private static final int LEVELS = 10;
  private static final int SHORT = 10; // characters of a loss that is shown exactly
  private static final double RESOLUTION = 1500; // what a line may be off, as a part of the width
  private static final double LEFT = -0.5;
  private static final double BOTTOM = -1;
  private static final double SPAN = 2;

  /** A zoomed part reaches so many times the distance of the nearest kink. */
  private static final double BEYOND_KINK = 1.25;

  private static final double LARGEST_PART = 0.3;
  private static final double SMALLEST_PART = 1e-6;
  private static final double ON_KINK = 1e-9;

  private final SlicePlane plane;
  private final PlottedMinimum first;
  private final PlottedMinimum second;
  private final Optional<Rational> least;

  private LossSlice(
      CensusProblem problem,
      PlottedMinimum first,
      PlottedMinimum second,
      Optional<Rational> least) {
    this.least = least;
    this.plane = SlicePlane.through(problem, first.weights(), second.weights());
    this.first = first;
    this.second = second;
  }

  /**
   * Draws the plane through two minima.
   *
   * @param least the least loss of all weights, if it is known
   */
  public static Panels of(
      CensusProblem problem,
      PlottedMinimum first,
      PlottedMinimum second,
      Optional<Rational> least) {
    LossSlice slice = new LossSlice(problem, first, second, least);
    return new Panels(List.of(slice.whole(), slice.part(0), slice.part(1)), 3);
  }

  /**
   * Half of the width of the part round a minimum, at (0, 0) or (1, 0). Kinks on which the minimum
   * is go through it whatever the width.
   */
  private double half(double at) {
    double nearest =
        plane.kinks().stream()
            .mapToDouble(k -> k.distance(at, 0))
            .filter(distance -> distance > ON_KINK)
            .min()
            .orElse(LARGEST_PART);
    return Math.max(SMALLEST_PART, Math.min(LARGEST_PART, BEYOND_KINK * nearest));
  }

  private XYChart whole() {
    boolean elsewhere = least.filter(l -> !isLeast(first) && !isLeast(second)).isPresent();
    String title =
        "loss between two minima"
            + (elsewhere ? "; least of all weights: " + words(least.orElseThrow()) : "");
    XYChart chart = chart(title, LEFT, BOTTOM, SPAN, "0.0");
    for (int k = 0; k < 2; k++) {
      double r = half(k);
      PaperStyle.dashed(
          chart,
          "part " + k,
          new double[] {k - r, k + r, k + r, k - r, k - r},
          new double[] {-r, -r, r, r, -r});
    }
    PaperStyle.marker(chart, "first" + legend(first), mark(first, 0), 0, 0);
    PaperStyle.marker(chart, "second" + legend(second), mark(second, 1), 1, 0);
    return chart;
  }

  private boolean isLeast(PlottedMinimum minimum) {
    return least.filter(minimum.loss()::equals).isPresent();
  }

  private String legend(PlottedMinimum minimum) {
    return (minimum.isOnKink() ? ", on kinks: " : ": ")
        + words(minimum.loss())
        + (isLeast(minimum) ? ", least of all" : "");
  }

  /** Markers of their own for minima on kinks. */
  private static int mark(PlottedMinimum minimum, int which) {
    return minimum.isOnKink() ? which + 2 : which;
  }

  private XYChart part(int which) {
    double r = half(which);
    int decimals = (int) Math.max(1, Math.floor(1.3 - Math.log10(r)));
    XYChart chart =
        chart(
            which == 0 ? "round the first" : "round the second",
            which - r,
            -r,
            2 * r,
            "0." + "0".repeat(decimals));
    chart.getStyler().setLegendVisible(false);
    PaperStyle.marker(chart, "minimum", mark(which == 0 ? first : second, which), which, 0);
    return chart;
  }

  private XYChart chart(String title, double left, double bottom, double span, String decimals) {
    XYChart chart =
        PaperStyle.chart(title, "first minimum 0, second 1", "across, same unit", WIDTH, HEIGHT);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisMin(left).setXAxisMax(left + span);
    chart.getStyler().setYAxisMin(bottom).setYAxisMax(bottom + span);
    chart.getStyler().setXAxisDecimalPattern(decimals).setYAxisDecimalPattern(decimals);
    chart.getStyler().setMarkerSize(9);
    chart.getStyler().setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(70);
    double[][] loss = new double[SQUARES + 1][SQUARES + 1];
    for (int k = 0; k <= SQUARES; k++) {
      for (int l = 0; l <= SQUARES; l++) {
        loss[k][l] = plane.loss(left + span * k / SQUARES, bottom + span * l / SQUARES);
      }
    }
    kinks(chart, left, bottom, span);
    double[] levels = levels(loss);
    LevelLines lines = new LevelLines(loss, left, bottom, span);
    for (int k = 0; k < levels.length; k++) {
      draw(chart, "level " + k, lines.at(levels[k], span / RESOLUTION), (double) k / levels.length);
    }
    return chart;
  }

  /** The kinks inside the square, each clipped to it. */
  private void kinks(XYChart chart, double left, double bottom, double span) {
    List<SlicePlane.Kink> kinks = plane.kinks();
    for (int k = 0; k < kinks.size(); k++) {
      SlicePlane.Kink kink = kinks.get(k);
      List<double[]> ends = new ArrayList<>();
      for (double s : new double[] {left, left + span}) {
        ends.add(new double[] {s, -(kink.constant() + kink.ds() * s) / kink.dt()});
      }
      for (double t : new double[] {bottom, bottom + span}) {
        ends.add(new double[] {-(kink.constant() + kink.dt() * t) / kink.ds(), t});
      }
      List<double[]> inside =
          ends.stream()
              .filter(
                  e ->
                      e[0] >= left
                          && e[0] <= left + span
                          && e[1] >= bottom
                          && e[1] <= bottom + span)
              .toList();
      if (inside.size() >= 2) {
        double[] from = inside.get(0);
        double[] to = inside.get(inside.size() - 1);
        PaperStyle.thin(
            chart.addSeries(
                "kink " + k, new double[] {from[0], to[0]}, new double[] {from[1], to[1]}));
      }
    }
  }

  /** Quantiles of the losses, so that lines are spread over the plane, densest at the minima. */
  private static double[] levels(double[][] loss) {
    double[] sorted = Arrays.stream(loss).flatMapToDouble(Arrays::stream).sorted().toArray();
    return DoubleStream.iterate(0.5, k -> k + 1)
        .limit(LEVELS)
        .map(k -> sorted[(int) (Math.pow(k / LEVELS, 2) * (sorted.length - 1))])
        .distinct()
        .filter(v -> v > sorted[0])
        .toArray();
  }

  private static void draw(
      XYChart chart, String name, List<List<LevelLines.Point>> lines, double share) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (List<LevelLines.Point> line : lines) {
      for (LevelLines.Point point : line) {
        xs.add(point.x());
        ys.add(point.y());
      }
      xs.add(xs.get(xs.size() - 1));
      ys.add(Double.NaN);
    }
    if (!xs.isEmpty()) {
      XYSeries series = chart.addSeries(name, xs, ys);
      PaperStyle.level(series, share);
    }
  }

  private static String words(Rational loss) {
    return loss.toString().length() <= SHORT
        ? loss.toString()
        : String.format(Locale.ROOT, "≈ %.4g", ExactDouble.nearest(loss));
  }
}
