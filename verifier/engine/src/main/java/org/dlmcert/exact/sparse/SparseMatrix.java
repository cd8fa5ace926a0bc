package org.dlmcert.exact.sparse;

import java.util.Comparator;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A matrix of rational numbers, of which only the entries that are not zero are held.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param entries the entries that are not zero, by row, then by column; no place twice
 */
public record SparseMatrix(int rows, int columns, List<Entry> entries) {

  /** An entry that is not zero. */
  public record Entry(int row, int column, Rational value) {}

  /**
   * Sorts the entries and leaves out zeros.
   *
   * @throws IllegalArgumentException if a place lies outside or occurs twice
   */
  public SparseMatrix {
    entries =
        entries.stream()
            .filter(entry -> !entry.value.isZero())
            .sorted(Comparator.comparingInt(Entry::row).thenComparingInt(Entry::column))
            .toList();
    Entry last = new Entry(-1, -1, Rational.ONE);
    for (Entry entry : entries) {
      boolean inside =
          entry.row >= 0 && entry.row < rows && entry.column >= 0 && entry.column < columns;
      if (!inside || entry.row == last.row && entry.column == last.column) {
        throw new IllegalArgumentException(
            "row " + entry.row + ", column " + entry.column + " outside or twice");
      }
      last = entry;
    }
  }

  /** The same with rows and columns exchanged. */
  public SparseMatrix transpose() {
    return new SparseMatrix(
        columns, rows, entries.stream().map(e -> new Entry(e.column, e.row, e.value)).toList());
  }

  /** Rows × columns, such as {@code 3×4}. */
  public String shape() {
    return rows + "×" + columns;
  }
}
