package org.dlmcert.numeric.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts for print: white, thin grey grid, colours that colour-blind readers tell apart. */
final class PaperStyle {
  /** Okabe and Ito's blue, vermilion, green, purple. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167));

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

  /** An empty chart. */
  static XYChart chart(String title, String horizontal, String vertical) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
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
    style.setLocale(java.util.Locale.ROOT);
    return chart;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Gives a series the k-th colour and marker. */
  static void points(XYSeries series, int k) {
    Color colour = COLOURS.get(k % COLOURS.size());
    series.setMarker(MARKERS.get(k % MARKERS.size()));
    series.setMarkerColor(colour);
    series.setLineColor(colour);
    series.setLineWidth(1.4f);
  }

  /** Gives a series the k-th colour and no marker. */
  static void line(XYSeries series, int k, float width) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS.get(k % COLOURS.size()));
    series.setLineWidth(width);
  }

  /** Makes a series thin, pale and nameless. */
  static void pale(XYSeries series) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(90, 90, 90, 60));
    series.setLineWidth(0.5f);
    series.setShowInLegend(false);
  }

  /** A dashed line between two points, not in the legend. */
  static void dashed(XYChart chart, String name, double[] x, double[] y) {
    line(chart.addSeries(name, x, y), DASHES);
  }

  /** A dotted line between two points, not in the legend. */
  static void dotted(XYChart chart, String name, double[] x, double[] y) {
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
