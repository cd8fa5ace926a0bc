package org.dlmcert.exact;

/**
 * Rows of integers modulo a prime {@code p < 2^23}, held in {@code double}s: the inner loops of
 * {@link BlockedElimination}, in the shape in which the JIT compiler makes vector code of them.
 *
 * <p><b>Exactness.</b> Every {@code double} is an integer of absolute value below 2^53, where
 * {@code double} arithmetic is exact. Let {@code h = p/2 + p/2^20}, less than 2^22 + 8. An entry is
 * reduced if its absolute value is at most h, which is below p (for p = 2 and 3 too).
 *
 * <ul>
 *   <li><i>Accumulation</i>: to a reduced entry at most {@link #PRODUCTS} products of two reduced
 *       integers are added, so |x| and all partial sums are at most {@code h + 256 h²}, below 257 ·
 *       (2^22 + 8)² &lt; 2^53.
 *   <li><i>Reduction</i> of such an x: since {@code h ≤ 1 + p/2}, |x|/p &lt; 257 h²/p + 1 &lt;
 *       2^31. {@code x · (1/p)}, two roundings of relative error 2^-53 each, differs from x/p by
 *       less than 2^31 · 2^-51 = 2^-20. Adding and subtracting 1.5 · 2^52 rounds it to an integer
 *       q, so that |x - q p| is at most {@code p/2 + p/2^20}; the fused operation returns this
 *       integer exactly.
 * </ul>
 */
final class BalancedRows {
  /** Products an entry may take between two reductions; see the bound above. */
  static final int PRODUCTS = 256;

  private static final double ROUND = 0x1.8p52;

  private final double p;
  private final double inverse;

  BalancedRows(int prime) {
    this.p = prime;
    this.inverse = 1 / p;
  }

  /** Replaces the entries from..to-1 by reduced ones with the same residues. */
  void reduce(double[] row, int from, int to) {
    double minusP = -p;
    double inv = inverse;
    for (int j = from; j < to; j++) {
      double x = row[j];
      double q = (x * inv + ROUND) - ROUND;
      row[j] = Math.fma(q, minusP, x);
    }
  }

  /** Changes the signs of the entries from..to-1. */
  static void negate(double[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] = -row[j];
    }
  }

  /**
   * Adds to the rows from..to-1 of {@code targets}, at the positions begin..end-1, multiples of the
   * first {@code count} of {@code pivots}: row i takes {@code factors[i][first + k]} times pivot
   * row k. All read entries are reduced, and what is written is not reduced. Where the factors are
   * the targets, the positions {@code first + k} lie outside begin..end-1; no row is both target
   * and pivot row.
   */
  static void addMultiples(
      double[][] targets,
      int from,
      int to,
      double[][] factors,
      int first,
      double[][] pivots,
      int count,
      int begin,
      int end) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      int i = from;
      for (; i + 2 <= to; i += 2) {
        double[] c = targets[i];
        double[] d = targets[i + 1];
        addFour(c, d, factors[i], factors[i + 1], first + k, pivots, k, begin, end);
      }
      for (; i < to; i++) {
        for (int m = k; m < k + 4; m++) {
          addOne(targets[i], factors[i][first + m], pivots[m], begin, end);
        }
      }
    }
    for (; k < count; k++) {
      for (int i = from; i < to; i++) {
        addOne(targets[i], factors[i][first + k], pivots[k], begin, end);
      }
    }
  }

  /**
   * Four pivot rows for two targets: eight operations for six loads. JDK 17 makes vectors of
   * operations that are alike and have an operand in common, and would take one for c and one for d
   * together, which fails; with the factor as the first operand in one row and as the second in the
   * other they are not alike, and the loop is vectorized. A third row, or a fifth pivot row, ends
   * that.
   */
  private static void addFour(
      double[] c,
      double[] d,
      double[] f,
      double[] g,
      int at,
      double[][] pivots,
      int k,
      int from,
      int to) {
    double[] b0 = pivots[k];
    double[] b1 = pivots[k + 1];
    double[] b2 = pivots[k + 2];
    double[] b3 = pivots[k + 3];
    double f0 = f[at];
    double f1 = f[at + 1];
    double f2 = f[at + 2];
    double f3 = f[at + 3];
    double g0 = g[at];
    double g1 = g[at + 1];
    double g2 = g[at + 2];
    double g3 = g[at + 3];
    for (int j = from; j < to; j++) {
      double x0 = b0[j];
      double x1 = b1[j];
      double x2 = b2[j];
      double x3 = b3[j];
      double y = Math.fma(f3, x3, Math.fma(f2, x2, Math.fma(f1, x1, Math.fma(f0, x0, c[j]))));
      double z = Math.fma(x3, g3, Math.fma(x2, g2, Math.fma(x1, g1, Math.fma(x0, g0, d[j]))));
      c[j] = y;
      d[j] = z;
    }
  }

  private static void addOne(double[] c, double factor, double[] b, int from, int to) {
    for (int j = from; j < to; j++) {
      c[j] = Math.fma(factor, b[j], c[j]);
    }
  }
}
