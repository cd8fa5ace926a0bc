package org.dlmcert.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.exact.Rational;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;

/**
 * A picture, written twice into a folder: as PNG and as SVG.
 *
 * @param option the option that asks for it, for messages
 * @param name of the files, without ending
 */
record Picture(String option, Path folder, String name) {

  private Path png() {
    return folder.resolve(name + ".png");
  }

  private Path svg() {
    return folder.resolve(name + ".svg");
  }

  /**
   * Checks that the files can be written.
   *
   * @throws UsageError if the folder is a file, or one of the files exists and may not be replaced
   */
  void check(OutputFiles outputs) {
    if (Files.isDirectory(folder)) {
      outputs.check(png());
      outputs.check(svg());
    } else if (Files.exists(folder)) {
      throw new UsageError(option + " " + folder + ": is a file; a folder was expected");
    }
  }

  /** Draws the chart into both files; the folder is made where it is missing. */
  void stage(XYChart chart, OutputFiles outputs) throws IOException {
    Files.createDirectories(folder);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, pixels, BitmapEncoder.BitmapFormat.PNG);
    outputs.stage(png(), pixels.toByteArray());
    ByteArrayOutputStream vectors = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, vectors, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    outputs.stage(svg(), vectors.toByteArray());
  }

  /** In words, where the picture is. */
  String words() {
    return png() + ", " + svg();
  }

  /** The number as accurately as a picture needs it. */
  static double approximate(Rational value) {
    return new BigDecimal(value.numerator())
        .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL64)
        .doubleValue();
  }
}
