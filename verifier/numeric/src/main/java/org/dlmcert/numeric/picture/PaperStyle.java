package org.dlmcert.numeric.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts for print: white, thin grey grid, colours that colour-blind readers tell apart. */
public final class PaperStyle {
  /** Okabe and Ito's blue, vermilion, green, purple. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167));

  /** Of growing lightness. */
  private static final List<Color> RAMP =
      List.of(
          new Color(0x440154),
          new Color(0x3b528b),
          new Color(0x21918c),
          new Color(0x5ec962),
          new Color(0xd8c21a));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP);

  private static final float[] DASHES = {5, 4};
  private static final float[] DOTS = {1.5f, 3};
  private static final int WIDTH = 360;
  private static final int HEIGHT = 290;

  private PaperStyle() {}

  /** An empty chart of the usual size. */
  public static XYChart chart(String title, String horizontal, String vertical) {
    return chart(title, horizontal, vertical, WIDTH, HEIGHT);
  }

  /** An empty chart. */
  static XYChart chart(String title, String horizontal, String vertical, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(horizontal)
            .yAxisTitle(vertical)
            .build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderColor(Color.GRAY);
    style.setPlotGridLinesColor(new Color(225, 225, 225));
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(font(Font.BOLD, 13));
    style.setAxisTitleFont(font(Font.PLAIN, 12));
    style.setAxisTickLabelsFont(font(Font.PLAIN, 11));
    style.setLegendFont(font(Font.PLAIN, 11));
    style.setLegendBorderColor(Color.LIGHT_GRAY);
    style.setLegendPosition(Styler.LegendPosition.InsideNE);
    style.setLegendPadding(4);
    style.setChartPadding(8);
    style.setMarkerSize(5);
    style.setErrorBarsColorSeriesColor(true);
    style.setPlotContentSize(0.97);
    style.setXAxisTickMarkSpacingHint(60);
    style.setLocale(Locale.ROOT);
    return chart;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** A colour of a ramp from dark violet over green to ochre, darker for less: 0 ≤ share ≤ 1. */
  private static Color ramp(double share) {
    double at = share * (RAMP.size() - 1);
    int k = (int) Math.min(at, RAMP.size() - 2.0);
    double part = at - k;
    Color from = RAMP.get(k);
    Color to = RAMP.get(k + 1);
    return new Color(
        mixed(from.getRed(), to.getRed(), part),
        mixed(from.getGreen(), to.getGreen(), part),
        mixed(from.getBlue(), to.getBlue(), part));
  }

  private static int mixed(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }

  /** A single marker of the k-th colour and shape. */
  static void marker(XYChart chart, String name, int k, double x, double y) {
    scatter(chart.addSeries(name, new double[] {x}, new double[] {y}), k);
  }

  /** Gives a series the k-th colour and marker, and no lines. */
  static void scatter(XYSeries series, int k) {
    points(series, k);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
  }

  /** A line of equal value, of a colour of the ramp, not in the legend. */
  static void level(XYSeries series, double share) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(ramp(share));
    series.setLineStyle(solid(1f));
    series.setShowInLegend(false);
  }

  /** A line that joins what belongs together, of the k-th colour, not in the legend. */
  static void join(XYSeries series, int k) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS.get(k % COLOURS.size()));
    series.setLineStyle(solid(0.7f));
    series.setShowInLegend(false);
  }

  private static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** A thin grey line, not in the legend. */
  static void thin(XYSeries series) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(150, 150, 150));
    series.setLineStyle(solid(0.6f));
    series.setShowInLegend(false);
  }

  /** Gives a series the k-th colour and marker. */
  public static void points(XYSeries series, int k) {
    Color colour = COLOURS.get(k % COLOURS.size());
    series.setMarker(MARKERS.get(k % MARKERS.size()));
    series.setMarkerColor(colour);
    series.setLineColor(colour);
    series.setLineWidth(1.4f);
  }

  /** Gives a series the k-th colour and no marker. */
  public static void line(XYSeries series, int k, float width) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS.get(k % COLOURS.size()));
    series.setLineWidth(width);
  }

  /** Makes a series thin, pale and nameless. */
  public static void pale(XYSeries series) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(90, 90, 90, 60));
    series.setLineWidth(0.5f);
    series.setShowInLegend(false);
  }

  /** A dashed line between two points, not in the legend. */
  public static void dashed(XYChart chart, String name, double[] x, double[] y) {
    line(chart.addSeries(name, x, y), DASHES);
  }

  /** A dotted line between two points, not in the legend. */
  public static void dotted(XYChart chart, String name, double[] x, double[] y) {
    line(chart.addSeries(name, x, y), DOTS);
  }

  private static void line(XYSeries series, float[] dashes) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.DARK_GRAY);
    series.setLineStyle(
        new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    series.setShowInLegend(false);
  }
}
