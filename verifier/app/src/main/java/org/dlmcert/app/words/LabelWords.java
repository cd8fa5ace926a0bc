package org.dlmcert.app.words;

import java.util.List;
import org.dlmcert.app.report.Report;
import org.dlmcert.model.Loss;
import org.dlmcert.point.LabelDescent;

/** A point with a loss of labels, in words. */
public final class LabelWords {
  private LabelWords() {}

  /** Adds the direction of descent and the enclosure of the derivative along it. */
  public static Report.Builder add(Report.Builder report, Loss loss, LabelDescent descent) {
    report
        .field("loss_function", loss.word())
        .field("bits", descent.bits())
        .field("derivative", List.of(descent.low().toString(), descent.high().toString()))
        .field("direction", WeightWords.fields(descent.direction()))
        .line(
            "The loss " + loss.word() + " decreases to first order in a direction: not a critical")
        .line("point. Its derivative there is negative, enclosed with " + descent.bits() + " bits.")
        .line("  direction D, nonzero entries:");
    WeightWords.cut(WeightWords.entries(descent.direction()))
        .forEach(line -> report.line("    " + line));
    return report;
  }
}
