package org.dlmcert.checker.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text of separated values, without comments (lines that start with #). Lines end
 * with LF, CRLF or CR; cells may be quoted; blanks around a cell are dropped. A blank line before
 * the end is refused: it may stand for a sample that is missing.
 */
final class CsvLines {
  private static final char BLANKS = ' ';
  private final String text;
  private final char delimiter;
  private int at;
  private int line;
  private int blank;

  /** The delimiter is the one said, or the first of , ; tab blanks in the first line. */
  CsvLines(String text, TableOptions options) {
    this.text = text;
    this.delimiter =
        switch (options.word("--delimiter", "auto")) {
          case "comma" -> ',';
          case "semicolon" -> ';';
          case "tab" -> '\t';
          case "blanks" -> BLANKS;
          default -> guess(options.decimalMark());
        };
    at = 0;
    line = 0;
    blank = 0;
  }

  /** The number of the line read last, from 1. */
  int line() {
    return line;
  }

  /** Returns the cells of the next line; none at the end. */
  List<String> next() {
    String content = nextLine();
    return content.isEmpty() ? List.of() : cells(content);
  }

  /** The next line that is no comment; empty at the end. */
  private String nextLine() {
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      String content = text.substring(at, end);
      at = end + (text.startsWith("\r\n", end) ? 2 : 1);
      line++;
      int start = skipBlanks(content, 0);
      if (start == content.length()) {
        blank = blank == 0 ? line : blank;
      } else if (content.charAt(start) != '#') {
        if (blank > 0) {
          throw new BadInstanceException("line " + blank + ": a row expected, found a blank line");
        }
        return content;
      }
    }
    return "";
  }

  private char guess(char decimalMark) {
    String first = nextLine().replaceAll("\"[^\"]*+\"?+", "").strip();
    boolean comma = decimalMark != ',' && first.indexOf(',') >= 0;
    if (comma && first.indexOf(';') >= 0) {
      throw new BadInstanceException(
          "both commas and semicolons are in the first line: --delimiter comma, --delimiter"
              + " semicolon, or --decimal comma expected");
    }
    for (char c : new char[] {',', ';', '\t', BLANKS}) {
      if (first.indexOf(c) >= 0 && (c != ',' || comma)) {
        return c;
      }
    }
    return ',';
  }

  private List<String> cells(String content) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    while (from <= content.length()) {
      int to = skipBlanks(content, from);
      if (to < content.length() && content.charAt(to) == '"') {
        from = quoted(content, to, cells);
      } else {
        while (to < content.length() && !separates(content.charAt(to))) {
          to++;
        }
        cells.add(trimmed(content.substring(skipBlanks(content, from), to)));
        from = to;
      }
      if (delimiter == BLANKS) {
        // Blanks at the end of a line separate nothing.
        int next = skipBlanks(content, from);
        from = next == content.length() ? next : next - 1;
      }
      from++;
    }
    return cells;
  }

  /** Adds the cell that begins with the quote at {@code from}; returns the place behind it. */
  private int quoted(String content, int from, List<String> cells) {
    StringBuilder cell = new StringBuilder();
    int at = from + 1;
    while (true) {
      int quote = content.indexOf('"', at);
      if (quote < 0) {
        throw new BadInstanceException("line " + line + ": a closing quote expected");
      }
      cell.append(content, at, quote);
      at = quote + 1;
      if (!content.startsWith("\"", at)) {
        break;
      }
      cell.append('"');
      at++;
    }
    int end = delimiter == BLANKS ? at : skipBlanks(content, at);
    if (end < content.length() && !separates(content.charAt(end))) {
      throw new BadInstanceException(
          "line " + line + ": a separator expected after the closing quote");
    }
    cells.add(cell.toString());
    return end;
  }

  private static String trimmed(String cell) {
    int end = cell.length();
    while (end > 0 && (cell.charAt(end - 1) == ' ' || cell.charAt(end - 1) == '\t')) {
      end--;
    }
    return cell.substring(0, end);
  }

  private boolean separates(char c) {
    return c == delimiter || delimiter == BLANKS && c == '\t';
  }

  private int skipBlanks(String content, int from) {
    int to = from;
    while (to < content.length()
        && (content.charAt(to) == ' ' || content.charAt(to) == '\t' && delimiter != '\t')) {
      to++;
    }
    return to;
  }
}
