package org.dlmcert.checker.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.checker.form.CanonicalReader;

/**
 * How the table was read that a detached certificate was made from (format.md section 3).
 *
 * @param header whether the first line is left out
 * @param delimiter comma, semicolon, tab or blanks
 * @param decimal point or comma
 * @param doubles whether numbers stand for those of 64 bits nearest to them
 * @param inputs the columns of the inputs, from 0, increasing
 * @param targets those of the targets
 */
public record Reading(
    boolean header,
    String delimiter,
    String decimal,
    boolean doubles,
    List<Integer> inputs,
    List<Integer> targets) {

  /** Copies the lists. */
  public Reading {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
  }

  /** Reads the field {@code reading}, if it comes next. */
  public static Optional<Reading> optional(CanonicalReader in) {
    return in.optionalField("reading") ? Optional.of(read(in)) : Optional.empty();
  }

  private static Reading read(CanonicalReader in) {
    in.open();
    in.field("header");
    boolean header = in.flag();
    in.field("delimiter");
    String delimiter = in.word(List.of("comma", "semicolon", "tab", "blanks"));
    in.field("decimal");
    String decimal = in.word(List.of("point", "comma"));
    in.field("numbers");
    boolean doubles = in.word(List.of("exact", "doubles")).equals("doubles");
    in.field("inputs");
    List<Integer> inputs = new ArrayList<>();
    for (int column : in.indexSet(Integer.MAX_VALUE)) {
      inputs.add(column);
    }
    in.field("targets");
    List<Integer> targets = in.list(in::count);
    in.close();
    return new Reading(header, delimiter, decimal, doubles, inputs, targets);
  }

  /** Returns the reading in words, as part of a sentence. */
  public String words() {
    return (header ? "with" : "without")
        + " a header, delimiter "
        + delimiter
        + ", decimal "
        + decimal
        + (doubles ? ", numbers as the nearest doubles" : "")
        + ", inputs "
        + columns(inputs)
        + ", targets "
        + columns(targets);
  }

  private static String columns(List<Integer> columns) {
    if (columns.isEmpty()) {
      return "none";
    }
    int first = columns.get(0);
    int last = columns.get(columns.size() - 1);
    boolean all = columns.size() > 2 && last - first == columns.size() - 1;
    return all
        ? first + " to " + last
        : columns.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
