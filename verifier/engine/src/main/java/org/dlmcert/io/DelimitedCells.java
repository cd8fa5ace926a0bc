package org.dlmcert.io;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a table of separated values, one after another. The separator is the comma, or where
 * the first line has none outside quotes, the semicolon, else the tab. Lines end with LF, CRLF or
 * CR. Cells may be quoted; blanks around a cell are dropped. A cell longer than any number may be
 * is refused as it is read.
 */
final class DelimitedCells implements Place {
  private static final int END = -1;

  /** How far the first line is searched for a separator. */
  private static final int SNIFFED = 1 << 20;

  private final Place file;
  private final Reader reader;
  private char[] buffer = new char[1 << 16];
  private int position;
  private int limit;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();
  private int line;
  private int column;

  /** The cells of {@code input}, a text that is read from here on. */
  DelimitedCells(Input input) {
    this.file = input.fixed();
    this.reader = input.text();
    this.separator = sniffSeparator();
  }

  @Override
  public String source() {
    return file.source();
  }

  @Override
  public String where() {
    return "line " + line + ", column " + column + " (columns count from 0)";
  }

  /** The line read last, from 1. */
  int line() {
    return line;
  }

  /** The place of the line read last. */
  Place linePlace() {
    return at("line " + line);
  }

  /** The place of a cell of the line read last. */
  Place cellPlace(int index) {
    column = index;
    return this;
  }

  /**
   * Reads a line into {@code cells}; no cells for a blank line.
   *
   * @return false at the end of the text
   */
  boolean next(List<String> cells) {
    cells.clear();
    if (peek() == END) {
      return false;
    }
    line++;
    column = 0;
    boolean more = true;
    boolean blank = true;
    while (more) {
      boolean quoted = readCell();
      blank &= !quoted && cell.length() == 0;
      cells.add(cell.toString());
      more = peek() == separator;
      if (more) {
        blank = false;
        take();
        column++;
      }
    }
    endLine();
    if (blank) {
      cells.clear();
    }
    if (cells.size() > Limits.ENTRIES) {
      throw linePlace().bad("more than the limit of " + Limits.ENTRIES + " cells");
    }
    return true;
  }

  /** Reads up to the next separator or line end; whether the cell is quoted. */
  private boolean readCell() {
    cell.setLength(0);
    skipBlanks();
    boolean quoted = peek() == '"';
    if (quoted) {
      readQuoted();
    } else {
      while (!endsCell(peek())) {
        append(take());
      }
      trimEnd();
    }
    return quoted;
  }

  private void readQuoted() {
    take();
    while (true) {
      int c = peek();
      if (c == END || c == '\n' || c == '\r') {
        throw expected("a closing quote", "the end of the line");
      }
      append(take());
      if (c == '"') {
        if (peek() != '"') {
          cell.setLength(cell.length() - 1);
          break;
        }
        take();
      }
    }
    skipBlanks();
    if (!endsCell(peek())) {
      throw expected("a separator after the closing quote", Place.quote("" + (char) peek()));
    }
  }

  private boolean endsCell(int c) {
    return c == separator || c == '\n' || c == '\r' || c == END;
  }

  private void endLine() {
    if (peek() == '\r') {
      take();
      if (peek() == '\n') {
        take();
      }
    } else if (peek() == '\n') {
      take();
    }
  }

  private void skipBlanks() {
    while (peek() != separator && (peek() == ' ' || peek() == '\t')) {
      take();
    }
  }

  private void trimEnd() {
    int end = cell.length();
    while (end > 0 && (cell.charAt(end - 1) == ' ' || cell.charAt(end - 1) == '\t')) {
      end--;
    }
    cell.setLength(end);
  }

  private void append(char c) {
    if (c == 0) {
      throw expected("text", "a NUL byte: this is a binary file of an unknown format");
    }
    if (cell.length() == Limits.LITERAL) {
      throw NumberLiteral.tooLong(cell.toString(), this);
    }
    cell.append(c);
  }

  private int peek() {
    return position < limit || fill(0) ? buffer[position] : END;
  }

  private char take() {
    return buffer[position++];
  }

  /** Reads more text behind the {@code kept} characters at the start of the buffer. */
  private boolean fill(int kept) {
    try {
      int read = reader.read(buffer, kept, buffer.length - kept);
      position = 0;
      limit = kept + Math.max(read, 0);
      return read > 0;
    } catch (IOException failure) {
      throw Input.unreadable(failure, line == 0 ? file : linePlace());
    }
  }

  private char sniffSeparator() {
    List<Character> absent = new ArrayList<>(List.of(';', '\t'));
    boolean quoted = false;
    for (int i = 0; i < SNIFFED; i++) {
      if (i == limit) {
        if (limit == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        if (!fill(limit)) {
          break;
        }
      }
      char c = buffer[i];
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\n' || c == '\r') {
        break;
      } else if (!quoted && c == ',') {
        return ',';
      } else if (!quoted) {
        absent.remove((Character) c);
      }
    }
    return !absent.contains(';') ? ';' : !absent.contains('\t') ? '\t' : ',';
  }
}
