package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dlmcert.app.report.Report;
import org.dlmcert.certify.EveryPatternAlone.Judged;
import org.dlmcert.pattern.ActivationPattern;

/** What {@code certify --method exhaustive --list} shows: each pattern with its rank or minor. */
public final class PatternList {
  /** More are not kept in memory. */
  public static final long MOST = 1L << 16;

  private final List<Map<String, Object>> fields = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** Hears of one pattern. */
  public void add(Judged one) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (one.layers().size() == 1) {
      entry.put("pattern", one.layers().get(0).rows());
    } else {
      entry.put("patterns", one.layers().stream().map(ActivationPattern::rows).toList());
    }
    entry.put("rank", one.rank());
    one.minor()
        .ifPresent(
            minor -> {
              entry.put("rows", one.rows());
              entry.put("minor", minor.toString());
            });
    fields.add(entry);
    String layers =
        one.layers().stream().map(ActivationPattern::toString).collect(Collectors.joining(" "));
    lines.add(
        "    "
            + layers
            + ": "
            + one.minor()
                .map(
                    minor ->
                        "minor "
                            + minor
                            + (one.rows().isEmpty() ? "" : " of rows " + words(one.rows())))
                .orElse("rank " + one.rank() + ", deficient"));
  }

  private static String words(List<Integer> rows) {
    return rows.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Adds the field and the lines. */
  public void addTo(Report.Builder report) {
    report.field("pattern_list", fields);
    report.line("  patterns (a row for each sample; 1: slope 1, 0: slope s), each with a nonzero");
    report.line("  minor of all columns, or its rank:");
    lines.forEach(report::line);
  }
}
