package org.dlmcert.certify.lift;

import java.util.Arrays;

/**
 * Guesses weights z &gt; 0 that make the largest of the quotients Σ_m z_m c_{m,n} / z_n small: the
 * Perron vector of c, by power iteration in integers of fixed point. Any positive weights prove
 * something; better ones a larger radius.
 */
final class BalancedWeights {
  /** The fractional bits of c. */
  static final int FRACTION = 20;

  /** The largest c, in units of its fraction. */
  static final long LARGEST = 1L << 30;

  private static final int STEPS = 40;
  private static final long TOP = 1L << 10;

  private final long[][] c;
  private final int size;

  /**
   * @param c from 0 to {@link #LARGEST}, row m and column n; 0 within a group
   */
  BalancedWeights(long[][] c) {
    this.c = c;
    this.size = c.length;
  }

  /** The weights, integers from 1 to 1024. */
  long[] find() {
    long[] z = new long[size];
    Arrays.fill(z, TOP);
    long[] best = z;
    long least = Long.MAX_VALUE;
    for (int step = 0; step <= STEPS; step++) {
      long[] sums = sums(z);
      long worst = 0;
      for (int n = 0; n < size; n++) {
        worst = Math.max(worst, sums[n] / z[n]);
      }
      if (worst < least) {
        least = worst;
        best = z;
      }
      if (worst == 0) {
        break;
      }
      z = next(z, sums, worst);
    }
    return best;
  }

  private long[] sums(long[] z) {
    long[] sums = new long[size];
    for (int m = 0; m < size; m++) {
      for (int n = 0; n < size; n++) {
        sums[n] += z[m] * c[m][n];
      }
    }
    return sums;
  }

  /** The mean of z and its image, scaled to the range. */
  private long[] next(long[] z, long[] sums, long worst) {
    long[] mean = new long[size];
    long top = 1;
    for (int n = 0; n < size; n++) {
      mean[n] = z[n] * 64 + sums[n] / Math.max(1, worst / 64);
      top = Math.max(top, mean[n]);
    }
    long[] next = new long[size];
    for (int n = 0; n < size; n++) {
      next[n] = Math.max(1, mean[n] * TOP / top);
    }
    return next;
  }
}
