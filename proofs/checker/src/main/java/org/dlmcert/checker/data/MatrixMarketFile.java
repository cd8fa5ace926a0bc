package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.TreeMap;
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
    int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
    List<String> banner =
        List.of(text.substring(0, end).strip().toLowerCase(Locale.ROOT).split("\\s+"));
    boolean known =
        banner.size() == 5
            && List.of("coordinate", "array").contains(banner.get(2))
            && List.of("real", "integer", "pattern").contains(banner.get(3))
            && List.of("general", "symmetric", "skew-symmetric").contains(banner.get(4));
    if (!known) {
      throw new BadInstanceException(
          "line 1: %%MatrixMarket matrix, coordinate or array, real, integer or pattern, general,"
              + " symmetric or skew-symmetric expected");
    }
    String rest = text.substring(end).replaceAll("(?m)^\\s*%.*$", "");
    return new Parser(new StringTokenizer(rest), banner, literals).parse();
  }

  private record Parser(StringTokenizer words, List<String> banner, Literals literals) {
    MatrixMarketFile parse() {
      boolean array = banner.get(2).equals("array");
      int rows = count();
      int columns = count();
      Map<Long, String> entries = new TreeMap<>();
      MatrixMarketFile file = new MatrixMarketFile(rows, columns, entries, literals.work());
      boolean general = banner.get(4).equals("general");
      boolean skew = banner.get(4).startsWith("skew");
      if (array) {
        for (int j = 0; j < columns; j++) {
          for (int i = general ? 0 : skew ? j + 1 : j; i < rows; i++) {
            file.put(i, j, value(), banner.get(4));
          }
        }
      } else {
        for (int left = count(); left > 0; left--) {
          int i = count() - 1;
          int j = count() - 1;
          if (i < 0 || i >= rows || j < 0 || j >= columns) {
            throw new BadInstanceException(
                "row "
                    + (i + 1)
                    + ", column "
                    + (j + 1)
                    + " of a "
                    + rows
                    + "×"
                    + columns
                    + " matrix");
          }
          file.put(i, j, banner.get(3).equals("pattern") ? "\"1\"" : value(), banner.get(4));
        }
      }
      if (words.hasMoreTokens()) {
        throw new BadInstanceException("more behind the last entry");
      }
      return file;
    }

    private String next() {
      if (!words.hasMoreTokens()) {
        throw new BadInstanceException("the file ends before its last entry");
      }
      return words.nextToken();
    }

    private int count() {
      String word = next();
      if (!word.matches("[0-9]{1,9}")) {
        throw new BadInstanceException("a count or an index expected, found " + word);
      }
      return Integer.parseInt(word);
    }

    private String value() {
      String word = next();
      return literals
          .canonical(word)
          .orElseThrow(() -> new BadInstanceException("a number expected, found " + word));
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
  public List<byte[]> canonical(Settings settings) {
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
    return List.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> difference(String canonical, Settings settings) {
    return FirstDifference.in("rows", canonical, String.valueOf(rows))
        .or(() -> FirstDifference.in("columns", canonical, String.valueOf(columns)))
        .or(() -> FirstDifference.in("entries", canonical, entries(settings)));
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
