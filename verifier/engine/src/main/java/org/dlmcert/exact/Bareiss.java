package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reduced row echelon form of an integer matrix, with one common denominator, by fraction-free
 * elimination and back substitution: every intermediate of the elimination is a minor of the matrix
 * (E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination,
 * 1968).
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
      for (int i = rank + 1; i < rows; i++) {
        step(work[rowAt[i]], work[pivotRow], j, previous);
      }
      previous = work[pivotRow][j];
      pivotRows.add(pivotRow);
      pivotColumns.add(j);
    }
    // The elimination ran with the pivot rows in the order found.
    BigInteger denominator = ModularEchelon.odd(pivotRows) ? previous.negate() : previous;
    BigInteger[][] triangle = pivotRows.stream().map(i -> work[i]).toArray(BigInteger[][]::new);
    return new Bareiss(
        backSubstitute(triangle, columns, pivotColumns, denominator),
        denominator,
        RankProfile.ofPairs(pivotRows, pivotColumns),
        rows);
  }

  /** row ← (pivot · row - row[j] · pivotRow) / previous, an exact division, from column j on. */
  private static void step(BigInteger[] row, BigInteger[] pivotRow, int j, BigInteger previous) {
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
  }

  /**
   * The reduced echelon form over the denominator. In a column without a pivot its entries solve a
   * triangular system; they are minors, up to sign (Cramer's rule), so that the divisions are
   * exact.
   */
  private static IntegerMatrix backSubstitute(
      BigInteger[][] triangle, int columns, List<Integer> pivotColumns, BigInteger denominator) {
    int rank = triangle.length;
    BigInteger[][] reduced = new BigInteger[rank][columns];
    for (int j = 0; j < columns; j++) {
      int pivot = pivotColumns.indexOf(j);
      for (int k = rank - 1; k >= 0; k--) {
        if (pivot >= 0) {
          reduced[k][j] = k == pivot ? denominator : BigInteger.ZERO;
          continue;
        }
        BigInteger sum = triangle[k][j].multiply(denominator);
        for (int l = k + 1; l < rank; l++) {
          if (reduced[l][j].signum() != 0) {
            sum = sum.subtract(triangle[k][pivotColumns.get(l)].multiply(reduced[l][j]));
          }
        }
        reduced[k][j] = sum.divide(triangle[k][pivotColumns.get(k)]);
      }
    }
    return IntegerMatrix.of(rank, columns, (k, j) -> reduced[k][j]);
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
