package org.dlmcert.io.matrix;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.LiteralCache;
import org.dlmcert.io.number.Numbers;

/**
 * Reads the MatrixMarket exchange format (Boisvert, Pozo, Remington 1996): coordinate and array;
 * real, integer and pattern; general, symmetric and skew-symmetric. Decimals are exact. An entry
 * given twice is refused, and so is one above the diagonal of a symmetric matrix.
 */
final class MatrixMarket implements Place {
  private static final List<String> LAYOUTS = List.of("coordinate", "array");
  private static final List<String> FIELDS = List.of("real", "integer", "pattern");
  private static final String NOT_REAL =
      "complex ones; of a matrix A + iB give the real matrix [[A, -B], [B, A]],"
          + " whose rank is twice as large";

  /** Of fewer entries than a share of this the zeros are not filled in. */
  private static final int SPARSE = 8;

  private static final List<String> SYMMETRIES = List.of("general", "symmetric", "skew-symmetric");

  private enum Zeros {
    FILLED_IN,
    LEFT_OUT
  }

  private enum Values {
    NUMBERS,
    INTEGERS
  }

  /** What the entries on and below the diagonal say of the others. */
  private enum Symmetry {
    GENERAL,
    SYMMETRIC,
    SKEW;

    static Symmetry of(String word) {
      return switch (word) {
        case "general" -> GENERAL;
        case "symmetric" -> SYMMETRIC;
        default -> SKEW;
      };
    }
  }

  private final Place file;
  private final Reader reader;
  private final LiteralCache values;
  private int line;
  private int pushedBack = -1;

  private MatrixMarket(Input input, Numbers numbers) {
    this.file = input.fixed();
    this.reader = input.text();
    this.values = new LiteralCache(numbers);
  }

  /**
   * The matrix, with its zeros filled in.
   *
   * @throws BadInput with the line
   */
  static RationalMatrix read(Input input, Numbers numbers) {
    MatrixMarket file = new MatrixMarket(input, numbers);
    return file.read(Zeros.FILLED_IN).matrix();
  }

  /**
   * The matrix; where at most an eighth of a coordinate file's places have entries, only those.
   *
   * @throws BadInput with the line
   */
  static MatrixFile readSparsely(Input input, Numbers numbers) {
    MatrixMarket file = new MatrixMarket(input, numbers);
    Entries entries = file.read(Zeros.LEFT_OUT);
    return entries.isSparse()
        ? new MatrixFile.Sparse(entries.sparse())
        : new MatrixFile.Dense(entries.matrix(), Optional.empty());
  }

  @Override
  public String source() {
    return file.source();
  }

  @Override
  public String where() {
    return "line " + line;
  }

  private Entries read(Zeros zeros) {
    String[] banner = nextLine().strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (banner.length != 5 || !banner[1].equals("matrix")) {
      throw expected(
          "%%MatrixMarket matrix LAYOUT FIELD SYMMETRY", Place.quote(String.join(" ", banner)));
    }
    String layout = oneOf(banner[2], LAYOUTS);
    if (banner[3].equals("complex") || banner[4].equals("hermitian")) {
      throw expected("real entries", NOT_REAL);
    }
    String field = oneOf(banner[3], FIELDS);
    String symmetry = oneOf(banner[4], SYMMETRIES);
    boolean coordinates = layout.equals("coordinate");
    Entries entries =
        new Entries(
            field.equals("integer") ? Values.INTEGERS : Values.NUMBERS,
            Symmetry.of(symmetry),
            coordinates ? zeros : Zeros.FILLED_IN);
    if (coordinates) {
      entries.coordinates(field.equals("pattern") ? 2 : 3);
    } else {
      if (field.equals("pattern")) {
        throw expected("real or integer entries of an array", "pattern");
      }
      entries.array();
    }
    if (nextDataLine().length > 0) {
      throw expected("the end of the file after the last entry", "another line");
    }
    return entries;
  }

  /** The stored entries: all of them, or the lower triangle. */
  private final class Entries {
    private final Values kind;
    private final Symmetry symmetry;
    private final Zeros zeros;
    private final Map<Long, Rational> stored = new HashMap<>();
    private int rows;
    private int columns;

    Entries(Values kind, Symmetry symmetry, Zeros zeros) {
      this.kind = kind;
      this.symmetry = symmetry;
      this.zeros = zeros;
    }

    private boolean triangle() {
      return symmetry != Symmetry.GENERAL;
    }

    private boolean skew() {
      return symmetry == Symmetry.SKEW;
    }

