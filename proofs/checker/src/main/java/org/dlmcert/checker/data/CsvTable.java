package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CSV of numbers, each row a sample; cells are canonical rationals in quotation marks. */
final class CsvTable implements UserInstance {
  private final List<String[]> rows;
  private final String targetColumn;

  private CsvTable(List<String[]> rows, String targetColumn) {
    this.rows = rows;
    this.targetColumn = targetColumn;
  }

  /** Parses comma-separated numbers; a first line without any number is a header. */
  static CsvTable parse(String text, String targetColumn) throws BadInstanceException {
    if (!targetColumn.matches("|last|none|[0-9]{1,9}")) {
      throw new BadInstanceException(
          "--target-column is last, none or a number, not " + targetColumn);
    }
    List<String[]> rows = new ArrayList<>();
    Map<String, String> known = new HashMap<>();
    int line = 0;
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline;
      String content = text.substring(from, to).strip();
      from = to + 1;
      line++;
      if (content.isEmpty()) {
        continue;
      }
      String[] cells = content.split(",", -1);
      Optional<Integer> bad = canonical(cells, known);
      if (bad.isPresent()) {
        if (line == 1 && Arrays.stream(cells).allMatch(CsvTable::isWord)) {
          continue;
        }
        throw new BadInstanceException(
            "line "
                + line
                + (line == 1 ? " (a header has no numbers)" : "")
                + ", column "
                + (bad.get() + 1)
                + ": expected a number, found "
                + cells[bad.get()].substring(0, Math.min(40, cells[bad.get()].length())));
      }
      if (!rows.isEmpty() && rows.get(0).length != cells.length) {
        throw new BadInstanceException(
            "line " + line + " has " + cells.length + " cells, expected " + rows.get(0).length);
      }
      rows.add(cells);
    }
    return new CsvTable(rows, targetColumn);
  }

  private static boolean isWord(String cell) {
    // Names may be in quotation marks, and numbers replaced by their canonical spelling are.
    return NumberLiteral.canonical(cell.replace("\"", "").strip()).isEmpty();
  }

  /** Replaces the cells by their canonical spelling; returns the first that is no number. */
  private static Optional<Integer> canonical(String[] cells, Map<String, String> known) {
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i].strip();
      String spelling = known.get(cell);
      if (spelling == null) {
        Optional<String> number = NumberLiteral.canonical(cell);
        if (number.isEmpty()) {
          return Optional.of(i);
        }
        spelling = "\"" + number.get() + "\"";
        if (known.size() < 100_000) {
          known.put(cell, spelling);
        }
      }
      cells[i] = spelling;
    }
    return Optional.empty();
  }

  @Override
  public List<byte[]> canonical(Settings settings) throws BadInstanceException {
    if (settings.matrix()) {
      return List.of(
          utf8(
              "{\"format\":\"dlmcert-matrix/1\",\"rows\":"
                  + rows.size()
                  + ",\"columns\":"
                  + settings.widths().get(0)
                  + ",\"entries\":"
                  + inputs(-1)
                  + "}"));
    }
    int target = target(settings);
    if (!settings.network()) {
      return List.of(
          utf8(
              "{\"format\":\"dlmcert-dataset/1\",\"bias\":"
                  + settings.bias()
                  + ",\"inputs\":"
                  + inputs(target)
                  + "}"));
    }
    if (!settings.noise().equals("generic") && !settings.noise().equals("none")) {
      throw new BadInstanceException(
          "the certificate's noise is "
              + settings.noise()
              + ": noise tables and weights cannot come from a CSV, give an instance JSON");
    }
    StringBuilder start = new StringBuilder("{\"format\":\"dlmcert-instance/1\",\"widths\":[");
    StringBuilder noise = new StringBuilder();
    for (int l = 0; l < settings.widths().size(); l++) {
      start.append(l == 0 ? "" : ",").append(settings.widths().get(l));
      if (l >= 2) {
        noise.append(l == 2 ? "" : ",").append('"').append(settings.noise()).append('"');
      }
    }
    start.append("],\"slope\":\"").append(settings.slope()).append("\",\"bias\":");
    start.append(settings.bias()).append(",\"inputs\":").append(inputs(target));
    String end = ",\"noise\":[" + noise + "]}";
    byte[] without = utf8(start + end);
    return target < 0
        ? List.of(without)
        : List.of(utf8(start + ",\"targets\":" + targets(target) + end), without);
  }

  /** Compares the inputs, and the targets where both have them; the CSV has nothing else. */
  @Override
  public boolean agreesWith(byte[] canonical, Settings settings) throws BadInstanceException {
    int target = settings.matrix() ? -1 : target(settings);
    String name = settings.matrix() ? "entries" : "inputs";
    byte[] field = utf8(",\"" + name + "\":");
    byte[] value = utf8(inputs(target));
    // No string of the formats contains this, so its first occurrence is the field.
    int at = indexOf(canonical, field) + field.length;
    if (!matches(canonical, at, value)) {
      return false;
    }
    int after = at + value.length;
    byte[] targetField = utf8(",\"targets\":");
    if (target < 0 || !matches(canonical, after, targetField)) {
      return true;
    }
    return matches(canonical, after + targetField.length, utf8(targets(target)));
  }

  private static int indexOf(byte[] bytes, byte[] pattern) {
    int at = 0;
    while (at < bytes.length && !matches(bytes, at, pattern)) {
      at++;
    }
    return at;
  }

  private static boolean matches(byte[] bytes, int at, byte[] pattern) {
    return at + pattern.length <= bytes.length
        && Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length);
  }

  /** The index of the target column; -1 for none. */
  private int target(Settings settings) throws BadInstanceException {
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    int inputs = settings.widths().get(0);
    int target =
        switch (targetColumn) {
          case "" -> columns == inputs + 1 ? columns - 1 : -1;
          case "none" -> -1;
          case "last" -> columns - 1;
          default -> Integer.parseInt(targetColumn);
        };
    int left = columns - (target < 0 ? 0 : 1);
    if (target >= columns || (!rows.isEmpty() && left != inputs)) {
      throw new BadInstanceException(
          "the CSV has "
              + columns
              + " columns, "
              + left
              + " of them inputs; the certificate speaks of "
              + inputs
              + " inputs");
    }
    return target;
  }

  private String inputs(int target) {
    StringBuilder json = new StringBuilder("[");
    for (String[] row : rows) {
      json.append(json.length() == 1 ? "[" : ",[");
      for (int i = 0; i < row.length; i++) {
        if (i != target) {
          json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(row[i]);
        }
      }
      json.append(']');
    }
    return json.append(']').toString();
  }

  private String targets(int target) {
    StringBuilder json = new StringBuilder("[");
    for (String[] row : rows) {
      json.append(json.length() == 1 ? "" : ",").append(row[target]);
    }
    return json.append(']').toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
