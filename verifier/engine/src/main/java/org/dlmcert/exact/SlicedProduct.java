package org.dlmcert.exact;

import java.math.BigInteger;
import org.dlmcert.progress.Interruption;

/**
 * The product of two matrices of long integers in slices of w bits: {@code A = Σ A_k·2^{wk}},
 * {@code B = Σ B_l·2^{wl}}, the slices with entries below 2^w in absolute value; the products
 * A_k·B_l with one k + l are summed up in {@code double}s.
 *
 * <p><b>Exactness.</b> With n terms, and m the smaller number of slices, at most m products of
 * slices have one k + l. w is chosen so that n·m·2^{2w} ≤ 2^53: every partial sum is an integer of
 * absolute value at most 2^53, and with such integers {@code double} arithmetic is exact, in any
 * order and with or without fused multiplications.
 *
 * <p>a·b multiplications of doubles for each of the n³ terms, a and b the numbers of slices, by
 * panels of B that stay in the cache.
 */
public final class SlicedProduct {
  private static final int EXACT_BITS = 53;
  private static final int PANEL = 64;

  /** Terms below which nothing is gained. */
  private static final long FEWEST_TERMS = 1 << 15;

  /** Rows or columns below which slicing costs more than it gains. */
  private static final int FEWEST_LINES = 8;

  private final int width;
  private final double[][][] left; // by slice, row, term
  private final double[][][] right; // by slice, term, column
  private final double[][][] sums; // by k + l, row, column

  private SlicedProduct(IntegerMatrix a, IntegerMatrix b) {
    int terms = a.columns();
    int leftBits = a.bitLength();
    int rightBits = b.bitLength();
    int w = EXACT_BITS / 2;
    while (2 * w + bits((long) terms * Math.min(slices(leftBits, w), slices(rightBits, w)))
        > EXACT_BITS) {
      w--;
    }
    width = w;
    left = sliced(a, slices(leftBits, w));
    right = sliced(b, slices(rightBits, w));
    sums = new double[left.length + right.length - 1][a.rows()][b.columns()];
  }

  private double[][][] sliced(IntegerMatrix matrix, int count) {
    double[][][] slices = new double[count][matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        BigInteger number = matrix.get(i, j);
        for (int k = 0; k < count; k++) {
          slices[k][i][j] = slice(number, k);
        }
      }
    }
    return slices;
  }

  /**
   * Whether a product of these shapes, rows × terms × columns, is faster this way than by sums of
   * products of big integers: not if there are few terms, or few of them for each entry to slice.
   */
  public static boolean pays(int rows, int terms, int columns) {
    return (long) rows * terms * columns >= FEWEST_TERMS
        && Math.min(rows, columns) >= FEWEST_LINES
        && terms < 1 << 20;
  }

  /**
   * All scalar products of rows of one matrix with rows of another, of one length, not 0.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static BigInteger[][] of(BigInteger[][] rows, BigInteger[][] others)
      throws InterruptedException {
    int terms = rows[0].length;
    SlicedProduct product =
        new SlicedProduct(
            IntegerMatrix.of(rows.length, terms, (i, t) -> rows[i][t]),
            IntegerMatrix.of(terms, others.length, (t, j) -> others[j][t]));
    for (int from = 0; from < terms; from += PANEL) {
      Interruption.check();
      product.addPanel(from);
    }
    BigInteger[][] result = new BigInteger[rows.length][others.length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = product.entry(i, j);
      }
    }
    return result;
  }

  /** The product of two matrices of fitting shapes, with at least one term. */
  static IntegerMatrix of(IntegerMatrix left, IntegerMatrix right) {
    SlicedProduct product = new SlicedProduct(left, right);
    for (int from = 0; from < left.columns(); from += PANEL) {
      product.addPanel(from);
    }
    return IntegerMatrix.of(left.rows(), right.columns(), product::entry);
  }

  /** Adds what the terms of a panel contribute. */
  private void addPanel(int from) {
    int to = Math.min(right[0].length, from + PANEL);
    for (int l = 0; l < right.length; l++) {
      for (int k = 0; k < left.length; k++) {
        for (int i = 0; i < left[k].length; i++) {
          add(sums[k + l][i], left[k][i], right[l], from, to);
        }
      }
    }
  }

  private BigInteger entry(int i, int j) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = sums.length - 1; k >= 0; k--) {
      sum = sum.shiftLeft(width).add(BigInteger.valueOf((long) sums[k][i][j]));
    }
    return sum;
  }

  /** sum += Σ factors[t]·rows[t], t from {@code from} to {@code to} - 1. */
  private static void add(double[] sum, double[] factors, double[][] rows, int from, int to) {
    int t = from;
    for (; t + 4 <= to; t += 4) {
      double[] r0 = rows[t];
      double[] r1 = rows[t + 1];
      double[] r2 = rows[t + 2];
      double[] r3 = rows[t + 3];
      double f0 = factors[t];
      double f1 = factors[t + 1];
      double f2 = factors[t + 2];
      double f3 = factors[t + 3];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += f0 * r0[j] + f1 * r1[j] + f2 * r2[j] + f3 * r3[j];
      }
    }
    for (; t < to; t++) {
      double[] row = rows[t];
      double factor = factors[t];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += factor * row[j];
      }
    }
  }

  private static int slices(int bits, int width) {
    return Math.max(1, (bits + width - 1) / width);
  }

  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /** Bits width·k to width·(k + 1) - 1 of the absolute value, with the sign. */
  private double slice(BigInteger number, int k) {
    long bits;
    if (number.bitLength() < Long.SIZE - 1) {
      int from = Math.min(k * width, Long.SIZE - 1); // there it is 0
      bits = Math.abs(number.longValue()) >>> from & (1L << width) - 1;
    } else {
      bits = number.abs().shiftRight(k * width).longValue() & (1L << width) - 1;
    }
    return number.signum() < 0 ? -bits : bits;
  }
}
