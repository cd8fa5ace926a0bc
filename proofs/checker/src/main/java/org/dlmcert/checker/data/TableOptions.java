package org.dlmcert.checker.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How the user says that the table is to be read; a word that was not given is empty. */
public record TableOptions(Map<String, String> words) {
  /** The options that have a value. */
  public static final Set<String> NAMES =
      Set.of("--header", "--delimiter", "--decimal", "--drop-columns", "--target-column");

  /** The option without a value. */
  public static final String DOUBLES = "--doubles";

  /** Nothing is said. */
  public static final TableOptions NONE = new TableOptions(Map.of());

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "--header", List.of("auto", "yes", "no"),
          "--delimiter", List.of("auto", "comma", "semicolon", "tab", "blanks"),
          "--decimal", List.of("point", "comma"));

  /**
   * Copies the map of option and value.
   *
   * @throws BadInstanceException if a value is none of those expected
   */
  public TableOptions {
    words = Map.copyOf(words);
    for (Map.Entry<String, String> word : words.entrySet()) {
      List<String> values = VALUES.getOrDefault(word.getKey(), List.of(word.getValue()));
      if (!values.contains(word.getValue())) {
        throw new BadInstanceException(
            word.getKey() + " " + word.getValue() + ": one of " + values + " expected");
      }
    }
  }

  /** Returns these options; where none is given, what the certificate says of its table. */
  TableOptions orElse(Optional<Reading> reading) {
    if (reading.isEmpty() || !words.isEmpty()) {
      return this;
    }
    Map<String, String> said = new HashMap<>();
    said.put("--header", reading.get().header() ? "yes" : "no");
    said.put("--delimiter", reading.get().delimiter());
    said.put("--decimal", reading.get().decimal());
    if (reading.get().doubles()) {
      said.put(DOUBLES, "");
    }
    return new TableOptions(said);
  }

  /** The first of the options given that only tables have; empty if there is none. */
  String tableWords() {
    return NAMES.stream().filter(words::containsKey).sorted().findFirst().orElse("");
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  boolean doubles() {
    return words.containsKey(DOUBLES);
  }

  /** What stands before the decimals of a number. */
  char decimalMark() {
    return word("--decimal", "point").equals("comma") ? ',' : '.';
  }

  String word(String option, String unless) {
    return words.getOrDefault(option, unless);
  }

  /**
   * Returns the columns that an option names, by index from 0, negative index, name or {@code
   * last}; empty if the option is not given.
   *
   * @param names the header, or nothing
   */
  Optional<List<Integer>> columns(String option, int count, List<String> names) {
    String given = word(option, "");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> columns = new ArrayList<>();
    if (!given.equals("none")) {
      for (String word : given.split(",", -1)) {
        int column = column(option, word.strip(), count, names);
        if (columns.contains(column)) {
          throw new BadInstanceException(option + " " + given + ": column " + column + " twice");
        }
        columns.add(column);
      }
    }
    return Optional.of(columns);
  }

  private static int column(String option, String word, int count, List<String> names) {
    int[] named = IntStream.range(0, names.size()).filter(j -> names.get(j).equals(word)).toArray();
    int column = named.length == 1 ? named[0] : -1;
    if (word.equals("last")) {
      column = count - 1;
    } else if (word.matches("-?[0-9]{1,9}")) {
      int index = Integer.parseInt(word);
      column = index < 0 ? count + index : index;
    }
    if (column < 0 || column >= count) {
      throw new BadInstanceException(
          option
              + " "
              + word
              + ": last, none, an index below "
              + count
              + " (or from the end, as -1) or one name of the header expected; several with commas");
    }
    return column;
  }
}
