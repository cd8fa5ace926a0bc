package org.dlmcert.io;

import java.util.HexFormat;

/**
 * Text that may come from a file or a file name, made harmless for a terminal: control characters,
 * marks that cannot be seen or change the direction of writing, separators of lines and lone
 * surrogates become a backslash, u and four hexadecimal digits.
 */
public final class Printable {
  private Printable() {}

  /** Returns the text with those characters escaped; O(length). */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int c) {
    int type = Character.getType(c);
    boolean unseen =
        Character.isISOControl(c)
            || type == Character.FORMAT
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.SURROGATE;
    if (unseen) {
      for (char unit : Character.toChars(c)) {
        printable.append("\\u").append(HexFormat.of().toHexDigits(unit));
      }
    } else {
      printable.appendCodePoint(c);
    }
  }
}
