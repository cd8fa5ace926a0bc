package org.dlmcert.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.progress.Progress;

/**
 * A picture of why 33 hidden units are too few for the digits: on how many samples each pixel is
 * lit, among the 1651 samples of the tight set.
 */
public final class TightSetPicture {
  private static final int SIDE = 8;
  private static final int CELL = 40;
  private static final int LEFT = 20;
  private static final int TOP = 70;

  private TightSetPicture() {}

  /** The picture, as SVG. */
  public static String svg(Path digits) {
    RationalMatrix inputs =
        DatasetReader.read(digits, Optional.of(ColumnChoice.LAST), Numbers.EXACT).inputs();
    DatasetPartition.Least least =
        DatasetWidth.of(inputs, false, Progress.NONE).least().orElseThrow();
    TightSet set = least.tooFew().orElseThrow();
    StringBuilder svg = new StringBuilder();
    int width = 2 * LEFT + SIDE * CELL;
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\"")
        .append(" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(TOP + SIDE * CELL + 50)
        .append("\">\n");
    text(
        svg,
        LEFT,
        24,
        15,
        set.samples().size()
            + " of "
            + inputs.rows()
            + " digits: rank "
            + set.rank()
            + " of "
            + inputs.columns()
            + " pixels");
    text(svg, LEFT, 46, 12, "on how many of them each pixel is lit; orange: on none");
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      cell(svg, pixel, lit(inputs, set.samples(), pixel), set.samples().size());
    }
    int units = least.width() - 1;
    text(
        svg,
        LEFT,
        TOP + SIDE * CELL + 28,
        13,
        units
            + " units · rank "
            + set.rank()
            + " = "
            + units * set.rank()
            + " < "
            + set.samples().size()
            + " samples: too few");
    return svg.append("</svg>\n").toString();
  }

  private static int lit(RationalMatrix inputs, List<Integer> samples, int pixel) {
    return (int) samples.stream().filter(n -> !inputs.get(n, pixel).equals(Rational.ZERO)).count();
  }

  private static void cell(StringBuilder svg, int pixel, int lit, int samples) {
    int x = LEFT + pixel % SIDE * CELL;
    int y = TOP + pixel / SIDE * CELL;
    int grey = 40 + 215 * lit / samples;
    String fill = lit == 0 ? "#d55e00" : "rgb(" + grey + "," + grey + "," + grey + ")";
    String ink = lit > 0 && grey > 140 ? "#000" : "#fff";
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#888\"/>\n",
            x,
            y,
            CELL,
            CELL,
            fill));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"%s\">%d</text>\n",
            x + CELL / 2,
            y + CELL / 2 + 4,
            ink,
            lit));
  }

  private static void text(StringBuilder svg, int x, int y, int size, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>\n",
            x,
            y,
            size,
            words.replace("<", "&lt;")));
  }
}
