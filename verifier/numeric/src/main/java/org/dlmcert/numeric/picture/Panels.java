package org.dlmcert.numeric.picture;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/**
 * Charts of equal size side by side, row by row, as one picture.
 *
 * @param charts in reading order
 * @param columns charts in a row
 */
public record Panels(List<XYChart> charts, int columns) {
  private static final int PIXELS_PER_POINT = 2;

  public Panels {
    charts = List.copyOf(charts);
    if (charts.isEmpty() || columns < 1) {
      throw new IllegalArgumentException("at least one chart and one column expected");
    }
    // Drawing needs no screen, and must not look for one.
    System.setProperty("java.awt.headless", "true");
  }

  private int width() {
    return charts.get(0).getWidth();
  }

  private int height() {
    return charts.get(0).getHeight();
  }

  private int totalWidth() {
    return width() * Math.min(columns, charts.size());
  }

  private int totalHeight() {
    return height() * ((charts.size() + columns - 1) / columns);
  }

  /** The picture as PNG, at two pixels a point. */
  public byte[] png() throws IOException {
    BufferedImage image =
        new BufferedImage(
            PIXELS_PER_POINT * totalWidth(),
            PIXELS_PER_POINT * totalHeight(),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** The picture as SVG; the same bytes for the same charts. */
  public byte[] svg() throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(graphics.getCommands(), new PageSize(0, 0, totalWidth(), totalHeight()))
        .writeTo(bytes);
    return CompactSvg.of(bytes.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, totalWidth(), totalHeight());
    for (int k = 0; k < charts.size(); k++) {
      AffineTransform before = graphics.getTransform();
      graphics.translate(k % columns * width(), k / columns * height());
      charts.get(k).paint(graphics, width(), height());
      graphics.setTransform(before);
    }
  }
}
