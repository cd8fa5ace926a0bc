package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is short enough to be shown as it is, and the beginning of what is not. */
public final class Shown {
  private static final int LISTED = 16;
  private static final int CELLS = 12;
  private static final int NUMBER = 24;
  private static final int ROWS = 12;

  /** The characters of a line. */
  static final int LINE = 120;

  private Shown() {}

  /** As much as a line takes. */
  public static String line(String text) {
    return text.length() <= LINE ? text : text.substring(0, LINE - 1) + "…";
  }

  /** An exact number in a table. */
  public static String number(String number) {
    return number(number, NUMBER);
  }

  /** An exact number in at most so many characters, or half as many and its length. */
  public static String number(String number, int most) {
    return number.length() <= most
        ? number
        : number.substring(0, most / 2) + "… (" + number.length() + " characters)";
  }

  /** The entries of a vector, the first of a long one. */
  public static String entries(List<?> vector) {
    String shown =
        vector.stream()
            .limit(CELLS)
            .map(value -> number(String.valueOf(value)))
            .collect(Collectors.joining(" "));
    return vector.size() > CELLS ? shown + " …" : shown;
  }

  /** A number of things: {@code 1 sample}, {@code 2 samples}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Indices, the first of many with their number. */
  public static String indices(List<Integer> indices) {
    return listed(indices, String::valueOf, LISTED);
  }

  /** Things by their names, the first of many with their number. */
  static <T> String listed(List<T> things, Function<T, String> name, int most) {
    String shown = things.stream().limit(most).map(name).collect(Collectors.joining(", "));
    return things.size() <= most ? shown : shown + ", … (" + things.size() + " in all)";
  }

  /** The rows of a table, the first of many with their number. */
  public static List<String> rows(int count, IntFunction<String> row, String things) {
    return rows(ROWS, count, row, things);
  }

  /**
   * The same.
   *
   * @param most of the rows that are shown
   */
  static List<String> rows(int most, int count, IntFunction<String> row, String things) {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, Math.min(most, count)).mapToObj(row).forEach(lines::add);
    if (count > most) {
      lines.add("  … (" + count + " " + things + ")");
    }
    return lines;
  }

  /** The same, with the last row of all after the others. */
  static List<String> rowsAndLast(int count, IntFunction<String> row, String things) {
    if (count <= ROWS) {
      return rows(count, row, things);
    }
    List<String> lines = rows(ROWS - 1, count, row, things);
    lines.add(row.apply(count - 1));
    return lines;
  }
}
