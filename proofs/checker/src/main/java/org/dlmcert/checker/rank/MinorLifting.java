package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;

/**
 * Shows that a minor B is not zero modulo a prime p, and that all minors of B with one more row and
 * column are zero: the p-adic digits of A₂₁·B⁻¹·A₁₂ are those of A₂₂, as many as it takes
 * (soundness.md section 10). The columns outside B are taken a few at a time, which keeps them in
 * the cache.
 */
final class MinorLifting {
  private static final int AT_A_TIME = 12;

  private final long[][] matrix;
  private final int[] rows;
  private final int[] columns;
  private final long prime;

  /** The rows and columns of the minor, increasing; every sum below stays under 2⁶². */
  MinorLifting(long[][] matrix, int[] rows, int[] columns, int prime) {
    this.matrix = matrix;
    this.rows = rows;
    this.columns = columns;
    this.prime = prime;
  }

  void check(Steps steps) {
    int r = rows.length;
    int height = matrix.length;
    int width = height == 0 ? 0 : matrix[0].length;
    int[] order = IntStream.concat(Arrays.stream(rows), others(height, rows)).toArray();
    int[] outside = others(width, columns).toArray();
    steps.work().add(2, r, r, r);
    steps.work().reserve(2L * r + AT_A_TIME, r + (long) height);
    long[][] inverse = new MinorInverse(prime, steps).of(columnsOf(columns, rows));
    if (outside.length == 0 || height == r) {
      return;
    }
    long digits = digits(steps);
    steps.work().add(digits, outside.length, r + 1L, r + (long) height);
    long[][] left = columnsOf(columns, order);
    for (int from = 0; from < outside.length; from += AT_A_TIME) {
      int to = Math.min(outside.length, from + AT_A_TIME);
      long[][] rest = columnsOf(Arrays.copyOfRange(outside, from, to), order);
      for (long t = 0; t < digits; t++) {
        long[][] digit = digit(inverse, rest);
        subtractProduct(left, digit, rest);
        divide(rest, t, steps);
      }
    }
  }

  /** The least k for which p^k is larger than every minor with r + 1 rows (Hadamard). */
  private long digits(Steps steps) {
    steps.work().add(matrix.length, matrix[0].length);
    BigInteger bound = BigInteger.ONE;
    for (int i : rows) {
      bound = bound.multiply(square(matrix[i]));
      steps.work().add((bound.bitLength() + 59) / 60, 3);
    }
    BigInteger largest = BigInteger.ZERO;
    for (int i : others(matrix.length, rows).toArray()) {
      largest = largest.max(square(matrix[i]));
    }
    bound = bound.multiply(largest);
    // Each factor p² has at least that many bits: more digits than needed do no harm.
    int bits = BigInteger.valueOf(prime * prime).bitLength() - 1;
    return bound.bitLength() / bits + 1L;
  }

  private static BigInteger square(long[] row) {
    BigInteger sum = BigInteger.ZERO;
    for (long entry : row) {
      sum = sum.add(BigInteger.valueOf(entry).pow(2));
    }
    return sum;
  }

  /** The next digit of B⁻¹·R, one column for each column of the rest. */
  private long[][] digit(long[][] inverse, long[][] rest) {
    int r = rows.length;
    long[][] residues = new long[rest.length][r];
    long[][] digit = new long[rest.length][r];
    for (int j = 0; j < rest.length; j++) {
      for (int i = 0; i < r; i++) {
        residues[j][i] = Math.floorMod(-rest[j][i], prime);
      }
    }
    subtractProduct(inverse, residues, digit);
    for (long[] column : digit) {
      for (int i = 0; i < r; i++) {
        column[i] = Math.floorMod(column[i], prime);
      }
    }
    return digit;
  }

  private void divide(long[][] rest, long t, Steps steps) {
    for (long[] column : rest) {
      long remainders = 0;
      for (int i = 0; i < column.length; i++) {
        long quotient = column[i] / prime;
        remainders |= column[i] - quotient * prime;
        column[i] = quotient;
      }
      steps.require(
          remainders == 0,
          "minor_rows",
          () -> "a minor with one more row and column is not zero: digit " + t);
    }
  }

  /**
   * Subtracts from every column of {@code target} the combination of {@code columns}, two of them
   * in one pass over the target; three are more than the compiler makes vectors of.
   */
  private static void subtractProduct(long[][] columns, long[][] factors, long[][] target) {
    int last = columns.length - 1;
    for (int l = 0; l < last; l += 2) {
      for (int j = 0; j < target.length; j++) {
        subtract(columns[l], factors[j][l], columns[l + 1], factors[j][l + 1], target[j]);
      }
    }
    if (columns.length % 2 == 1) {
      for (int j = 0; j < target.length; j++) {
        subtract(columns[last], factors[j][last], columns[last], 0, target[j]);
      }
    }
  }

  private static void subtract(long[] a, long f, long[] b, long g, long[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] - a[i] * f - b[i] * g;
    }
  }

  private long[][] columnsOf(int[] chosen, int[] order) {
    long[][] result = new long[chosen.length][order.length];
    for (int j = 0; j < chosen.length; j++) {
      for (int i = 0; i < order.length; i++) {
        result[j][i] = matrix[order[i]][chosen[j]];
      }
    }
    return result;
  }

  private static IntStream others(int size, int[] chosen) {
    return IntStream.range(0, size).filter(i -> Arrays.binarySearch(chosen, i) < 0);
  }
}
