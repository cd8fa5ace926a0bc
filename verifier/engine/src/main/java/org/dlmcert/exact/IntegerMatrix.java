package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** An immutable rows × columns matrix of exact integers; either dimension may be 0. */
public final class IntegerMatrix {
  private final int rows;
  private final int columns;
  private final BigInteger[] entries; // row-major, never shared

  private IntegerMatrix(int rows, int columns, BigInteger[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
  }

  /** Computes one entry. */
  @FunctionalInterface
  public interface Entry {
    BigInteger at(int row, int column);
  }

  /** The rows × columns matrix with the given entries. */
  public static IntegerMatrix of(int rows, int columns, Entry entry) {
    BigInteger[] all = new BigInteger[Math.multiplyExact(rows, columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, k++) {
        all[k] = entry.at(i, j);
      }
    }
    return new IntegerMatrix(rows, columns, all);
  }

  /** The matrix with these rows, which must have equal lengths. */
  public static IntegerMatrix of(long[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (long[] row : rows) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "ragged rows: one has " + columns + " entries, another " + row.length);
      }
    }
    return of(rows.length, columns, (i, j) -> BigInteger.valueOf(rows[i][j]));
  }

  /** The matrix whose entries are the small integers of {@code entry}. */
  public static IntegerMatrix ofSmall(int rows, int columns, IntBinaryOperator entry) {
    return of(rows, columns, (i, j) -> BigInteger.valueOf(entry.applyAsInt(i, j)));
  }

  public static IntegerMatrix identity(int n) {
    return ofSmall(n, n, (i, j) -> i == j ? 1 : 0);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public BigInteger get(int row, int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + " of " + columns);
    }
    return entries[row * columns + column];
  }

  /** Row {@code row}, as a list of its {@code columns()} entries. */
  public List<BigInteger> row(int row) {
    return List.of(Arrays.copyOfRange(entries, row * columns, (row + 1) * columns));
  }

  public IntegerMatrix transpose() {
    return of(columns, rows, (i, j) -> get(j, i));
  }

  /** The submatrix of the given rows and columns, in the given order. */
  public IntegerMatrix submatrix(int[] rowIndices, int[] columnIndices) {
    return of(
        rowIndices.length, columnIndices.length, (i, j) -> get(rowIndices[i], columnIndices[j]));
  }

  /** The submatrix of the given columns, in the given order. */
  public IntegerMatrix columns(int[] columnIndices) {
    return of(rows, columnIndices.length, (i, j) -> get(i, columnIndices[j]));
  }

  /** The submatrix of the given rows, in the given order. */
  public IntegerMatrix rows(int[] rowIndices) {
    return of(rowIndices.length, columns, (i, j) -> get(rowIndices[i], j));
  }

  /** The product, of shape {@code rows() × other.columns()}. */
  public IntegerMatrix times(IntegerMatrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException("product of " + shape() + " and " + other.shape());
    }
    return of(
        rows,
        other.columns,
        (i, j) -> {
          BigInteger sum = BigInteger.ZERO;
          for (int k = 0; k < columns; k++) {
            BigInteger a = entries[i * columns + k];
            BigInteger b = other.entries[k * other.columns + j];
            if (a.signum() != 0 && b.signum() != 0) {
              sum = sum.add(a.multiply(b));
            }
          }
          return sum;
        });
  }

  public boolean isZero() {
    return Arrays.stream(entries).allMatch(e -> e.signum() == 0);
  }

  /** The largest bit length of an entry's absolute value; 0 for an empty matrix. */
  public int bitLength() {
    return Arrays.stream(entries).mapToInt(e -> e.abs().bitLength()).max().orElse(0);
  }

  /** The shape in words, such as {@code 3×4}. */
  public String shape() {
    return rows + "×" + columns;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(shape()).append(" [");
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? "" : ", ").append(row(i));
    }
    return text.append(']').toString();
  }
}
