package org.dlmcert.exact.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.dlmcert.exact.PrimeField;

/**
 * Elimination of a sparse matrix modulo a prime. The pivot is the row with the fewest entries of
 * the column with the fewest (H. M. Markowitz, The elimination form of the inverse and its
 * application to linear programming, 1957), so that little fills in.
 */
final class SparseElimination {
  private final PrimeField field;
  private final int[][] columns;
  private final int[][] values;
  private final List<Set<Integer>> rowsOf = new ArrayList<>();
  private final PriorityQueue<int[]> shortest =
      new PriorityQueue<>(Comparator.<int[]>comparingInt(c -> c[0]).thenComparingInt(c -> c[1]));

  /** Of each pivot: row and column. */
  final List<int[]> pivots = new ArrayList<>();

  // Of each pivot the rows from which a multiple of its row was subtracted, and the multiples.
  private final List<int[]> subtractedFrom = new ArrayList<>();
  private final List<int[]> multiples = new ArrayList<>();

  SparseElimination(PrimeField field, SparseIntegers matrix) {
    this.field = field;
    int rows = matrix.rows();
    columns = new int[rows][];
    values = new int[rows][];
    for (int j = 0; j < matrix.columnIndices.length; j++) {
      rowsOf.add(new HashSet<>());
    }
    for (int i = 0; i < rows; i++) {
      int length = matrix.columns[i].length;
      Row row = new Row(length);
      for (int k = 0; k < length; k++) {
        row.append(matrix.columns[i][k], field.reduce(matrix.values[i][k]));
      }
      row.store(i);
      for (int j : columns[i]) {
        rowsOf.get(j).add(i);
      }
    }
    for (int j = 0; j < rowsOf.size(); j++) {
      queue(j);
    }
    while (!shortest.isEmpty()) {
      int[] next = shortest.remove();
      // What has changed since has been queued again.
      if (next[0] == rowsOf.get(next[1]).size()) {
        eliminate(next[1]);
      }
    }
  }

  private void queue(int column) {
    if (!rowsOf.get(column).isEmpty()) {
      shortest.add(new int[] {rowsOf.get(column).size(), column});
    }
  }

  private void eliminate(int column) {
    List<Integer> rows = rowsOf.get(column).stream().sorted().toList();
    int pivot = rows.get(0);
    for (int i : rows) {
      pivot = columns[i].length < columns[pivot].length ? i : pivot;
    }
    int inverse = field.inverse(at(pivot, column));
    int[] from = new int[rows.size() - 1];
    int[] factors = new int[rows.size() - 1];
    int done = 0;
    for (int j : columns[pivot]) {
      rowsOf.get(j).remove(pivot);
    }
    for (int i : rows) {
      if (i != pivot) {
        int factor = field.multiply(at(i, column), inverse);
        subtract(i, factor, pivot);
        from[done] = i;
        factors[done++] = factor;
      }
    }
    for (int j : columns[pivot]) {
      queue(j);
    }
    pivots.add(new int[] {pivot, column});
    subtractedFrom.add(from);
    multiples.add(factors);
  }

  private int at(int row, int column) {
    return values[row][Arrays.binarySearch(columns[row], column)];
  }

  private void subtract(int i, int factor, int pivot) {
    int[] a = columns[i];
    int[] b = columns[pivot];
    Row row = new Row(a.length + b.length);
    int x = 0;
    int y = 0;
    while (x < a.length || y < b.length) {
      if (y == b.length || x < a.length && a[x] < b[y]) {
        row.append(a[x], values[i][x]);
        x++;
        continue;
      }
      boolean both = x < a.length && a[x] == b[y];
      int product = field.multiply(factor, values[pivot][y]);
      int value = both ? field.subtract(values[i][x], product) : field.negate(product);
      row.append(b[y], value);
      if (!both) {
        rowsOf.get(b[y]).add(i);
      } else if (value == 0) {
        rowsOf.get(b[y]).remove(i);
      }
      x += both ? 1 : 0;
      y++;
    }
    row.store(i);
  }

  /**
   * Solves A[R,C]·x = b modulo the prime, R and C the pivots' rows and columns.
   *
   * @param b one residue for each row, is changed; those of other rows do not matter
   * @return one residue for each column, 0 outside C
   */
  int[] solve(int[] b) {
    for (int t = 0; t < pivots.size(); t++) {
      int value = b[pivots.get(t)[0]];
      if (value != 0) {
        int[] rows = subtractedFrom.get(t);
        int[] factors = multiples.get(t);
        for (int k = 0; k < rows.length; k++) {
          b[rows[k]] = field.subtract(b[rows[k]], field.multiply(factors[k], value));
        }
      }
    }
    int[] x = new int[rowsOf.size()];
    for (int t = pivots.size() - 1; t >= 0; t--) {
      int row = pivots.get(t)[0];
      int sum = b[row];
      for (int k = 0; k < columns[row].length; k++) {
        int value = x[columns[row][k]];
        sum = value == 0 ? sum : field.subtract(sum, field.multiply(values[row][k], value));
      }
      int column = pivots.get(t)[1];
      x[column] = sum == 0 ? 0 : field.multiply(sum, field.inverse(at(row, column)));
    }
    return x;
  }

  /** A row that is being written. */
  private final class Row {
    private final int[] at;
    private final int[] entries;
    private int length;

    Row(int capacity) {
      at = new int[capacity];
      entries = new int[capacity];
    }

    void append(int column, int value) {
      if (value != 0) {
        at[length] = column;
        entries[length++] = value;
      }
    }

    void store(int i) {
      columns[i] = Arrays.copyOf(at, length);
      values[i] = Arrays.copyOf(entries, length);
    }
  }
}
