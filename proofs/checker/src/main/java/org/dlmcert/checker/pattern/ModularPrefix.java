package org.dlmcert.checker.pattern;

import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.BlockColumns;

/**
 * Elimination modulo a prime below 2³¹ along a path of the pattern tree: level n chooses the slopes
 * of column n.
 *
 * <p>For every later sample and every unit it keeps the column that has only this unit's block,
 * reduced by the pivots of the path. A choice of slopes combines those of one sample, so siblings
 * share all reductions. Every product is below 2⁶².
 */
public final class ModularPrefix {
  private final int prime;
  private final int units;
  private final int length;
  private final int samples;
  private final ModularBasis field;
  private final long slope;
  // generators[n][m - n][i]: of unit i on sample m ≥ n, reduced by the pivots of samples below n.
  private final long[][][][] generators;

  ModularPrefix(int prime, BlockColumns columns, int units, Rational slope, Work work) {
    this.prime = prime;
    this.units = units;
    this.length = columns.length();
    this.samples = columns.size();
    this.field = new ModularBasis(prime, length);
    this.slope = new ModularBasis(prime, 1).residues(new Rational[] {slope}, work)[0];
    work.reserve(samples, samples / 2 + 1L, units, length);
    this.generators = new long[samples][][][];
    for (int n = 0; n < samples; n++) {
      generators[n] = new long[samples - n][units][length];
    }
    for (int m = 0; m < samples; m++) {
      long[] column = field.residues(columns.column(m), work);
      for (int i = 0; i < units; i++) {
        int from = i * columns.rows();
        System.arraycopy(column, from, generators[0][m][i], from, columns.rows());
      }
    }
  }

  /**
   * Appends sample n with slope s for the units in the mask and 1 for the others, to a path of the
   * samples below n.
   *
   * @return whether its column is independent of theirs; O((N - n)·units·length)
   */
  boolean push(int n, long mask) {
    long[] v = combination(n, mask);
    int pivot = 0;
    while (pivot < length && v[pivot] == 0) {
      pivot++;
    }
    if (pivot == length) {
      return false;
    }
    long inverse = field.inverse(v[pivot]);
    for (int j = 0; j < length; j++) {
      v[j] = v[j] * inverse % prime;
    }
    for (int m = n + 1; m < samples; m++) {
      for (int i = 0; i < units; i++) {
        long[] above = generators[n][m - n][i];
        long[] reduced = generators[n + 1][m - n - 1][i];
        long factor = prime - above[pivot];
        for (int j = 0; j < length; j++) {
          reduced[j] = (above[j] + factor * v[j]) % prime;
        }
      }
    }
    return true;
  }

  private long[] combination(int n, long mask) {
    long[] sum = new long[length];
    for (int i = 0; i < units; i++) {
      long factor = (mask >>> i & 1) == 1 ? slope : 1;
      for (int j = 0; j < length; j++) {
        sum[j] = (sum[j] + factor * generators[n][0][i][j]) % prime;
      }
    }
    return sum;
  }

  /**
   * Finds the next choice, from the given one on and below a bound, for the last column that makes
   * it depend on the path; the bound if there is none. O(length) for each choice, in Gray code
   * order.
   */
  long nextDependent(SlopeClasses classes, long from, long bound) {
    int last = samples - 1;
    long[][] change = new long[units][length];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < length; j++) {
        change[i][j] = (slope + prime - 1) * generators[last][0][i][j] % prime;
      }
    }
    long[] v = combination(last, classes.mask(from));
    for (long c = from; c < bound; c++) {
      if (c > from) {
        int unit = classes.unitChangedBefore(c);
        boolean toSlope = (classes.mask(c) >>> unit & 1) == 1;
        for (int j = 0; j < length; j++) {
          long x = v[j] + (toSlope ? change[unit][j] : prime - change[unit][j]);
          v[j] = x >= prime ? x - prime : x;
        }
      }
      if (isZero(v) && !classes.isLeftOut(c)) {
        return c;
      }
    }
    return bound;
  }

  /** Pivots are sought from the front, so nonzero residues are found soonest from the back. */
  private static boolean isZero(long[] v) {
    int j = v.length - 1;
    while (j >= 0 && v[j] == 0) {
      j--;
    }
    return j < 0;
  }
}
