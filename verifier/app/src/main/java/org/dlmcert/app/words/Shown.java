package org.dlmcert.app.words;

import java.util.List;
import java.util.stream.Collectors;

/** What is short enough to be shown as it is, and the beginning of what is not. */
public final class Shown {
  private static final int LISTED = 16;
  private static final int CELLS = 12;
  private static final int NUMBER = 24;

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
    String shown =
        indices.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return indices.size() <= LISTED ? shown : shown + ", … (" + indices.size() + " in all)";
  }
}
