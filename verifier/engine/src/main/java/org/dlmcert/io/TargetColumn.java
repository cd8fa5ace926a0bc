package org.dlmcert.io;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;

/** Which column of a table holds the targets. */
public sealed interface TargetColumn {
  TargetColumn LAST = new Last();
  TargetColumn NONE = new None();

  /** The last column. */
  record Last() implements TargetColumn {
    @Override
    public Dataset split(RationalMatrix table, Place place) {
      return new Index(Math.max(0, table.columns() - 1)).split(table, place);
    }
  }

  /** No column: a data set without targets. */
  record None() implements TargetColumn {
    @Override
    public Dataset split(RationalMatrix table, Place place) {
      return new Dataset(table, Optional.empty());
    }
  }

  /**
   * Column {@code index}.
   *
   * @param index from 0
   */
  record Index(int index) implements TargetColumn {
    public Index {
      if (index < 0) {
        throw new IllegalArgumentException("a column from 0 expected, got " + index);
      }
    }

    @Override
    public Dataset split(RationalMatrix table, Place place) {
      if (table.columns() < 2) {
        throw place.expected(
            "a column of targets besides columns of inputs", "a table of shape " + table.shape());
      }
      if (index >= table.columns()) {
        throw place.expected(
            "a target column from 0 to " + (table.columns() - 1), "column " + index);
      }
      int[] others = IntStream.range(0, table.columns()).filter(j -> j != index).toArray();
      return new Dataset(table.columns(others), Optional.of(table.columns(new int[] {index})));
    }
  }

  /**
   * The data set that a table holds: its target column, and all others as inputs.
   *
   * @throws BadInput at {@code place}, if there is no such column or no other
   */
  Dataset split(RationalMatrix table, Place place);

  /**
   * The column that a word names: {@code last}, {@code none}, or an index from 0.
   *
   * @throws BadInput at {@code place}, if it names none
   */
  static TargetColumn named(String word, Place place) {
    if (word.equals("last")) {
      return LAST;
    }
    if (word.equals("none")) {
      return NONE;
    }
    if (word.matches("[0-9]{1,9}")) {
      return new Index(Integer.parseInt(word));
    }
    throw place.expected("last, none or a column index from 0", Place.quote(word));
  }
}
