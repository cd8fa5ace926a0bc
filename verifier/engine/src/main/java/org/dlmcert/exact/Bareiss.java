package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reduced row echelon form of an integer matrix, with one common denominator, by fraction-free
 * Gauss–Jordan elimination: every intermediate is a minor of the matrix (E. H. Bareiss, Sylvester's
 * identity and multistep integer-preserving Gaussian elimination, 1968).
 *
 * @param echelon rank × columns; {@code echelon / denominator} is the reduced row echelon form: row
 *     k is the denominator in the k-th pivot column in ascending order, 0 left of it and in the
 *     other pivot columns
 * @param denominator the determinant of the original on its pivot rows and columns, both ascending;
 *     1 if the rank is 0
 * @param profile the rank profile of the original
 * @param rows the number of rows of the original
 */
public record Bareiss(
    IntegerMatrix echelon, BigInteger denominator, RankProfile profile, int rows) {

  /** Eliminates; O(rows · columns · rank) multiplications of integers as long as a minor. */
  public static Bareiss eliminate(IntegerMatrix matrix) {
    int rows = matrix.rows();
    int columns = matrix.columns();
    BigInteger[][] work = new BigInteger[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        work[i][j] = matrix.get(i, j);
      }
    }
    int[] rowAt = new int[rows]; // rows below the rank stay in their original order
    Arrays.setAll(rowAt, i -> i);
    List<Integer> pivotRows = new ArrayList<>();
    List<Integer> pivotColumns = new ArrayList<>();
    BigInteger previous = BigInteger.ONE;
    for (int j = 0; j < columns && pivotRows.size() < rows; j++) {
      int rank = pivotRows.size();
      int k = rank;
      while (k < rows && work[rowAt[k]][j].signum() == 0) {
        k++;
      }
      if (k == rows) {
        continue;
      }
      int pivotRow = rowAt[k];
      System.arraycopy(rowAt, rank, rowAt, rank + 1, k - rank);
      rowAt[rank] = pivotRow;
      for (int i = 0; i < rows; i++) {
        if (i != pivotRow) {
          step(work[i], work[pivotRow], j, previous, pivotColumns, rank);
        }
      }
      previous = work[pivotRow][j];
      pivotRows.add(pivotRow);
      pivotColumns.add(j);
      for (int i = 0; i < rank; i++) {
        work[pivotRows.get(i)][pivotColumns.get(i)] = previous;
      }
    }
    // The elimination ran with the pivot rows in the order found.
    boolean negate = ModularEchelon.odd(pivotRows);
    return new Bareiss(
        IntegerMatrix.of(
            pivotRows.size(),
            columns,
            (k, j) -> {
              BigInteger entry = work[pivotRows.get(k)][j];
              return negate ? entry.negate() : entry;
            }),
        negate ? previous.negate() : previous,
        RankProfile.ofPairs(pivotRows, pivotColumns),
        rows);
  }

  /** row ← (pivot · row - row[j] · pivotRow) / previous, an exact division, right of column j. */
  private static void step(
      BigInteger[] row,
      BigInteger[] pivotRow,
      int j,
      BigInteger previous,
      List<Integer> pivotColumns,
      int rank) {
    BigInteger pivot = pivotRow[j];
    BigInteger factor = row[j];
    boolean divides = !previous.equals(BigInteger.ONE);
    row[j] = BigInteger.ZERO;
    for (int k = j + 1; k < row.length; k++) {
      BigInteger entry = row[k].signum() == 0 ? row[k] : row[k].multiply(pivot);
      if (factor.signum() != 0 && pivotRow[k].signum() != 0) {
        entry = entry.subtract(factor.multiply(pivotRow[k]));
      }
      row[k] = divides && entry.signum() != 0 ? entry.divide(previous) : entry;
    }
    // Columns left of j without a pivot are nonzero only in the rows that already have one.
    for (int k = 0, next = 0; k < j; k++) {
      if (next < rank && pivotColumns.get(next) == k) {
        next++;
      } else if (row[k].signum() != 0) {
        row[k] = row[k].multiply(pivot).divide(previous);
      }
    }
  }

  public int rank() {
    return profile.rank();
  }

  /**
   * The determinant of the original; 1 for the 0×0 matrix.
   *
   * @throws IllegalArgumentException if the original is not square
   */
  public BigInteger determinant() {
    if (rows != echelon.columns()) {
      throw new IllegalArgumentException(
          "determinant of a " + rows + "×" + echelon.columns() + " matrix");
    }
    return rank() == rows ? denominator : BigInteger.ZERO;
  }

  /** The basis of the right kernel that {@link IntegerKernel#basis} describes. */
  public IntegerMatrix kernel() {
    int columns = echelon.columns();
    int[] pivots = profile.columnIndices();
    List<List<BigInteger>> basis = new ArrayList<>();
    for (int free : profile.freeColumns(columns)) {
      BigInteger[] vector = new BigInteger[columns];
      Arrays.fill(vector, BigInteger.ZERO);
      vector[free] = denominator;
      for (int k = 0; k < pivots.length; k++) {
        vector[pivots[k]] = echelon.get(k, free).negate();
      }
      basis.add(IntegerKernel.primitive(vector));
    }
    return IntegerMatrix.ofRows(columns, basis);
  }
}
