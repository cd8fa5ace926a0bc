package org.dlmcert.exact;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An immutable rows × columns matrix of exact rationals; either dimension may be 0. */
public final class RationalMatrix implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int columns;
  private final Rational[] entries; // row-major, never shared

  private RationalMatrix(int rows, int columns, Rational[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
  }

  /** Computes one entry. */
  @FunctionalInterface
  public interface Entry {
    Rational at(int row, int column);
  }

  /**
   * A matrix with denominators cleared column by column: {@code matrix[i][j] = original[i][j] ·
   * scales[j]} with every scale a positive integer. Rank, rank profile and the support of null
   * vectors are those of the original.
   */
  public record ClearedColumns(IntegerMatrix matrix, List<BigInteger> scales) {
    public ClearedColumns {
      scales = List.copyOf(scales);
    }
  }

  /** A matrix with one common denominator cleared: {@code matrix = original · scale}, scale > 0. */
  public record Cleared(IntegerMatrix matrix, BigInteger scale) {}

  /** The rows × columns matrix with the given entries. */
  public static RationalMatrix of(int rows, int columns, Entry entry) {
    Rational[] all = new Rational[Math.multiplyExact(rows, columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, k++) {
        all[k] = entry.at(i, j);
      }
    }
    return new RationalMatrix(rows, columns, all);
  }

  /** The matrix with these integer rows, which must have equal lengths. */
  public static RationalMatrix of(long[][] rows) {
    return of(IntegerMatrix.of(rows));
  }

  /** The same matrix, as rationals. */
  public static RationalMatrix of(IntegerMatrix matrix) {
    return of(matrix.rows(), matrix.columns(), (i, j) -> Rational.of(matrix.get(i, j)));
  }

  /** The matrix with the given rows, each of {@code columns} entries. */
  public static RationalMatrix ofRows(int columns, List<List<Rational>> rows) {
    for (List<Rational> row : rows) {
      if (row.size() != columns) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " entries where " + columns + " are expected");
      }
    }
    return of(rows.size(), columns, (i, j) -> rows.get(i).get(j));
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public Rational get(int row, int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + " of " + columns);
    }
    return entries[row * columns + column];
  }

  /** Row {@code row}, as a list of its {@code columns()} entries. */
  public List<Rational> row(int row) {
    return List.of(Arrays.copyOfRange(entries, row * columns, (row + 1) * columns));
  }

  private List<Rational> column(int column) {
    return IntStream.range(0, rows).mapToObj(i -> entries[i * columns + column]).toList();
  }

  /** Σ v_i·(entry i of the column): the product of a row and a column. */
  public Rational dot(List<Rational> row, int column) {
    return Rational.dot(column(column), row);
  }

  public RationalMatrix transpose() {
    return of(columns, rows, (i, j) -> get(j, i));
  }

  /** The submatrix of the given columns, in the given order. */
  public RationalMatrix columns(int[] columnIndices) {
    return of(rows, columnIndices.length, (i, j) -> get(i, columnIndices[j]));
  }

  /** The submatrix of the given rows, in the given order. */
  public RationalMatrix rows(int[] rowIndices) {
    return of(rowIndices.length, columns, (i, j) -> get(rowIndices[i], j));
  }

  /**
   * The product, of shape {@code rows() × other.columns()}: in integers, with the denominators of
   * rows on the left and of columns on the right cleared, and one reduction for each entry.
   */
  public RationalMatrix times(RationalMatrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException("product of " + shape() + " and " + other.shape());
    }
    ClearedColumns left = transpose().clearColumns();
    ClearedColumns right = other.clearColumns();
    IntegerMatrix product = left.matrix().transpose().times(right.matrix());
    return of(
        rows,
        other.columns,
        (i, j) -> {
          BigInteger scale = left.scales().get(i).multiply(right.scales().get(j));
          return scale.equals(BigInteger.ONE)
              ? Rational.of(product.get(i, j))
              : Rational.of(product.get(i, j), scale);
        });
  }

  public boolean isZero() {
    return Arrays.stream(entries).allMatch(Rational::isZero);
  }

  /** This matrix times the least common denominator of all its entries. */
  public Cleared clear() {
    BigInteger scale = Rational.commonDenominator(Arrays.asList(entries));
    return new Cleared(
        IntegerMatrix.of(rows, columns, (i, j) -> entries[i * columns + j].numeratorOver(scale)),
        scale);
  }

  /** This matrix with each column multiplied by the least common denominator of its entries. */
  public ClearedColumns clearColumns() {
    BigInteger[] scales = new BigInteger[columns];
    for (int j = 0; j < columns; j++) {
      BigInteger scale = BigInteger.ONE;
      for (int k = j; k < entries.length; k += columns) {
        scale = IntegerVectors.leastCommonMultiple(scale, entries[k].denominator());
      }
      scales[j] = scale;
    }
    IntegerMatrix cleared =
        IntegerMatrix.of(
            rows, columns, (i, j) -> entries[i * columns + j].numeratorOver(scales[j]));
    return new ClearedColumns(cleared, List.of(scales));
  }

  /** The shape in words, such as {@code 3×4}. */
  public String shape() {
    return rows + "×" + columns;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RationalMatrix that
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
