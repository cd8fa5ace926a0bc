package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * An immutable rows × columns matrix of exact integers; either dimension may be 0.
 *
 * <p>Entries are kept as {@code long}s exactly if all of them fit, so that equal matrices are
 * stored alike and the common small matrices are compact.
 */
public final class IntegerMatrix {
  private static final long[] NO_WORDS = {};
  private static final BigInteger[] NO_ENTRIES = {};

  private final int rows;
  private final int columns;
  private final boolean fitsLong;
  private final long[] words; // row-major, never shared; empty unless all entries fit
  private final BigInteger[] entries; // row-major, never shared; empty if all entries fit

  private IntegerMatrix(int rows, int columns, long[] words) {
    this.rows = rows;
    this.columns = columns;
    this.fitsLong = true;
    this.words = words;
    this.entries = NO_ENTRIES;
  }

  /** Of entries that do not all fit. */
  private IntegerMatrix(int rows, int columns, BigInteger[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.fitsLong = false;
    this.words = NO_WORDS;
    this.entries = entries;
  }

  /** Computes one entry. */
  @FunctionalInterface
  public interface Entry {
    BigInteger at(int row, int column);
  }

  /** The rows × columns matrix with the given entries. */
  public static IntegerMatrix of(int rows, int columns, Entry entry) {
    // Words from the beginning: a matrix of millions of small entries is never an array of objects.
    long[] words = new long[Math.multiplyExact(rows, columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, k++) {
        BigInteger value = entry.at(i, j);
        if (value.bitLength() >= Long.SIZE) {
          return new IntegerMatrix(rows, columns, goOn(words, k, value, entry, columns));
        }
        words[k] = value.longValue();
      }
    }
    return new IntegerMatrix(rows, columns, words);
  }

  /** All entries, of which the first {@code from} are these words, and the next is this value. */
  private static BigInteger[] goOn(
      long[] words, int from, BigInteger value, Entry entry, int columns) {
    BigInteger[] all = new BigInteger[words.length];
    Arrays.setAll(
        all,
        k ->
            k < from
                ? BigInteger.valueOf(words[k])
                : k == from ? value : entry.at(k / columns, k % columns));
    return all;
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
    long[] words = new long[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, words, i * columns, columns);
    }
    return new IntegerMatrix(rows.length, columns, words);
  }

  /** Computes one entry that fits. */
  @FunctionalInterface
  private interface Word {
    long at(int row, int column);
  }

  private static IntegerMatrix ofWords(int rows, int columns, Word word) {
    long[] words = new long[Math.multiplyExact(rows, columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, k++) {
        words[k] = word.at(i, j);
      }
    }
    return new IntegerMatrix(rows, columns, words);
  }

  /** The matrix whose entries are the small integers of {@code entry}. */
  public static IntegerMatrix ofSmall(int rows, int columns, IntBinaryOperator entry) {
    return ofWords(rows, columns, entry::applyAsInt);
  }

