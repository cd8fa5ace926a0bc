package org.dlmcert.io;

import java.nio.file.Path;

/**
 * A place in an input, for messages. It is only asked where it is when there is something to
 * report, so that a reader can be the place it has reached.
 */
public interface Place {
  /** The longest piece of input quoted in a message. */
  int QUOTED = 40;

  /** The file. */
  String source();

  /** Where in the file, in words; empty for the file as a whole. */
  String where();

  /** The place {@code where} in {@code source}. */
  static Place of(String source, String where) {
    return new Fixed(source, where);
  }

  /**
   * A file as a whole. Its name is told in UTF-8 also in a locale of ASCII alone, where Java keeps
   * the name's bytes but shows each as U+FFFD.
   */
  static Place of(Path file) {
    String name = file.toString();
    if (name.indexOf('\uFFFD') >= 0) {
      String rooted = Path.of("/").resolve(file).toUri().getPath();
      name = file.isAbsolute() ? rooted : rooted.substring(1);
    }
    return new Fixed(name, "");
  }

  /** A place that does not move. */
  record Fixed(String source, String where) implements Place {}

  /** This place as it is now, for a report that may come later. */
  default Place fixed() {
    return new Fixed(source(), where());
  }

  /** A place inside the same file. */
  default Place at(String inside) {
    return new Fixed(source(), inside);
  }

  /** The report of {@code problem} here. */
  default BadInput bad(String problem) {
    return new BadInput(source(), where(), problem);
  }

  /** The report that {@code expected} was expected here and {@code found} was found. */
  default BadInput expected(String expected, String found) {
    return bad(expected + " expected, found " + found);
  }

  /** A piece of input in quotes: shortened, and with control characters escaped. */
  static String quote(String text) {
    int[] start = text.codePoints().limit(QUOTED).toArray();
    StringBuilder quoted = new StringBuilder("\"");
    quoted.append(Printable.of(new String(start, 0, start.length)));
    quoted.append('"');
    if (text.length() > QUOTED && text.codePointCount(0, text.length()) > QUOTED) {
      quoted.append("… (").append(text.length()).append(" characters)");
    }
    return quoted.toString();
  }
}
