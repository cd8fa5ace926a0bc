package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * The plane of the weights of one hidden unit, divided into its cells by one line for each input,
 * with the units of the minima in it.
 *
 * <p>Two weights a unit are needed: two inputs, or one and a bias. Directions are exact; lengths
 * are drawn as r/(1 + r), in units of the median length, so that all of the plane is inside the
 * unit circle. Minima are the most interior ones of their cells. The units of one minimum are
 * joined by a line, and numbers say how many minima have a unit in a cell, as long as there are
 * few.
 */
public final class CellsPlot {
  private static final int SIZE = 600;
  private static final int MOST_JOINED = 24;
  private static final int MOST_NUMBERED = 48;
  private static final double RIM = 1.04;

  /** Of more minima, points of their cells are drawn, not the most interior ones. */
  private static final int MOST_MOVED = 300;

  private static final int GLOBAL = 0; // colours of the style
  private static final int BAD = 1;

  private final CensusProblem problem;
  private final List<MinimumPoint> minima;
  private final XYChart chart;

  private CellsPlot(CensusResult result) {
    problem = result.problem();
    List<MinimumPoint> found = new ArrayList<>();
    result.forEachMinimum(found::add);
    minima = found.size() > MOST_MOVED ? found : found.stream().map(result::interior).toList();
    chart =
        PaperStyle.chart(
            "units of "
                + minima.size()
                + (minima.size() == 1 ? " minimum" : " minima")
                + " among the cells of one unit; counted at the rim",
            problem.bias() ? "weight" : "weight of input 0",
            problem.bias() ? "bias" : "weight of input 1",
            SIZE,
            SIZE);
  }

  /** Whether the cells are those of a plane. */
  public static boolean canDraw(CensusProblem problem) {
    return problem.dimensions() == 2;
  }

  /** Draws the minima of a census. */
  public static Panels of(CensusResult result) {
    CellsPlot plot = new CellsPlot(result);
    plot.style();
    plot.lines();
    plot.units();
    plot.numbers(result);
    return new Panels(List.of(plot.chart), 1);
  }

  private void style() {
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setXAxisMin(-1.1).setXAxisMax(1.1);
    chart.getStyler().setYAxisMin(-1.1).setYAxisMax(1.1);
    chart.getStyler().setAxisTicksVisible(false);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setMarkerSize(8);
  }

  /** For each nonzero input the line on which the unit is zero. */
  private void lines() {
    boolean first = true;
    for (int n = 0; n < problem.samples(); n++) {
      double a = ExactDouble.nearest(problem.inputs().get(0, n));
      double b = ExactDouble.nearest(problem.inputs().get(1, n));
      double length = Math.hypot(a, b);
      if (length > 0) {
        double x = -b / length;
        double y = a / length;
        XYSeries line =
            chart.addSeries(
                first ? "u = 0 on a sample" : "sample " + n,
                new double[] {-x, x},
                new double[] {-y, y});
        PaperStyle.thin(line);
        line.setShowInLegend(first);
        first = false;
      }
    }
  }

  /** At the rim of every cell the number of minima with a unit in it. */
  private void numbers(CensusResult result) {
    if (result.cells().size() > MOST_NUMBERED) {
      return;
    }
    for (int c = 0; c < result.cells().size(); c++) {
      int cell = c;
      long number =
          minima.stream()
              .filter(
                  m ->
                      IntStream.range(0, problem.units())
                          .anyMatch(i -> m.cells().get(i) == cell && m.outputSigns().get(i) != 0))
              .count();
      double[] middle = middle(result.cells().cells().get(c).point());
      AnnotationText text = new AnnotationText(Long.toString(number), middle[0], middle[1], false);
      chart.addAnnotation(text);
    }
  }

  /** The direction of a point of a cell, at the rim. */
  private static double[] middle(List<Rational> point) {
    double x = ExactDouble.nearest(point.get(0));
    double y = ExactDouble.nearest(point.get(1));
    double length = Math.max(Math.hypot(x, y), Double.MIN_NORMAL);
    return new double[] {RIM * x / length, RIM * y / length};
  }

  private void units() {
    double median = medianLength();
    draw("units of minima of loss 0", true, GLOBAL, median);
    draw("units of bad minima", false, BAD, median);
  }

  private void draw(String name, boolean global, int colour, double median) {
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < minima.size(); k++) {
      MinimumPoint minimum = minima.get(k);
      if (minimum.loss().isZero() != global) {
        continue;
      }
      List<double[]> own = new ArrayList<>();
      for (int i = 0; i < problem.units(); i++) {
        if (minimum.outputSigns().get(i) != 0) {
          own.add(inside(unit(minimum, i), median));
        }
      }
      points.addAll(own);
      if (own.size() > 1 && minima.size() <= MOST_JOINED) {
        XYSeries joined = series(name + " " + k, own);
        PaperStyle.join(joined, colour);
      }
    }
    if (!points.isEmpty()) {
      XYSeries series = series(name, points);
      PaperStyle.points(series, colour);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
  }

  private XYSeries series(String name, List<double[]> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private double[] unit(MinimumPoint minimum, int unit) {
    Rational second =
        problem.bias() ? minimum.weights().bias(1, unit) : minimum.weights().matrix(1).get(unit, 1);
    return new double[] {
      ExactDouble.nearest(minimum.weights().matrix(1).get(unit, 0)), ExactDouble.nearest(second)
    };
  }

  private static double[] inside(double[] point, double median) {
    double length = Math.hypot(point[0], point[1]);
    double factor = 1 / (median + length);
    return new double[] {point[0] * factor, point[1] * factor};
  }

  private double medianLength() {
    double[] lengths =
        minima.stream()
            .flatMapToDouble(
                m ->
                    IntStream.range(0, problem.units())
                        .filter(i -> m.outputSigns().get(i) != 0)
                        .mapToDouble(i -> Math.hypot(unit(m, i)[0], unit(m, i)[1])))
            .filter(length -> length > 0)
            .sorted()
            .toArray();
    return lengths.length == 0 ? 1 : lengths[lengths.length / 2];
  }
}
