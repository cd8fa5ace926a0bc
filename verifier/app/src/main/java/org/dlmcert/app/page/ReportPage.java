package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.Version;
import org.jspecify.annotations.Nullable;

/** The page of a report without a certificate: what it says, its tables and its pictures. */
final class ReportPage {
  private static final int MOST_PICTURE = 900_000;
  private static final int MOST_ROWS = 400;

  private ReportPage() {}

  static Page of(Report report, List<byte[]> pictures) {
    List<Section> sections = new ArrayList<>();
    for (byte[] picture : pictures) {
      if (picture.length <= MOST_PICTURE) {
        sections.add(
            new Section.Picture(
                "Picture",
                List.of(),
                "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(picture)));
      }
    }
    report.fields().forEach((name, value) -> table(name, value).ifPresent(sections::add));
    sections.add(new Section.Words("What was printed", List.of(), report.lines()));
    report
        .unfinished()
        .ifPresent(
            why ->
                sections.add(
                    new Section.Table(
                        "Why it is not decided",
                        List.of(),
                        List.of("", ""),
                        List.of(
                            List.of("limit reached", why.limit()),
                            List.of("tried", String.join("; ", why.tried())),
                            List.of("would decide it", why.wouldDecide())))));
    String first = report.lines().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    return new Page(
        "dlmcert " + report.command(),
        report.verdict().name(),
        CertificatePage.tone(report.verdict().name()),
        List.of(first.strip()),
        List.of(),
        List.of(),
        List.of(),
        "",
        sections,
        Optional.empty(),
        Version.line());
  }

  /** A list of objects as a table. */
  private static Optional<Section> table(String name, @Nullable Object value) {
    if (!(value instanceof List<?> list)
        || list.isEmpty()
        || !list.stream().allMatch(Map.class::isInstance)) {
      return Optional.empty();
    }
    Set<String> columns = new TreeSet<>();
    List<String> ordered = new ArrayList<>();
    for (Object row : list) {
      ((Map<?, ?>) row)
          .keySet()
          .forEach(
              key -> {
                if (columns.add(String.valueOf(key))) {
                  ordered.add(String.valueOf(key));
                }
              });
    }
    List<List<String>> rows = new ArrayList<>();
    for (Object row : list.subList(0, Math.min(MOST_ROWS, list.size()))) {
      rows.add(ordered.stream().map(column -> cell(((Map<?, ?>) row).get(column))).toList());
    }
    return Optional.of(
        new Section.Table(
            name.replace('_', ' '),
            List.of(),
            ordered.stream().map(column -> column.replace('_', ' ')).toList(),
            rows));
  }

  private static String cell(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + " " + cell(entry.getValue()))
          .collect(Collectors.joining("; "));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ReportPage::cell).collect(Collectors.joining(", "));
    }
    return value == null ? "" : String.valueOf(value);
  }
}
