package org.dlmcert.numeric.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.numeric.descent.Confinement;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.descent.LongDescent;
import org.dlmcert.numeric.picture.Panels;
import org.dlmcert.numeric.picture.PaperStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Figure 6.2 as picture and tables.
 *
 * @param ends the ends of all descents
 * @param verdicts what is proved at each of them
 * @param drawn the one that is drawn
 * @param confinement the proof that descent goes on in the cell of its end, where there is one
 * @param beyond its loss beyond double precision; empty where there is no such proof
 */
public record DescentReport(
    List<DescentEnd> ends,
    List<EndVerdicts> verdicts,
    DescentEnd drawn,
    Optional<Confinement> confinement,
    List<LongDescent.Point> beyond) {
  static final int CURVES_IN_SVG = DescentCharts.CURVES_IN_SVG;

  public DescentReport {
    ends = List.copyOf(ends);
    verdicts = List.copyOf(verdicts);
    if (verdicts.size() != ends.size()) {
      throw new IllegalArgumentException(
          verdicts.size() + " verdicts for " + ends.size() + " ends");
    }
    beyond = List.copyOf(beyond);
  }

  /** Loss, every |u|, and loss beyond double precision, side by side. */
  public Panels picture() {
    return picture(Integer.MAX_VALUE);
  }

  /**
   * The same for vector graphics, with 120 of the |u|: the 60 that end smallest, and every so
   * many-th of the others.
   */
  public Panels smallPicture() {
    return picture(CURVES_IN_SVG);
  }

  private Panels picture(int curves) {
    DescentCharts charts = new DescentCharts(drawn.descent());
    XYChart u = charts.preactivations("every |u| of the hidden layer", curves);
    return beyond.isEmpty()
        ? new Panels(List.of(charts.loss(), u), 2)
        : new Panels(List.of(charts.loss(), u, longLoss()), 3);
  }

  private List<Descent.Snapshot> records() {
    return drawn.descent().records();
  }

  private XYChart longLoss() {
    XYChart chart = PaperStyle.chart("MSE beyond double precision", "further epochs", "log10 MSE");
    XYSeries series =
        chart.addSeries(
            "log10 MSE",
            beyond.stream().mapToDouble(LongDescent.Point::epoch).toArray(),
            beyond.stream().mapToDouble(LongDescent.Point::log10).toArray());
    PaperStyle.points(series, 0);
    DescentCharts.style(chart);
    chart.getStyler().setXAxisMaxLabelCount(4);
    return chart;
  }

  /** The recorded epochs, and the points beyond double precision. */
  public String csv() {
    StringBuilder text = new StringBuilder("epoch,rate,mse,least_abs_u,arithmetic\n");
    for (Descent.Snapshot r : records()) {
      text.append(r.epoch() + "," + r.rate() + "," + r.mse() + "," + r.least() + ",double\n");
    }
    int last = drawn.descent().settings().epochs();
    for (LongDescent.Point p : beyond) {
      text.append((last + p.epoch()) + ",," + p.scientific() + ",,apfloat\n");
    }
    return text.toString();
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
          full.stream().flatMapToDouble(r -> Arrays.stream(r.preactivations())).toArray());
    }
    return bytes.toByteArray();
  }

  /** Descents whose end has an exact minimum with MSE 0 and every u nonzero close by. */
  public long strict() {
    return ends.stream().filter(DescentEnd::isStrict).count();
  }

  /** Descents whose end has an exact minimum with MSE 0 on kinks close by. */
  public long onKinks() {
    return ends.stream().filter(e -> e.minimum().isPresent() && !e.isStrict()).count();
  }

  /**
   * The page.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    return new DescentPage(this).markdown(circumstances);
  }
}
