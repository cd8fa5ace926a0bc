package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The scalar products of the rows of an integer matrix with the columns of another: in two machine
 * words where all of them fit there.
 */
final class Products {
  private static final int LONG = 62;
  private static final int TWO_LONGS = 126;

  private final BigInteger[][] rows;
  private final BigInteger[][] columns;
  private final boolean small;
  private final long[][] smallRows;
  private final long[][] smallColumns;

  Products(BigInteger[][] rows, BigInteger[][] columns) {
    this.rows = rows;
    this.columns = columns;
    int bitsOfRows = longest(rows);
    int bitsOfColumns = longest(columns);
    int terms = rows.length == 0 ? 0 : rows[0].length;
    int bitsOfTerms = Integer.SIZE - Integer.numberOfLeadingZeros(terms);
    small =
        Math.max(bitsOfRows, bitsOfColumns) <= LONG
            && bitsOfRows + bitsOfColumns + bitsOfTerms <= TWO_LONGS;
    smallRows = small ? longs(rows) : new long[0][];
    smallColumns = small ? longs(columns) : new long[0][];
  }

  private static int longest(BigInteger[][] numbers) {
    return Arrays.stream(numbers)
        .flatMap(Arrays::stream)
        .mapToInt(BigInteger::bitLength)
        .max()
        .orElse(0);
  }

  private static long[][] longs(BigInteger[][] numbers) {
    return Arrays.stream(numbers)
        .map(row -> Arrays.stream(row).mapToLong(BigInteger::longValueExact).toArray())
        .toArray(long[][]::new);
  }

  /** Returns the scalar product of a row of the first matrix and a column of the second. */
  BigInteger dot(int row, int column) {
    return small ? dot(smallRows[row], smallColumns[column]) : dot(rows[row], columns[column]);
  }

  static BigInteger dot(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int l = 0; l < a.length; l++) {
      sum = sum.add(a[l].multiply(b[l]));
    }
    return sum;
  }

  /** The sum is high·2^64 + low, low without a sign; it has at most 126 bits and its sign. */
  private static BigInteger dot(long[] a, long[] b) {
    long high = 0;
    long low = 0;
    for (int l = 0; l < a.length; l++) {
      long product = a[l] * b[l];
      low += product;
      high += Math.multiplyHigh(a[l], b[l]) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }
    BigInteger upperHalf = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    return upperHalf
        .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
        .add(BigInteger.valueOf(low & 1));
  }
}