    /** Reads entries of so many words: without a value they are 1. */
    void coordinates(int words) {
      String[] size = words(3, "rows, columns and the number of entries");
      size(size);
      long count = index(size[2], 0, (long) rows * columns, "the number of entries");
      if (zeros == Zeros.FILLED_IN || SPARSE * count > (long) rows * columns) {
        Limits.checkShape(rows, columns, MatrixMarket.this);
      }
      if (count > Limits.ENTRIES) {
        throw expected("at most " + Limits.ENTRIES + " entries", "" + count);
      }
      for (long k = 0; k < count; k++) {
        String[] entry = words(words, words == 2 ? "row and column" : "row, column and value");
        int i = (int) index(entry[0], 1, rows, "a row") - 1;
        int j = (int) index(entry[1], 1, columns, "a column") - 1;
        if (triangle() && i < j) {
          throw expected(
              "an entry on or below the diagonal", "row " + (i + 1) + ", column " + (j + 1));
        }
        Rational value = words == 2 ? Rational.ONE : value(entry[2]);
        if (skew() && i == j && !value.isZero()) {
          throw expected("a zero diagonal", "" + Place.quote(value.toString()));
        }
        if (stored.put(key(i, j), value) != null) {
          throw expected(
              "each entry once", "row " + (i + 1) + ", column " + (j + 1) + " a second time");
        }
      }
    }

    void array() {
      size(words(2, "rows and columns"));
      Limits.checkShape(rows, columns, MatrixMarket.this);
      for (int j = 0; j < columns; j++) {
        int first = !triangle() ? 0 : skew() ? j + 1 : j;
        for (int i = first; i < rows; i++) {
          stored.put(key(i, j), value(words(1, "one value")[0]));
        }
      }
    }

    boolean isSparse() {
      return zeros == Zeros.LEFT_OUT && (long) SPARSE * stored.size() <= (long) rows * columns;
    }

    SparseMatrix sparse() {
      List<SparseMatrix.Entry> entries = new ArrayList<>();
      stored.forEach(
          (key, value) -> {
            int i = (int) (key / columns);
            int j = (int) (key % columns);
            entries.add(new SparseMatrix.Entry(i, j, value));
            if (triangle() && i != j) {
              entries.add(new SparseMatrix.Entry(j, i, skew() ? value.negate() : value));
            }
          });
      return new SparseMatrix(rows, columns, entries);
    }

    RationalMatrix matrix() {
      return RationalMatrix.of(
          rows,
          columns,
          (i, j) -> {
            boolean mirrored = triangle() && i < j;
            Rational value = stored.getOrDefault(mirrored ? key(j, i) : key(i, j), Rational.ZERO);
            return mirrored && skew() ? value.negate() : value;
          });
    }

    private void size(String[] size) {
      rows = (int) index(size[0], 0, Integer.MAX_VALUE, "the number of rows");
      columns = (int) index(size[1], 0, Integer.MAX_VALUE, "the number of columns");
      if (triangle() && rows != columns) {
        throw expected("a square symmetric matrix", rows + "×" + columns);
      }
    }

    private long key(int i, int j) {
      return (long) i * columns + j;
    }

    private Rational value(String literal) {
      Rational value = values.read(literal, MatrixMarket.this);
      if (kind == Values.INTEGERS && !value.isInteger()) {
        throw expected("an integer", Place.quote(literal));
      }
      return value;
    }
  }

  private String oneOf(String word, List<String> known) {
    if (!known.contains(word)) {
      throw expected(String.join(", ", known), Place.quote(word));
    }
    return word;
  }

  private long index(String word, long least, long most, String what) {
    boolean digits = word.length() <= 12 && word.chars().allMatch(c -> '0' <= c && c <= '9');
    long value = digits && !word.isEmpty() ? Long.parseLong(word) : -1;
    if (value < least || value > most) {
      throw expected(what + " from " + least + " to " + most, Place.quote(word));
    }
    return value;
  }

  private String[] words(int count, String what) {
    String[] words = nextDataLine();
    if (words.length != count) {
      throw expected(what, words.length == 0 ? "the end of the file" : words.length + " words");
    }
    return words;
  }

  /** The words of the next line that is neither blank nor a comment; none at the end. */
  private String[] nextDataLine() {
    while (peek() >= 0) {
      String text = nextLine().strip();
      if (!text.isEmpty() && !text.startsWith("%")) {
        return text.split("\\s+");
      }
    }
    return new String[0];
  }

  private String nextLine() {
    StringBuilder text = new StringBuilder();
    line++;
    while (true) {
      int c = peek();
      if (c < 0) {
        return text.toString();
      }
      pushedBack = -1;
      if (c == '\n') {
        return text.toString();
      }
      if (text.length() == 2 * Limits.LITERAL) {
        throw expected("lines of at most " + 2 * Limits.LITERAL + " characters", "a longer one");
      }
      text.append((char) c);
    }
  }

  private int peek() {
    if (pushedBack < 0) {
      try {
        pushedBack = reader.read();
      } catch (IOException failure) {
        throw Input.unreadable(failure, this);
      }
    }
    return pushedBack;
  }
}
