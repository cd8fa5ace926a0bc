package org.dlmcert.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reduced row echelon form of a matrix over a prime field.
 *
 * @param matrix rank × columns; row k has its first nonzero entry, 1, in the k-th pivot column in
 *     ascending order, and 0 in the other pivot columns
 * @param profile the rank profile of the original
 * @param minor the determinant of the original on its pivot rows and columns, both ascending; for a
 *     square matrix of deficient rank 0
 */
public record ModularEchelon(ModularMatrix matrix, RankProfile profile, int minor) {

  /** Gauss–Jordan elimination with row kernels; O(rows · columns · rank). */
  static ModularEchelon of(ModularMatrix original) {
    PrimeField field = original.field();
    int rows = original.rows();
    int columns = original.columns();
    int[] work = original.toResidues();
    int[] rowAt = new int[rows]; // rows below the rank stay in their original order
    Arrays.setAll(rowAt, i -> i);
    List<Integer> pivotRows = new ArrayList<>();
    List<Integer> pivotColumns = new ArrayList<>();
    int minor = 1;
    for (int j = 0; j < columns && pivotRows.size() < rows; j++) {
      int rank = pivotRows.size();
      int k = rank;
      while (k < rows && work[rowAt[k] * columns + j] == 0) {
        k++;
      }
      if (k == rows) {
        continue;
      }
      int pivotRow = rowAt[k];
      System.arraycopy(rowAt, rank, rowAt, rank + 1, k - rank);
      rowAt[rank] = pivotRow;
      int pivot = work[pivotRow * columns + j];
      minor = field.multiply(minor, pivot);
      field.scale(work, pivotRow * columns + j, field.inverse(pivot), columns - j);
      for (int i = 0; i < rows; i++) {
        int entry = work[i * columns + j];
        if (i != pivotRow && entry != 0) {
          field.addScaled(
              work,
              i * columns + j,
              field.negate(entry),
              work,
              pivotRow * columns + j,
              columns - j);
        }
      }
      pivotRows.add(pivotRow);
      pivotColumns.add(j);
    }
    int rank = pivotRows.size();
    int[] echelon = new int[rank * columns];
    for (int k = 0; k < rank; k++) {
      System.arraycopy(work, pivotRows.get(k) * columns, echelon, k * columns, columns);
    }
    if (rows == columns && rank < rows) {
      minor = 0;
    } else if (odd(pivotRows)) {
      minor = field.negate(minor);
    }
    return new ModularEchelon(
        ModularMatrix.ofResidues(field, rank, columns, echelon),
        RankProfile.ofPairs(pivotRows, pivotColumns),
        minor);
  }

  /** Whether sorting the distinct numbers takes an odd number of exchanges. */
  static boolean odd(List<Integer> numbers) {
    boolean odd = false;
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = 0; j < i; j++) {
        odd ^= numbers.get(j) > numbers.get(i);
      }
    }
    return odd;
  }

  /** A basis of the right kernel, as rows; see {@link ModularMatrix#rightKernel}. */
  ModularMatrix kernel() {
    PrimeField field = matrix.field();
    int columns = matrix.columns();
    int[] pivots = profile.columnIndices();
    int[] free = profile.freeColumns(columns);
    int[] basis = new int[free.length * columns];
    for (int f = 0; f < free.length; f++) {
      basis[f * columns + free[f]] = 1;
      for (int k = 0; k < pivots.length; k++) {
        basis[f * columns + pivots[k]] = field.negate(matrix.get(k, free[f]));
      }
    }
    return ModularMatrix.ofResidues(field, free.length, columns, basis);
  }
}
