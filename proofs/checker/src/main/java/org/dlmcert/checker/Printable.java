package org.dlmcert.checker;

import java.util.HexFormat;

/**
 * Text from a file, made harmless for a terminal and for a reader: control characters, marks that
 * change the direction of writing or cannot be seen, separators of lines and lone surrogates become
 * a backslash, u and four hexadecimal digits, so that a message is one line that says what it seems
 * to say.
 */
final class Printable {
  private Printable() {}

  /** Returns the text with everything escaped that is no visible character or blank. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int c) {
    if (isHarmless(c)) {
      printable.appendCodePoint(c);
    } else {
      for (char unit : Character.toChars(c)) {
        printable.append("\\u").append(HexFormat.of().toHexDigits(unit));
      }
    }
  }

  /** Whether a character shows as itself and changes nothing about the others. */
  static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
