package org.dlmcert.app;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines of equal loss in the plane of all weights through two minima and the origin; if these three
 * are on one line, with a coordinate direction in place of the origin. The first axis runs from one
 * minimum (0) to the other (1), the second is orthogonal to it with the same unit of length.
 */
final class LossSlice {
  private static final int SIZE = 900;
  private static final int CELLS = 120;
  private static final int LEVELS = 14;
  private static final double LEFT = -0.5;
  private static final double BOTTOM = -1;
  private static final double SPAN = 2;
  private static final Color[] RAMP = {
    new Color(0x440154),
    new Color(0x3b528b),
    new Color(0x21918c),
    new Color(0x5ec962),
    new Color(0xd8c21a),
    new Color(0xd95f02)
  };

  private final CensusProblem problem;
  private final double[][] inputs;
  private final double[][] noise;
  private final double[] targets;
  private final double slope;

  private LossSlice(CensusProblem problem) {
    this.problem = problem;
    inputs = new double[problem.dimensions()][problem.samples()];
    noise = new double[problem.units()][problem.samples()];
    for (int n = 0; n < problem.samples(); n++) {
      for (int j = 0; j < inputs.length; j++) {
        inputs[j][n] = Picture.approximate(problem.inputs().get(j, n));
      }
      for (int i = 0; i < noise.length; i++) {
        noise[i][n] = Picture.approximate(problem.noise().get(i, n));
      }
    }
    targets = problem.targets().stream().mapToDouble(Picture::approximate).toArray();
    slope = Picture.approximate(problem.slope());
  }

  /** Draws the plane through two minima. */
  static XYChart of(CensusProblem problem, MinimumPoint first, MinimumPoint second) {
    return new LossSlice(problem).draw(first, second);
  }

  private XYChart draw(MinimumPoint first, MinimumPoint second) {
    double[] a = parameters(first.weights());
    double[] b = parameters(second.weights());
    double[] along = difference(b, a);
    double[] across = orthogonal(along, a);
    double[][] loss = new double[CELLS + 1][CELLS + 1];
    for (int k = 0; k <= CELLS; k++) {
      for (int l = 0; l <= CELLS; l++) {
        double s = LEFT + SPAN * k / CELLS;
        double t = BOTTOM + SPAN * l / CELLS;
        double[] at = new double[a.length];
        for (int p = 0; p < at.length; p++) {
          at[p] = a[p] + s * along[p] + t * across[p];
        }
        loss[k][l] = loss(at);
      }
    }
    XYChart chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title("Loss in a plane through two minima")
            .xAxisTitle("from the first minimum (0) to the second (1)")
            .yAxisTitle("orthogonal, in the same unit")
            .build();
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisMin(LEFT).setXAxisMax(LEFT + SPAN);
    chart.getStyler().setYAxisMin(BOTTOM).setYAxisMax(BOTTOM + SPAN);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setMarkerSize(12);
    double[] levels = levels(loss);
    for (int level = 0; level < levels.length; level++) {
      contour(chart, loss, levels[level], color((double) level / levels.length));
    }
    minimum(chart, "first: loss " + words(first.loss()), 0, new Color(0x1b7837));
    minimum(chart, "second: loss " + words(second.loss()), 1, new Color(0xb2182b));
    return chart;
  }

  private static String words(Rational loss) {
    return loss.toString().length() <= 16
        ? loss.toString()
        : String.format(java.util.Locale.ROOT, "%.4g", Picture.approximate(loss));
  }

  private static void minimum(XYChart chart, String name, double at, Color color) {
    XYSeries series = chart.addSeries(name, new double[] {at}, new double[] {0});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
  }

  /** Quantiles of the losses, so that lines are spread evenly over the plane. */
  private static double[] levels(double[][] loss) {
    double[] sorted = Arrays.stream(loss).flatMapToDouble(Arrays::stream).sorted().toArray();
    double[] levels = new double[LEVELS];
    for (int k = 0; k < LEVELS; k++) {
      // denser towards the minima
      double share = Math.pow((k + 0.5) / LEVELS, 2);
      levels[k] = sorted[(int) (share * (sorted.length - 1))];
    }
    return Arrays.stream(levels).distinct().filter(v -> v > sorted[0]).toArray();
  }

