package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
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
 * unit circle. Minima are the most interior ones of their cells, if they are not too many ({@link
 * PlottedMinima}). The units of one minimum are joined by a line, and numbers say how many minima
 * have a unit in a cell, as long as there are few. Minima with a unit on a kink have colours and
 * markers of their own, and so have weights of the least loss of all, if it is not 0.
 */
public final class CellsPlot {
  private static final int SIZE = 600;
  private static final int MOST_JOINED = 24;
  private static final int MOST_NUMBERED = 48;
  private static final double RIM = 1.04;

  private final CensusProblem problem;
  private final PlottedMinima census;
  private final List<PlottedMinimum> minima;
  private final XYChart chart;

  /** What is drawn alike: a colour and marker of the style, and the words for it. */
  private enum Group {
    GLOBAL("minima of loss 0"),
    BAD("bad minima"),
    GLOBAL_ON_KINK("loss 0, on kinks"),
    BAD_ON_KINK("bad, on kinks");

    private final String words;

    Group(String words) {
      this.words = words;
    }

    private static Group of(PlottedMinimum minimum) {
      boolean bad = !minimum.loss().isZero();
      return minimum.isOnKink() ? bad ? BAD_ON_KINK : GLOBAL_ON_KINK : bad ? BAD : GLOBAL;
    }
  }

  private CellsPlot(PlottedMinima census) {
    this.census = census;
    problem = census.problem();
    minima = census.minima();
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

  /** Draws the minima of a census, and weights of the least loss of all if they are known. */
  public static Panels of(PlottedMinima census, Optional<PlottedMinimum> least) {
    CellsPlot plot = new CellsPlot(census);
    plot.style();
    plot.lines();
    plot.units(least);
    plot.numbers();
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
  private void numbers() {
    if (census.cells().size() > MOST_NUMBERED) {
      return;
    }
    for (PlottedMinima.CountedCell cell : census.cells()) {
      double[] middle = middle(cell.point());
      String number = Long.toString(cell.minima());
      chart.addAnnotation(new AnnotationText(number, middle[0], middle[1], false));
    }
  }

  /** The direction of a point of a cell, at the rim. */
  private static double[] middle(List<Rational> point) {
    double x = ExactDouble.nearest(point.get(0));
    double y = ExactDouble.nearest(point.get(1));
    double length = Math.max(Math.hypot(x, y), Double.MIN_NORMAL);
    return new double[] {RIM * x / length, RIM * y / length};
  }

  private void units(Optional<PlottedMinimum> least) {
    double median = medianLength();
    for (Group group : Group.values()) {
      draw(group, median);
    }
    // Minima of loss 0 are told from others already.
    if (least.isPresent() && !least.get().loss().isZero()) {
      List<double[]> points = ends(least.get(), median);
      if (!points.isEmpty()) {
        PaperStyle.scatter(series("least of all weights", points), Group.GLOBAL_ON_KINK.ordinal());
      }
    }
  }

  private List<PlottedMinimum> group(Group group) {
    return minima.stream().filter(minimum -> Group.of(minimum) == group).toList();
  }

  private List<double[]> ends(PlottedMinimum minimum, double median) {
    return IntStream.range(0, problem.units())
        .filter(i -> minimum.outputSigns().get(i) != 0)
        .mapToObj(i -> inside(unit(minimum, i), median))
        .toList();
  }

  private void draw(Group group, double median) {
    List<double[]> points = new ArrayList<>();
    for (PlottedMinimum minimum : group(group)) {
      List<double[]> own = ends(minimum, median);
      if (own.size() > 1 && minima.size() <= MOST_JOINED) {
        PaperStyle.join(series(group.words + " " + points.size(), own), group.ordinal());
      }
      points.addAll(own);
    }
    if (!points.isEmpty()) {
      PaperStyle.scatter(series(group.words, points), group.ordinal());
    }
  }

  private XYSeries series(String name, List<double[]> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private double[] unit(PlottedMinimum minimum, int unit) {
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
