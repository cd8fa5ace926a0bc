package org.dlmcert.app;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.exact.Rational;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The plane of the weights of one hidden unit, divided into its cells by one line for each input,
 * with the units of the minima in it.
 *
 * <p>Two weights a unit are needed: two inputs, or one and a bias. Directions are exact; lengths
 * are drawn as r/(1 + r), in units of the median length, so that all of the plane is inside the
 * unit circle. Minima are inside their cells, if sometimes close to a line. The units of one
 * minimum are joined by a line, and numbers say how many minima have a unit in a cell, as long as
 * there are few.
 */
final class CellsPlot {
  private static final int SIZE = 900;
  private static final int MOST_JOINED = 24;
  private static final int MOST_NUMBERED = 48;
  private static final double RIM = 1.04;
  private static final Color GLOBAL = new Color(0x1b7837);
  private static final Color BAD = new Color(0xb2182b);
  private static final Color LINE = new Color(0x9a9a9a);

  private final CensusProblem problem;
  private final List<MinimumPoint> minima = new ArrayList<>();
  private final XYChart chart;

  private CellsPlot(CensusResult result) {
    problem = result.problem();
    result.forEachMinimum(minima::add);
    chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title(
                "Cells of one hidden unit and the units of "
                    + minima.size()
                    + (minima.size() == 1 ? " minimum" : " minima")
                    + "; numbers: minima with a unit in the cell")
            .xAxisTitle(problem.bias() ? "weight" : "weight of input 0")
            .yAxisTitle(problem.bias() ? "bias" : "weight of input 1")
            .build();
  }

  /** Whether the cells are those of a plane. */
  static boolean canDraw(CensusProblem problem) {
    return problem.dimensions() == 2;
  }

  /** Draws the minima of a census. */
  static XYChart of(CensusResult result) {
    CellsPlot plot = new CellsPlot(result);
    plot.style();
    plot.lines();
    plot.units();
    plot.numbers(result);
    return plot.chart;
  }

  private void style() {
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setXAxisMin(-1.1).setXAxisMax(1.1);
    chart.getStyler().setYAxisMin(-1.1).setYAxisMax(1.1);
    chart.getStyler().setAxisTicksVisible(false);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setMarkerSize(9);
    chart.getStyler().setSeriesLines(new BasicStroke[] {new BasicStroke(1f)});
  }

  /** For each nonzero input the line on which the unit is zero. */
  private void lines() {
    boolean first = true;
    for (int n = 0; n < problem.samples(); n++) {
      double a = Picture.approximate(problem.inputs().get(0, n));
      double b = Picture.approximate(problem.inputs().get(1, n));
      double length = Math.hypot(a, b);
      if (length > 0) {
        double x = -b / length;
        double y = a / length;
        XYSeries line =
            series(first ? "unit is zero on a sample" : "sample " + n, LINE, SeriesMarkers.NONE);
        line.replaceData(new double[] {-x, x}, new double[] {-y, y}, null);
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
    double x = Picture.approximate(point.get(0));
    double y = Picture.approximate(point.get(1));
    double length = Math.max(Math.hypot(x, y), Double.MIN_NORMAL);
    return new double[] {RIM * x / length, RIM * y / length};
  }

  private void units() {
    double median = medianLength();
    draw("units of minima of loss 0", true, GLOBAL, SeriesMarkers.CIRCLE, median);
    draw("units of bad minima", false, BAD, SeriesMarkers.DIAMOND, median);
  }

  private void draw(String name, boolean global, Color color, Marker marker, double median) {
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
        XYSeries joined = series(name + " " + k, brighter(color), SeriesMarkers.NONE);
        replace(joined, own);
        joined.setShowInLegend(false);
      }
    }
    if (!points.isEmpty()) {
      XYSeries series = series(name, color, marker);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      replace(series, points);
    }
  }

  private XYSeries series(String name, Color color, Marker marker) {
    XYSeries series = chart.addSeries(name, new double[] {0}, new double[] {0});
    series.setMarker(marker).setMarkerColor(color);
    series.setLineStyle(SeriesLines.SOLID).setLineColor(color).setLineWidth(1f);
    return series;
  }

  private static void replace(XYSeries series, List<double[]> points) {
    series.replaceData(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray(),
        null);
  }

  private static Color brighter(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
  }

  private double[] unit(MinimumPoint minimum, int unit) {
    Rational second =
        problem.bias() ? minimum.weights().bias(1, unit) : minimum.weights().matrix(1).get(unit, 1);
    return new double[] {
      Picture.approximate(minimum.weights().matrix(1).get(unit, 0)), Picture.approximate(second)
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