  /** The matrix with the given rows, each of {@code columns} entries. */
  public static IntegerMatrix ofRows(int columns, List<List<BigInteger>> rows) {
    for (List<BigInteger> row : rows) {
      if (row.size() != columns) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " entries where " + columns + " are expected");
      }
    }
    return of(rows.size(), columns, (i, j) -> rows.get(i).get(j));
  }

  /** The matrix of a single column. */
  public static IntegerMatrix column(List<BigInteger> entries) {
    return of(entries.size(), 1, (i, j) -> entries.get(i));
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
    return at(row * columns + column);
  }

  private BigInteger at(int index) {
    return fitsLong ? BigInteger.valueOf(words[index]) : entries[index];
  }

  /** Column {@code column} modulo a prime: {@code rows()} residues. */
  public int[] residues(int column, PrimeField field) {
    Objects.checkIndex(column, columns);
    int[] residues = new int[rows];
    Arrays.setAll(
        residues,
        i ->
            fitsLong
                ? field.reduce(words[i * columns + column])
                : field.reduce(entries[i * columns + column]));
    return residues;
  }

  /** Whether every entry fits a {@code long}; then {@link #longAt} gives the entries. */
  boolean fitsLong() {
    return fitsLong;
  }

  /** The entry, in a matrix all of whose entries fit. */
  long longAt(int row, int column) {
    return words[row * columns + column];
  }

  /** Row {@code row}, as a list of its {@code columns()} entries. */
  public List<BigInteger> row(int row) {
    return IntStream.range(row * columns, (row + 1) * columns).mapToObj(this::at).toList();
  }

  /** Σ v_i·(entry i of the column): the product of a row and a column. */
  public BigInteger dot(List<BigInteger> row, int column) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < rows; i++) {
      sum = sum.add(row.get(i).multiply(get(i, column)));
    }
    return sum;
  }

  public IntegerMatrix transpose() {
    return fitsLong
        ? ofWords(columns, rows, (i, j) -> words[j * columns + i])
        : of(columns, rows, (i, j) -> get(j, i));
  }

  /** The submatrix of the given rows and columns, in the given order. */
  public IntegerMatrix submatrix(int[] rowIndices, int[] columnIndices) {
    return of(
        rowIndices.length, columnIndices.length, (i, j) -> get(rowIndices[i], columnIndices[j]));
  }

  /** The submatrix of the given columns, in the given order. */
  public IntegerMatrix columns(int[] columnIndices) {
    if (!fitsLong) {
      return of(rows, columnIndices.length, (i, j) -> get(i, columnIndices[j]));
    }
    for (int column : columnIndices) {
      Objects.checkIndex(column, columns);
    }
    return ofWords(rows, columnIndices.length, (i, j) -> words[i * columns + columnIndices[j]]);
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
    int termBits =
        bitLength() + other.bitLength() + Integer.SIZE - Integer.numberOfLeadingZeros(columns);
    if (fitsLong && other.fitsLong && termBits < Long.SIZE) {
      return longProduct(other);
    }
    return SlicedProduct.pays(rows, columns, other.columns)
        ? SlicedProduct.of(this, other)
        : plainProduct(other);
  }

  private IntegerMatrix plainProduct(IntegerMatrix other) {
    return of(
        rows,
        other.columns,
        (i, j) -> {
          BigInteger sum = BigInteger.ZERO;
          for (int k = 0; k < columns; k++) {
            BigInteger a = at(i * columns + k);
            BigInteger b = other.at(k * other.columns + j);
            if (a.signum() != 0 && b.signum() != 0) {
              sum = sum.add(a.multiply(b));
            }
          }
          return sum;
        });
  }

  /** The product when {@code columns} products of two entries sum to less than 2^63. */
  private IntegerMatrix longProduct(IntegerMatrix other) {
    int width = other.columns;
    long[] product = new long[Math.multiplyExact(rows, width)];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        long factor = words[i * columns + k];
        for (int j = 0; factor != 0 && j < width; j++) {
          product[i * width + j] += factor * other.words[k * width + j];
        }
      }
    }
    return new IntegerMatrix(rows, width, product);
  }

  public boolean isZero() {
    return fitsLong && Arrays.stream(words).allMatch(e -> e == 0);
  }

  /** The largest bit length of an entry's absolute value; 0 for an empty matrix. */
  public int bitLength() {
    return fitsLong
        ? Arrays.stream(words).mapToInt(IntegerMatrix::bitLength).max().orElse(0)
        : Arrays.stream(entries).mapToInt(e -> e.abs().bitLength()).max().orElse(0);
  }

  private static int bitLength(long value) {
    // |value|, read as unsigned: Long.MIN_VALUE stands for 2^63.
    return Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value));
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
        && Arrays.equals(words, that.words)
        && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(words) + Arrays.hashCode(entries);
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
