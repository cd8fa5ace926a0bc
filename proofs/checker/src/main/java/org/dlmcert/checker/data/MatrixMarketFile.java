package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dlmcert.checker.form.Work;

/**
 * A matrix in the MatrixMarket exchange format: coordinate or array; real, integer or pattern;
 * general, symmetric or skew-symmetric.
 *
 * @param entries canonical spellings of the entries that are not zero, by row·columns + column
 */
record MatrixMarketFile(int rows, int columns, Map<Long, String> entries, Work work)
    implements UserInstance {
  private static final String ZERO = "\"0\"";

  static MatrixMarketFile parse(String text, Literals literals) {
    return new Parser(text.split("\n"), literals).parse();
  }

  /** Reads line by line; blank lines and lines that start with % hold nothing. */
  private static final class Parser {
    private final String[] lines;
    private final Literals literals;
    private int at;

    Parser(String[] lines, Literals literals) {
      this.lines = lines;
      this.literals = literals;
    }

    MatrixMarketFile parse() {
      List<String> banner = List.of(lines[at++].strip().toLowerCase(Locale.ROOT).split("\\s+"));
      boolean known =
          banner.size() == 5
              && banner.get(1).equals("matrix")
              && List.of("coordinate", "array").contains(banner.get(2))
              && List.of("real", "integer", "pattern").contains(banner.get(3))
              && List.of("general", "symmetric", "skew-symmetric").contains(banner.get(4));
      boolean array = known && banner.get(2).equals("array");
      boolean pattern = known && banner.get(3).equals("pattern");
      if (!known || array && pattern) {
        throw error(
            "%%MatrixMarket matrix, coordinate or array, real, integer or (of coordinates) pattern,"
                + " general, symmetric or skew-symmetric expected");
      }
      String[] size = words(array ? 2 : 3, "the size");
      int rows = index(size[0], 0, Integer.MAX_VALUE);
      int columns = index(size[1], 0, Integer.MAX_VALUE);
      String symmetry = banner.get(4);
      boolean general = symmetry.equals("general");
      if (!general && rows != columns) {
        throw error("a square matrix expected, as it is " + symmetry);
      }
      String field = banner.get(3);
      Map<Long, String> entries = new TreeMap<>();
      MatrixMarketFile file = new MatrixMarketFile(rows, columns, entries, literals.work());
      if (array) {
        boolean skew = symmetry.startsWith("skew");
        for (int j = 0; rows > 0 && j < columns; j++) {
          for (int i = general ? 0 : skew ? j + 1 : j; i < rows; i++) {
            file.put(i, j, value(words(1, "a value")[0], field), symmetry);
          }
        }
      } else {
        Set<Long> seen = new HashSet<>();
        for (int left = index(size[2], 0, Integer.MAX_VALUE); left > 0; left--) {
          String[] entry = words(pattern ? 2 : 3, "row, column and value");
          int i = index(entry[0], 1, rows) - 1;
          int j = index(entry[1], 1, columns) - 1;
          String value = pattern ? "\"1\"" : value(entry[2], field);
          boolean diagonal = symmetry.startsWith("skew") && i == j && !value.equals(ZERO);
          if (!general && i < j || diagonal) {
            throw error("an entry below the diagonal expected, as the matrix is " + symmetry);
          }
          if (!seen.add((long) i * columns + j)) {
            throw error("row " + (i + 1) + ", column " + (j + 1) + " a second time");
          }
          file.put(i, j, value, symmetry);
        }
      }
      if (next().length > 0) {
        throw error("more behind the last entry");
      }
      return file;
    }

    private BadInstanceException error(String reason) {
      return new BadInstanceException("line " + at + ": " + reason);
    }

    /** The words of the next line that holds something; none at the end. */
    private String[] next() {
      while (at < lines.length) {
        String line = lines[at++].strip();
        if (!line.isEmpty() && line.charAt(0) != '%') {
          return line.split("\\s+");
        }
      }
      return new String[0];
    }

    private String[] words(int count, String what) {
      String[] words = next();
      if (words.length != count) {
        String found = words.length == 0 ? "the end of the file" : words.length + " words";
        throw error(what + ", " + count + " words, expected, found " + found);
      }
      return words;
    }

    private int index(String word, int least, int most) {
      if (word.matches("[0-9]{1,9}")) {
        int index = Integer.parseInt(word);
        if (index >= least && index <= most) {
          return index;
        }
      }
      throw error("an integer from " + least + " to " + most + " expected, found " + word);
    }

    private String value(String word, String field) {
      String value =
          literals.canonical(word).orElseThrow(() -> error("a number expected, found " + word));
      if (field.equals("integer") && value.indexOf('/') >= 0) {
        throw error("an integer expected, found " + word);
      }
      return value;
    }
  }

  private void put(int i, int j, String value, String symmetry) {
    if (!value.equals(ZERO)) {
      entries.put((long) i * columns + j, value);
      if (!symmetry.equals("general")) {
        boolean negate = symmetry.startsWith("skew");
        String negative =
            value.startsWith("\"-") ? "\"" + value.substring(2) : "\"-" + value.substring(1);
        entries.put((long) j * columns + i, negate ? negative : value);
      }
    }
  }

  @Override
  public Stream<byte[]> canonical(Settings settings) {
    String json =
        "{\"format\":\""
            + settings.format()
            + "\",\"rows\":"
            + rows
            + ",\"columns\":"
            + columns
            + ",\"entries\":"
            + entries(settings)
            + "}";
    return Stream.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> difference(String canonical, Settings settings) {
    return FirstDifference.in("rows", canonical, String.valueOf(rows))
        .or(() -> FirstDifference.in("columns", canonical, String.valueOf(columns)))
        .or(() -> FirstDifference.in("entries", canonical, entries(settings)));
  }

  @Override
  public Optional<String> compared(String canonical, Settings settings) {
    return Optional.empty();
  }

  @Override
  public String hint() {
    return "";
  }

  @Override
  public Optional<String> howRead() {
    return Optional.empty();
  }

  private String entries(Settings settings) {
    if (!settings.matrix()) {
      throw new BadInstanceException("the certificate is not about a matrix");
    }
    StringBuilder json = new StringBuilder("[");
    if (settings.sparse()) {
      entries.forEach(
          (place, value) ->
              json.append(json.length() == 1 ? "[" : ",[")
                  .append(place / columns)
                  .append(',')
                  .append(place % columns)
                  .append(',')
                  .append(value)
                  .append(']'));
    } else {
      work.reserve(rows, columns);
      for (int i = 0; i < rows; i++) {
        json.append(i == 0 ? "[" : ",[");
        for (int j = 0; j < columns; j++) {
          json.append(j == 0 ? "" : ",").append(entries.getOrDefault((long) i * columns + j, ZERO));
        }
        json.append(']');
      }
    }
    return json.append(']').toString();
  }
}
