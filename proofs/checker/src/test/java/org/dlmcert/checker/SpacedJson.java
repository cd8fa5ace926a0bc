package org.dlmcert.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Canonical JSON laid out for reading: white space is added, and nothing else is changed. */
final class SpacedJson {
  private static final int WIDTH = 100;

  private SpacedJson() {}

  /** Lays a text out in lines; what fits stays on one. */
  static String of(String canonical) {
    return spaced(canonical, "", 0);
  }

  /** The text with all its white space left out: of canonical JSON, whose strings have none. */
  static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }

  private static String spaced(String value, String indent, int before) {
    String line = onOneLine(value);
    if (indent.length() + before + line.length() <= WIDTH || !isNested(value)) {
      return line;
    }
    String deeper = indent + "  ";
    return parts(value).stream()
        .map(part -> deeper + named(part, deeper))
        .collect(
            Collectors.joining(
                ",\n", value.charAt(0) + "\n", "\n" + indent + value.charAt(value.length() - 1)));
  }

  private static String named(String part, String indent) {
    int name = nameLength(part);
    return name == 0
        ? spaced(part, indent, 1)
        : part.substring(0, name) + ": " + spaced(part.substring(name + 1), indent, name + 3);
  }

  private static String onOneLine(String value) {
    if (!isNested(value)) {
      return value;
    }
    return parts(value).stream()
        .map(
            part -> {
              int name = nameLength(part);
              return name == 0
                  ? onOneLine(part)
                  : part.substring(0, name) + ": " + onOneLine(part.substring(name + 1));
            })
        .collect(
            Collectors.joining(", ", value.substring(0, 1), value.substring(value.length() - 1)));
  }

  private static boolean isNested(String value) {
    return value.startsWith("{") || value.startsWith("[");
  }

  /** The length of a field's quoted name, or 0 for what is no field. */
  private static int nameLength(String part) {
    int end = part.startsWith("\"") ? part.indexOf('"', 1) + 1 : 0;
    return end > 0 && end < part.length() && part.charAt(end) == ':' ? end : 0;
  }

  /** The elements of an array, or the fields of an object with their names. */
  private static List<String> parts(String nested) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 1;
    for (int at = 1; at < nested.length(); at++) {
      char c = nested.charAt(at);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      boolean last = depth < 0;
      if ((last && at > from) || (c == ',' && depth == 0)) {
        parts.add(nested.substring(from, at));
        from = at + 1;
      }
    }
    return parts;
  }
}
