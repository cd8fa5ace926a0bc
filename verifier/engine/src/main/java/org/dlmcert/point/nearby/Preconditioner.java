package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.SlicedProduct;
import org.dlmcert.progress.Interruption;

/**
 * A matrix C of multiples of 2^-scale, near the inverse of a Jacobian; where it came from does not
 * matter. C·J for an interval matrix J costs two products of integer matrices, in two machine words
 * where entries fit in one and the matrices are small, otherwise in slices.
 */
public final class Preconditioner {
  private static final int WORD = 62;
  private static final int TWO_WORDS = 126;
  private static final int SMALLEST_BLOCK = 3;

  /** From so many terms on slices are faster than words. */
  private static final long MANY_TERMS = 1 << 21;

  private static final int LARGEST_BLOCK = 30;

  private final int scale;
  private final BigInteger[][] rows;
  private final BigInteger[][] sizes;

  /** The matrix rows/2^scale; the arrays are not to be changed. */
  public Preconditioner(int scale, BigInteger[][] rows) {
    this.scale = scale;
    this.rows = rows;
    sizes =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row).map(BigInteger::abs).toArray(BigInteger[]::new))
            .toArray(BigInteger[][]::new);
  }

  int scale() {
    return scale;
  }

  int size() {
    return rows.length;
  }

  BigInteger[] row(int i) {
    return rows[i];
  }

  /** C·Cᵀ, times 2^(2·scale). */
  BigInteger[][] square() throws InterruptedException {
    return dots(rows, rows);
  }

  /** The largest |(C·f)_i|, times 2^(scale + bits + 1). */
  BigInteger[] magnitudes(Range[] f) {
    BigInteger[] middles = Arrays.stream(f).map(Range::twiceMiddle).toArray(BigInteger[]::new);
    BigInteger[] widths = Arrays.stream(f).map(Range::width).toArray(BigInteger[]::new);
    BigInteger[] result = new BigInteger[rows.length];
    Arrays.setAll(
        result,
        i -> IntegerVectors.dot(rows[i], middles).abs().add(IntegerVectors.dot(sizes[i], widths)));
    return result;
  }

  /** C·f for the midpoints of f, times 2^(scale + bits + 1). */
  BigInteger[] step(Range[] f) {
    BigInteger[] middles = Arrays.stream(f).map(Range::twiceMiddle).toArray(BigInteger[]::new);
    BigInteger[] result = new BigInteger[rows.length];
    Arrays.setAll(result, i -> IntegerVectors.dot(rows[i], middles));
    return result;
  }

  /**
   * The largest |δ_ij - (C·J)_ij|, times 2^(scale + bits + 1).
   *
   * @throws InterruptedException if the thread is interrupted
   */
  BigInteger[][] defects(Range[][] jacobian, RangeArithmetic arithmetic)
      throws InterruptedException {
    BigInteger[][] defects = products(rows, jacobian, Range::twiceMiddle);
    BigInteger[][] spread = products(sizes, jacobian, Range::width);
    BigInteger one = BigInteger.ONE.shiftLeft(scale + arithmetic.bits() + 1);
    for (int i = 0; i < defects.length; i++) {
      for (int j = 0; j < defects[i].length; j++) {
        BigInteger off = i == j ? one.subtract(defects[i][j]) : defects[i][j];
        defects[i][j] = off.abs().add(spread[i][j]);
      }
    }
    return defects;
  }

  /** The product with the numbers that are taken from the entries of J. */
  private static BigInteger[][] products(
      BigInteger[][] left, Range[][] jacobian, Function<Range, BigInteger> number)
      throws InterruptedException {
    int terms = jacobian.length;
    int columns = jacobian[0].length;
    BigInteger[][] right = new BigInteger[columns][terms];
    for (int l = 0; l < terms; l++) {
      for (int j = 0; j < columns; j++) {
        right[j][l] = number.apply(jacobian[l][j]);
      }
    }
    return dots(left, right);
  }

  /**
   * All scalar products of rows of one matrix with rows of another, of one length, not 0.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  static BigInteger[][] dots(BigInteger[][] left, BigInteger[][] right)
      throws InterruptedException {
    int terms = left[0].length;
    int longest = longest(right);
    int longestLeft = longest(left);
    int block = TWO_WORDS - longest - longestLeft; // so many terms, as a power of two, fit there
    boolean small = (long) left.length * terms * right.length < MANY_TERMS;
    if (small && longest <= WORD && longestLeft <= WORD && block >= SMALLEST_BLOCK) {
      return inWords(left, right, 1 << Math.min(block, LARGEST_BLOCK));
    }
    return SlicedProduct.pays(left.length, terms, right.length)
        ? SlicedProduct.of(left, right)
        : inIntegers(left, right);
  }

  private static int longest(BigInteger[][] matrix) {
    return Arrays.stream(matrix)
        .flatMap(Arrays::stream)
        .mapToInt(BigInteger::bitLength)
        .max()
        .orElse(0);
  }

  private static BigInteger[][] inIntegers(BigInteger[][] left, BigInteger[][] right)
      throws InterruptedException {
    BigInteger[][] result = new BigInteger[left.length][right.length];
    for (int i = 0; i < left.length; i++) {
      Interruption.check();
      for (int j = 0; j < right.length; j++) {
        result[i][j] = IntegerVectors.dot(left[i], right[j]);
      }
    }
    return result;
  }

  private static BigInteger[][] inWords(BigInteger[][] left, BigInteger[][] right, int block)
      throws InterruptedException {
    long[][] a = words(left);
    long[][] b = words(right);
    BigInteger[][] result = new BigInteger[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      Interruption.check();
      for (int j = 0; j < b.length; j++) {
        result[i][j] = dot(a[i], b[j], block);
      }
    }
    return result;
  }

  private static long[][] words(BigInteger[][] matrix) {
    long[][] words = new long[matrix.length][];
    for (int i = 0; i < words.length; i++) {
      words[i] = Arrays.stream(matrix[i]).mapToLong(BigInteger::longValueExact).toArray();
    }
    return words;
  }

  /** The sum, in blocks of so many terms whose sums are below 2^126. */
  private static BigInteger dot(long[] a, long[] b, int block) {
    BigInteger sum = BigInteger.ZERO;
    for (int from = 0; from < a.length; from += Math.min(block, a.length - from)) {
      sum = sum.add(dot(a, b, from, from + Math.min(block, a.length - from)));
    }
    return sum;
  }

  /** A sum below 2^126 as high·2^64 + low, low without sign: every carry is counted. */
  private static BigInteger dot(long[] a, long[] b, int from, int to) {
    long high = 0;
    long low = 0;
    for (int l = from; l < to; l++) {
      long before = low;
      low += a[l] * b[l];
      high += Math.multiplyHigh(a[l], b[l]);
      if (Long.compareUnsigned(low, before) < 0) {
        high++;
      }
    }
    return BigInteger.valueOf(high)
        .shiftLeft(Long.SIZE)
        .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
        .add(BigInteger.valueOf(low & 1));
  }
}
