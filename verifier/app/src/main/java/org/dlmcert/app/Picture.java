package org.dlmcert.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;

/** A picture file, PNG or SVG by the ending of its name. */
enum Picture {
  PNG {
    @Override
    byte[] draw(XYChart chart) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
      return bytes.toByteArray();
    }
  },
  SVG {
    @Override
    byte[] draw(XYChart chart) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      VectorGraphicsEncoder.saveVectorGraphic(
          chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
      return bytes.toByteArray();
    }
  };

  /**
   * The kind of a file.
   *
   * @throws UsageError if its name ends neither in .png nor in .svg
   */
  static Picture of(String option, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return PNG;
    }
    if (name.endsWith(".svg")) {
      return SVG;
    }
    throw new UsageError(option + " " + file + ": a name ending in .png or .svg expected");
  }

  /** The bytes of the chart. */
  abstract byte[] draw(XYChart chart) throws IOException;

  /** The number as accurately as a picture needs it. */
  static double approximate(Rational value) {
    return new BigDecimal(value.numerator())
        .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL64)
        .doubleValue();
  }
}
