package org.dlmcert.app.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.io.Place;
import org.dlmcert.io.Printable;

/**
 * A report for people. The verdict is the first word, on a line of its own, except for {@link
 * ReportVerdict#DONE}, where the lines are the result; the last line says what one can do next.
 */
public final class TextReport {

  private static final String RESET = "\u001b[0m";

  private TextReport() {}

  /** The report without colour. */
  public static String plain(Report report) {
    return text(report, report.verdict().name());
  }

  /** The report with the verdict in colour: green, red or yellow with exit code 0, 1 or 3. */
  public static String coloured(Report report) {
    int colour =
        switch (report.verdict().exitCode()) {
          case ExitCode.HOLDS -> 32;
          case ExitCode.REFUTED -> 31;
          default -> 33;
        };
    return text(report, "\u001b[1;" + colour + "m" + report.verdict() + RESET);
  }

  /** Seconds to three decimals. */
  static BigDecimal seconds(Duration elapsed) {
    return BigDecimal.valueOf(elapsed.toMillis(), 3);
  }

  private static String text(Report report, String verdict) {
    List<String> lines = new ArrayList<>(report.lines());
    if (report.unfinished().isPresent()) {
      Unfinished why = report.unfinished().get();
      lines.add("limit reached: " + why.limit());
      lines.add("tried: " + (why.tried().isEmpty() ? "nothing yet" : ""));
      why.tried().forEach(stage -> lines.add("  " + stage));
      lines.add("would decide it: " + why.wouldDecide());
    }
    report.proved().flatMap(Proved::features).ifPresent(words -> lines.add("  " + words));
    report
        .certificate()
        .map(file -> Place.of(file).source())
        .ifPresent(file -> lines.add("certificate: " + file));
    NextStep.after(report).ifPresent(lines::add);
    StringBuilder text = new StringBuilder();
    if (report.verdict() != ReportVerdict.DONE) {
      text.append(verdict).append('\n');
    }
    lines.stream()
        .flatMap(line -> Stream.of(line.split("\n", -1)))
        .forEach(line -> text.append(Printable.of(line).stripTrailing()).append('\n'));
    return text.toString();
  }
}
