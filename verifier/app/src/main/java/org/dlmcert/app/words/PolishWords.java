package org.dlmcert.app.words;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.exact.Rational;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.Polish;
import org.dlmcert.point.ZeroPreactivation;
import org.jspecify.annotations.Nullable;

/** What {@code inspect --polish} did, as a field and in words. */
public final class PolishWords {
  private PolishWords() {}

  /** Adds it to the report on the point that was reached. */
  public static Report.Builder add(
      Report.Builder report, Point before, Polish.Outcome outcome, Optional<Path> file) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    boolean inside = outcome instanceof Polish.Polished;
    Optional<Rational> norm = Inspection.gradientNormSquared(before);
    fields.put("inside_cell", inside);
    fields.put("loss_before", before.loss().toString());
    fields.put("gradient_norm_squared_before", norm.map(Rational::toString).orElse(null));
    report.line("  --polish: the given point has loss " + PointNumbers.shortened(before.loss()));
    norm.ifPresent(
        square -> report.line("    and a gradient of |∇|² " + PointNumbers.equal(square)));
    if (outcome instanceof Polish.Polished polished) {
      fields.put("largest_change", polished.largestChange().toString());
      fields.put("output", file.map(Path::toString).orElse(null));
      report.line(
          "    the exact stationary point is strictly inside the same cell; largest change of a"
              + " weight: "
              + PointNumbers.shortened(polished.largestChange()));
      report.line("    everything above is about that point");
      file.ifPresent(path -> report.line("    polished instance: " + path));
    } else if (outcome instanceof Polish.LeavesCell leaves) {
      fields.put("unit", leaves.unit());
      fields.put("sample", leaves.sample());
      report.line(
          "    the nearest stationary point of its cell's loss is outside the cell: there unit "
              + leaves.unit()
              + " has another sign on sample "
              + leaves.sample());
      unpolished(report, file);
    } else if (outcome instanceof Polish.OnBoundary boundary) {
      ZeroPreactivation zero = boundary.zero();
      fields.put("unit", zero.unit());
      fields.put("sample", zero.sample());
      report.line(
          "    it is on the boundary of cells: unit "
              + zero.unit()
              + " has preactivation 0 on sample "
              + zero.sample());
      unpolished(report, file);
    }
    return report.field("polish", fields);
  }

  private static void unpolished(Report.Builder report, Optional<Path> file) {
    report.line("    so nothing was polished; everything above is about the given point");
    file.ifPresent(path -> report.line("    nothing was written to " + path));
  }
}
