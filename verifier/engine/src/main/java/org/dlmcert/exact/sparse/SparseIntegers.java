package org.dlmcert.exact.sparse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dlmcert.exact.Rational;

/**
 * The part of a sparse matrix that has entries, its rows multiplied by their least common
 * denominators: rows and columns are numbered anew, without the empty ones.
 */
final class SparseIntegers {
  /** The numbers in the original of the rows that are not empty, ascending. */
  final int[] rowIndices;

  /** The numbers in the original of the columns that are not empty, ascending. */
  final int[] columnIndices;

  /** By row, its columns, ascending. */
  final int[][] columns;

  /** By row, its entries. */
  final BigInteger[][] values;

  SparseIntegers(SparseMatrix matrix) {
    TreeMap<Integer, List<SparseMatrix.Entry>> byRow = new TreeMap<>();
    TreeSet<Integer> used = new TreeSet<>();
    for (SparseMatrix.Entry entry : matrix.entries()) {
      byRow.computeIfAbsent(entry.row(), i -> new ArrayList<>()).add(entry);
      used.add(entry.column());
    }
    rowIndices = byRow.keySet().stream().mapToInt(i -> i).toArray();
    columnIndices = used.stream().mapToInt(j -> j).toArray();
    columns = new int[rowIndices.length][];
    values = new BigInteger[rowIndices.length][];
    int i = 0;
    for (List<SparseMatrix.Entry> row : byRow.values()) {
      BigInteger scale =
          Rational.commonDenominator(row.stream().map(SparseMatrix.Entry::value).toList());
      columns[i] =
          row.stream()
              .mapToInt(entry -> Arrays.binarySearch(columnIndices, entry.column()))
              .toArray();
      values[i] = new BigInteger[row.size()];
      for (int k = 0; k < row.size(); k++) {
        values[i][k] = row.get(k).value().numeratorOver(scale);
      }
      i++;
    }
  }

  int rows() {
    return columns.length;
  }
}
