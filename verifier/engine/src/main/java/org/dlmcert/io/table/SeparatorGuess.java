package org.dlmcert.io.table;

import org.dlmcert.io.Place;
import org.dlmcert.io.table.TableLayout.DecimalMark;

/**
 * The separator of a table's cells, by its first line: the first of comma, semicolon, tab and
 * blanks that the line has outside quotes. A line with commas and semicolons is a question to the
 * user: it may be one of decimal commas.
 */
record SeparatorGuess(Place file, DecimalMark decimal) {

  /**
   * The separator.
   *
   * @throws BadInput if the line has commas and semicolons
   */
  char of(String line) {
    String text = unquoted(line).strip();
    boolean comma = decimal == DecimalMark.POINT && text.indexOf(',') >= 0;
    boolean semicolon = text.indexOf(';') >= 0;
    if (comma && semicolon) {
      throw file.expected(
          "--delimiter comma, --delimiter semicolon, or --decimal comma",
          "both commas and semicolons in the first line");
    }
    if (comma) {
      return ',';
    }
    if (semicolon) {
      return ';';
    }
    if (text.indexOf('\t') >= 0) {
      return '\t';
    }
    return text.indexOf(' ') >= 0 ? DelimitedCells.BLANK : ',';
  }

  /** The line, with what is between quotes left out. */
  private static String unquoted(String line) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