  /** The pieces of a level line, by marching squares, each followed by a gap. */
  private static void contour(XYChart chart, double[][] loss, double level, Color color) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int k = 0; k < CELLS; k++) {
      for (int l = 0; l < CELLS; l++) {
        double[] corners = {loss[k][l], loss[k + 1][l], loss[k + 1][l + 1], loss[k][l + 1]};
        List<double[]> crossings = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
          double from = corners[c] - level;
          double to = corners[(c + 1) % 4] - level;
          if (from < 0 != to < 0) {
            double share = from / (from - to);
            double[][] square = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
            double[] p = square[c];
            double[] q = square[(c + 1) % 4];
            crossings.add(
                new double[] {
                  LEFT + SPAN * (k + p[0] + share * (q[0] - p[0])) / CELLS,
                  BOTTOM + SPAN * (l + p[1] + share * (q[1] - p[1])) / CELLS
                });
          }
        }
        for (int c = 0; c + 1 < crossings.size(); c += 2) {
          for (double[] end : List.of(crossings.get(c), crossings.get(c + 1))) {
            xs.add(end[0]);
            ys.add(end[1]);
          }
          xs.add(crossings.get(c + 1)[0]);
          ys.add(Double.NaN);
        }
      }
    }
    if (!xs.isEmpty()) {
      XYSeries series =
          chart.addSeries(String.format(java.util.Locale.ROOT, "%.3g", level), xs, ys);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineStyle(SeriesLines.SOLID).setLineColor(color).setLineWidth(1.2f);
    }
  }

  private static Color color(double share) {
    double at = share * (RAMP.length - 1);
    int k = (int) Math.min(at, RAMP.length - 2);
    double part = at - k;
    return new Color(
        mixed(RAMP[k].getRed(), RAMP[k + 1].getRed(), part),
        mixed(RAMP[k].getGreen(), RAMP[k + 1].getGreen(), part),
        mixed(RAMP[k].getBlue(), RAMP[k + 1].getBlue(), part));
  }

  private static int mixed(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }

  /** Hidden weights (with biases) unit by unit, output weights, bias of the output. */
  private double[] parameters(Weights weights) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < noise.length; i++) {
      for (Rational w : weights.matrix(1).row(i)) {
        all.add(Picture.approximate(w));
      }
      if (problem.bias()) {
        all.add(Picture.approximate(weights.bias(1, i)));
      }
    }
    for (Rational w : weights.matrix(2).row(0)) {
      all.add(Picture.approximate(w));
    }
    if (problem.bias()) {
      all.add(Picture.approximate(weights.bias(2, 0)));
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double loss(double[] parameters) {
    int d = inputs.length;
    double squares = 0;
    for (int n = 0; n < targets.length; n++) {
      double v = problem.bias() ? parameters[parameters.length - 1] : 0;
      for (int i = 0; i < noise.length; i++) {
        double u = 0;
        for (int j = 0; j < d; j++) {
          u += parameters[i * d + j] * inputs[j][n];
        }
        v += parameters[noise.length * d + i] * noise[i][n] * (u >= 0 ? u : slope * u);
      }
      squares += (v - targets[n]) * (v - targets[n]);
    }
    return targets.length == 0 ? 0 : squares / (2 * targets.length);
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, p -> a[p] - b[p]);
    return difference;
  }

  /** The part of a vector orthogonal to a direction, as long as this one. */
  private static double[] orthogonal(double[] direction, double[] vector) {
    double length = Math.sqrt(dot(direction, direction));
    double[] candidate = vector;
    for (int p = -1; p < direction.length; p++) {
      if (p >= 0) {
        candidate = new double[direction.length];
        candidate[p] = 1;
      }
      double part = length == 0 ? 0 : dot(candidate, direction) / (length * length);
      double[] rest = new double[direction.length];
      for (int q = 0; q < rest.length; q++) {
        rest[q] = candidate[q] - part * direction[q];
      }
      double size = Math.sqrt(dot(rest, rest));
      if (size > 1e-6 * Math.sqrt(dot(candidate, candidate))) {
        double factor = (length == 0 ? 1 : length) / size;
        return Arrays.stream(rest).map(value -> value * factor).toArray();
      }
    }
    return new double[direction.length];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += a[p] * b[p];
    }
    return sum;
  }
}
