package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.util.List;

/**
 * Many exact dot products at once: a matrix of gathered rows times the transpose of another matrix.
 * Convolutions and matrix products are of this form.
 *
 * <p>Products are computed modulo 2^64 and, if they may be longer, modulo as many 30-bit primes as
 * the bound k·max|a|·max|b| asks for, and put together by the Chinese remainder theorem. So nothing
 * is rounded, and numbers of several hundred bits cost a few passes of machine arithmetic. Beyond
 * {@value #MOST_BITS} bits big integers are multiplied one by one.
 */
public final class DotProducts {
  /** Multiplications in one call: some hours of work. */
  private static final long MOST_WORK = 1L << 42;

  private static final int MOST_BITS = 2048;

  private DotProducts() {}

  /** Where the entries of a row lie among the values. */
  @FunctionalInterface
  public interface Gathering {
    /** Sets the positions of row {@code row}; -1 for a zero. */
    void positions(int row, int[] positions);
  }

  /**
   * The dot product of each gathered row with each row of {@code right}.
   *
   * @param left the values that rows are gathered from
   * @param rows the number of gathered rows
   * @param inner the number k of entries of each row
   * @param right as a matrix of {@code columns} rows of k entries
   * @return rows × columns, row by row
   * @throws Unfit if the result is too large
   */
  public static IntegerVector of(
      IntegerVector left,
      int rows,
      int inner,
      Gathering gathering,
      IntegerVector right,
      int columns) {
    Shape size = Shape.of(rows, columns);
    if (right.size() != Math.multiplyExact(columns, inner)) {
      throw new IllegalArgumentException(right.size() + " entries for " + columns + "×" + inner);
    }
    if ((long) size.size() * Math.max(inner, 1) > MOST_WORK) {
      throw new Unfit(
          "at most " + MOST_WORK + " multiplications",
          "" + (long) size.size() * Math.max(inner, 1));
    }
    int bits =
        left.bits() + right.bits() + 32 - Integer.numberOfLeadingZeros(Math.max(inner - 1, 0));
    if (bits > MOST_BITS) {
      return oneByOne(left, rows, inner, gathering, right, columns);
    }
    ProductRing.Wrapping word = new ProductRing.Wrapping();
    long[] words = products(word, left, rows, inner, gathering, right, columns);
    int count = Remainders.primesFor(bits);
    if (count == 0) {
      return new IntegerVector.Small(words);
    }
    List<ProductRing.Prime> primes = ProductRing.Prime.first(count);
    long[][] residues = new long[count][];
    for (int i = 0; i < count; i++) {
      residues[i] = products(primes.get(i), left, rows, inner, gathering, right, columns);
    }
    Remainders remainders = new Remainders(primes);
    long[] entry = new long[count];
    return IntegerVector.of(
        words.length,
        k -> {
          for (int i = 0; i < count; i++) {
            entry[i] = residues[i][k];
          }
          return remainders.value(words[k], entry);
        });
  }

  private static long[] products(
      ProductRing ring,
      IntegerVector left,
      int rows,
      int inner,
      Gathering gathering,
      IntegerVector right,
      int columns) {
    long[] a = ring.residues(left);
    long[] b = ring.residues(right);
    long[] products = new long[rows * columns];
    int[] positions = new int[inner];
    long[] row = new long[inner];
    for (int i = 0, to = 0; i < rows; i++) {
      gathering.positions(i, positions);
      for (int k = 0; k < inner; k++) {
        row[k] = positions[k] < 0 ? 0 : a[positions[k]];
      }
      for (int j = 0; j < columns; j++) {
        products[to++] = ring.dot(row, b, j * inner);
      }
    }
    return products;
  }

  private static IntegerVector oneByOne(
      IntegerVector left,
      int rows,
      int inner,
      Gathering gathering,
      IntegerVector right,
      int columns) {
    int[] positions = new int[inner];
    return IntegerVector.of(
        rows * columns,
        k -> {
          if (k % columns == 0) {
            gathering.positions(k / columns, positions);
          }
          BigInteger sum = BigInteger.ZERO;
          for (int j = 0; j < inner; j++) {
            if (positions[j] >= 0 && left.signum(positions[j]) != 0) {
              sum = sum.add(left.get(positions[j]).multiply(right.get(k % columns * inner + j)));
            }
          }
          return sum;
        });
  }
}
