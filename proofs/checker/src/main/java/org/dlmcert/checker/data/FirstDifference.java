package org.dlmcert.checker.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the canonical values of a field differ first, in a certificate and in the user's file. */
final class FirstDifference {
  private static final int MOST_CHARACTERS = 40;
  private static final Map<String, List<String>> LEVELS =
      Map.of(
          "widths", List.of("layer"),
          "inputs", List.of("sample", "coordinate"),
          "targets", List.of("sample", "output"),
          "noise", List.of("hidden layer", "sample", "unit"),
          "weights", List.of("layer", "row", "column"),
          "biases", List.of("layer", "unit"),
          "entries", List.of("row", "column"));

  private FirstDifference() {}

  /** Returns the value of a field of a canonical object; empty if the field is not there. */
  static String field(String object, String name) {
    // No string of the formats contains this, so its first occurrence is the field.
    String key = "\"" + name + "\":";
    int from = object.indexOf(key);
    if (from < 0) {
      return "";
    }
    from += key.length();
    int depth = 0;
    int to = from;
    while (depth > 0 || ",}".indexOf(object.charAt(to)) < 0) {
      char c = object.charAt(to++);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    }
    return object.substring(from, to);
  }

  /** Describes the first difference from a field of a canonical object; empty if there is none. */
  static Optional<String> in(String name, String object, String file) {
    String certificate = field(object, name);
    if (certificate.equals(file)) {
      return Optional.empty();
    }
    int at = 0;
    while (at < certificate.length()
        && at < file.length()
        && certificate.charAt(at) == file.charAt(at)) {
      at++;
    }
    // One list goes on where the other ends; or the number that differs begins somewhat before.
    boolean longer = separates(certificate, at) && separates(file, at);
    int from = at;
    while (!longer && from > 0 && "[,]".indexOf(certificate.charAt(from - 1)) < 0) {
      from--;
    }
    StringBuilder where = new StringBuilder(name + " differs first");
    int[] path = new int[4];
    int depth = 0;
    for (int i = 0; i < from; i++) {
      char c = certificate.charAt(i);
      if (c == '[') {
        path[depth++] = 0;
      } else if (c == ']') {
        depth--;
      } else if (c == ',') {
        path[depth - 1]++;
      }
    }
    for (int d = 0; d < depth; d++) {
      int index = path[d] + (longer && d == depth - 1 ? 1 : 0);
      List<String> levels = LEVELS.getOrDefault(name, List.of());
      String level = d < levels.size() ? levels.get(d) : "item";
      boolean fromOne = level.endsWith("layer") && !name.equals("widths");
      where.append(d == 0 ? " at " : ", ").append(level).append(' ');
      where.append(fromOne ? index + 1 : index);
    }
    return Optional.of(
        where
            + ": "
            + value(certificate, from)
            + " in the certificate, "
            + value(file, from)
            + " in the file");
  }

  private static boolean separates(String text, int at) {
    return at >= text.length() || text.charAt(at) == ']' || text.charAt(at) == ',';
  }

  /** The number, word or list that begins here, shortened. */
  private static String value(String text, int from) {
    int start = from < text.length() && text.charAt(from) == ',' ? from + 1 : from;
    int to = start;
    int depth = 0;
    while (to < text.length() && to - start <= MOST_CHARACTERS) {
      char c = text.charAt(to);
      if (depth == 0 && (c == ',' || c == ']')) {
        break;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      to++;
    }
    String value = text.substring(start, to).replace("\"", "");
    if (value.isEmpty()) {
      return "nothing";
    }
    return to - start > MOST_CHARACTERS ? value + "…" : value;
  }
}
