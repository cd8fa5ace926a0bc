package org.dlmcert.io.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;

/** Which columns of a table are meant, in order: by index or by name. */
public sealed interface ColumnChoice {
  ColumnChoice LAST = new Index(-1);
  ColumnChoice NONE = new Several(List.of());

  /**
   * One column.
   *
   * @param index from 0; or negative, counted from the end: -1 is the last
   */
  record Index(int index) implements ColumnChoice {
    @Override
    public List<Integer> in(int columns, Optional<List<String>> names, Place place) {
      int found = index < 0 ? columns + index : index;
      if (found < 0 || found >= columns) {
        throw place.expected(
            "a column from 0 to " + (columns - 1) + ", or from -" + columns + " to -1",
            "column " + index);
      }
      return List.of(found);
    }
  }

  /** The column under this name in the header. */
  record Named(String name) implements ColumnChoice {
    @Override
    public List<Integer> in(int columns, Optional<List<String>> names, Place place) {
      if (names.isEmpty()) {
        throw place.expected(
            "a header line with the column " + Place.quote(name),
            "none (a first line of names; --header yes says that it is one)");
      }
      List<Integer> found =
          IntStream.range(0, columns).filter(j -> names.get().get(j).equals(name)).boxed().toList();
      if (found.size() > 1) {
        throw place.expected(
            "one column named " + Place.quote(name),
            "columns " + found.get(0) + " and " + found.get(1) + ": give an index");
      }
      if (found.isEmpty()) {
        throw place.expected(
            "a column named " + Place.quote(name), Place.quote(String.join(", ", names.get())));
      }
      return found;
    }
  }

  /** Several columns, none twice. */
  record Several(List<ColumnChoice> columns) implements ColumnChoice {
    public Several {
      columns = List.copyOf(columns);
    }

    @Override
    public List<Integer> in(int count, Optional<List<String>> names, Place place) {
      List<Integer> all = new ArrayList<>();
      for (ColumnChoice column : columns) {
        for (int index : column.in(count, names, place)) {
          if (all.contains(index)) {
            throw place.expected("each column once", "column " + index + " a second time");
          }
          all.add(index);
        }
      }
      return List.copyOf(all);
    }
  }

  /**
   * The indices of the columns, from 0.
   *
   * @param columns how many columns there are
   * @param names their names, if there is a header
   * @throws BadInput at {@code place}, if there are no such columns
   */
  List<Integer> in(int columns, Optional<List<String>> names, Place place);

  /**
   * The columns that words name, separated by commas: {@code last}, an index from 0, a negative
   * index, or a name of the header; {@code none} alone.
   *
   * @throws BadInput at {@code place}, if a word is empty
   */
  static ColumnChoice named(String words, Place place) {
    if (words.equals("none")) {
      return NONE;
    }
    List<ColumnChoice> columns = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      columns.add(one(word.strip(), words, place));
    }
    return columns.size() == 1 ? columns.get(0) : new Several(columns);
  }

  private static ColumnChoice one(String word, String words, Place place) {
    if (word.isEmpty()) {
      throw place.expected(
          "last, none, an index from 0 (or from the end, as -1) or a name, or several with commas",
          Place.quote(words));
    }
    if (word.equals("last")) {
      return LAST;
    }
    return word.matches("-?[0-9]{1,9}") ? new Index(Integer.parseInt(word)) : new Named(word);
  }
}
