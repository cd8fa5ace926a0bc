package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The scalar products of the rows of an integer matrix with the columns of another: in two machine
 * words where all entries fit in one, as many terms at a time as have sums that fit there.
 */
final class Products {
  private static final int LONG = 62;
  private static final int TWO_LONGS = 126;
  private static final int FEWEST_TERMS = 8;

  private final BigInteger[][] rows;
  private final BigInteger[][] columns;
  private final boolean small;
  private final int terms;
  private final long[][] smallRows;
  private final long[][] smallColumns;

  Products(BigInteger[][] rows, BigInteger[][] columns) {
    this.rows = rows;
    this.columns = columns;
    int bitsOfRows = longest(rows);
    int bitsOfColumns = longest(columns);
    int spare = TWO_LONGS - bitsOfRows - bitsOfColumns;
    terms = spare < 0 ? 0 : 1 << Math.min(spare, Integer.SIZE - 2);
    small = Math.max(bitsOfRows, bitsOfColumns) <= LONG && terms >= FEWEST_TERMS;
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
    if (!small) {
      return dot(rows[row], columns[column]);
    }
    int length = smallRows[row].length;
    BigInteger sum = BigInteger.ZERO;
    for (int from = 0; from < length; from += Math.min(terms, length - from)) {
      int to = from + Math.min(terms, length - from);
      sum = sum.add(dot(smallRows[row], smallColumns[column], from, to));
    }
    return sum;
  }

  static BigInteger dot(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int l = 0; l < a.length; l++) {
      sum = sum.add(a[l].multiply(b[l]));
    }
    return sum;
  }

  /** The sum is high·2^64 + low, low without a sign; it has at most 126 bits and its sign. */
  private static BigInteger dot(long[] a, long[] b, int from, int to) {
    long high = 0;
    long low = 0;
    for (int l = from; l < to; l++) {
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
