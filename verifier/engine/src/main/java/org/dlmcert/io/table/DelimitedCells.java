package org.dlmcert.io.table;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.NumberLiteral;
import org.dlmcert.io.table.TableLayout.Delimiter;

/**
 * The lines of a table of separated values, one after another, without comments: lines whose first
 * character is #. The separator is told by the first line ({@link SeparatorGuess}) or given. Lines
 * end with LF, CRLF or CR. Cells may be quoted; blanks around a cell are dropped. A cell longer
 * than any number may be is refused as it is read.
 */
public final class DelimitedCells implements Place {
  /** Stands for one or more blanks or tabs. */
  public static final char BLANK = ' ';

  private static final int END = -1;

  /** How much of the first line is searched for a separator. */
  private static final int SEARCHED = 1 << 20;

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
  public DelimitedCells(Input input, TableLayout layout) {
    this.file = input.fixed();
    this.reader = input.text();
    this.separator =
        switch (layout.delimiter()) {
          case COMMA -> ',';
          case SEMICOLON -> ';';
          case TAB -> '\t';
          case BLANKS -> BLANK;
          case AUTO -> new SeparatorGuess(file, layout.decimal()).of(firstLine());
        };
  }

  @Override
  public String source() {
    return file.source();
  }

  @Override
  public String where() {
    return "line " + line + ", column " + column + " (columns count from 0)";
  }

  /** What separates cells. */
  public Delimiter delimiter() {
    return switch (separator) {
      case ',' -> Delimiter.COMMA;
      case ';' -> Delimiter.SEMICOLON;
      case '\t' -> Delimiter.TAB;
      default -> Delimiter.BLANKS;
    };
  }

  /** The line read last, from 1. */
  public int line() {
    return line;
  }

  /** The place of the line read last. */
  public Place linePlace() {
    return at("line " + line);
  }

  /** The place of a cell of the line read last. */
  public Place cellPlace(int index) {
    column = index;
    return this;
  }

  /**
   * Reads a line into {@code cells}; no cells for a blank line.
   *
   * @return false at the end of the text
   */
  public boolean next(List<String> cells) {
    cells.clear();
    do {
      line++;
      column = 0;
      skipBlanks();
    } while (skipComment());
    if (peek() == END) {
      return false;
    }
    boolean more = true;
    boolean blank = true;
    while (more) {
      boolean quoted = readCell();
      blank &= !quoted && cell.length() == 0;
      cells.add(cell.toString());
      more = nextCell();
      blank &= !more;
    }
    endLine();
    if (blank) {
      cells.clear();
    }
    if (cells.size() > Limits.ENTRIES) {
      throw linePlace().expected("at most " + Limits.ENTRIES + " cells", "" + cells.size());
    }
    return true;
  }

  /** Takes the separator, if one comes next; blanks at the end of a line separate nothing. */
  private boolean nextCell() {
    boolean more = endsCell(peek()) && !endsLine(peek());
    if (more) {
      take();
      if (separator == BLANK) {
        skipBlanks();
        more = !endsLine(peek());
      }
      column++;
    }
    return more;
  }

  /** Takes a line that is a comment; whether one was there. */
  private boolean skipComment() {
    if (peek() != '#') {
      return false;
    }
    while (!endsLine(peek())) {
      if (take() == 0) {
        throw binary();
      }
    }
    endLine();
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
      takePlain();
      while (!endsCell(peek())) {
        append(take());
      }
      trimEnd();
    }
    return quoted;
  }

  /** Takes what the buffer has of a cell, up to the first character that is to be looked at. */
  private void takePlain() {
    int end = position;
    int most = Math.min(limit, position + Limits.LITERAL);
    while (end < most && buffer[end] > ' ' && buffer[end] != separator) {
      end++;
    }
    cell.append(buffer, position, end - position);
    position = end;
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
    if (separator != BLANK) {
      skipBlanks();
    }
    if (!endsCell(peek())) {
      throw expected("a separator after the closing quote", Place.quote("" + (char) peek()));
    }
  }

  private boolean endsCell(int c) {
    return c == separator || separator == BLANK && c == '\t' || endsLine(c);
  }

  private static boolean endsLine(int c) {
    return c == '\n' || c == '\r' || c == END;
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
    boolean tabs = separator != '\t';
    while (peek() == ' ' || tabs && peek() == '\t') {
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
      throw binary();
    }
    if (cell.length() == Limits.LITERAL) {
      throw NumberLiteral.tooLong(cell.toString(), this);
    }
    cell.append(c);
  }

  private BadInput binary() {
    return expected("text", "a NUL byte: this is a binary file of an unknown format");
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

  /** The first line that is neither blank nor a comment, which is not taken. */
  private String firstLine() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SEARCHED; i++) {
      if (i == limit) {
        if (limit == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        if (!fill(limit)) {
          break;
        }
      }
      char c = buffer[i];
      if (c != '\n' && c != '\r') {
        text.append(c);
      } else if (text.toString().isBlank() || isComment(text.toString())) {
        text.setLength(0);
      } else {
        break;
      }
    }
    return text.toString();
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("#");
  }
}
