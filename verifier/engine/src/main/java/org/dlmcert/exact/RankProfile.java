package org.dlmcert.exact;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows and columns of a nonsingular submatrix of greatest size: pivot k of the elimination lies
 * in row {@code pivotRows[k]} and column {@code pivotColumns[k]}.
 *
 * <p>The pivot rows are the lexicographically first independent rows, in ascending order; the set
 * of pivot columns is that of the lexicographically first independent columns (J.-G. Dumas, C.
 * Pernet and Z. Sultan, Computing the rank profile matrix, 2015).
 */
public record RankProfile(List<Integer> pivotRows, List<Integer> pivotColumns) {
  /**
   * @throws IllegalArgumentException if the lists differ in length
   */
  public RankProfile {
    pivotRows = List.copyOf(pivotRows);
    pivotColumns = List.copyOf(pivotColumns);
    if (pivotRows.size() != pivotColumns.size()) {
      throw new IllegalArgumentException(
          pivotRows.size() + " pivot rows but " + pivotColumns.size() + " pivot columns");
    }
  }

  public int rank() {
    return pivotRows.size();
  }

  /** The pivot rows, ascending. */
  public int[] rowIndices() {
    return pivotRows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The pivot columns, ascending; the pairing with the rows is lost. */
  public int[] columnIndices() {
    return pivotColumns.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The columns from 0 to {@code columns - 1} without a pivot, ascending. */
  public int[] freeColumns(int columns) {
    boolean[] pivot = new boolean[columns];
    pivotColumns.forEach(j -> pivot[j] = true);
    return IntStream.range(0, columns).filter(j -> !pivot[j]).toArray();
  }

  /** The profile of the transposed matrix. */
  public RankProfile transpose() {
    return ofPairs(pivotColumns, pivotRows);
  }

  /** The profile whose k-th pivot lies in row {@code rows[k]}, column {@code columns[k]}. */
  static RankProfile ofPairs(List<Integer> rows, List<Integer> columns) {
    List<Integer> order =
        IntStream.range(0, rows.size()).boxed().sorted(Comparator.comparing(rows::get)).toList();
    return new RankProfile(
        order.stream().map(rows::get).toList(), order.stream().map(columns::get).toList());
  }
}
