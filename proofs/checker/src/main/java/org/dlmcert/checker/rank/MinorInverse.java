package org.dlmcert.checker.rank;

import java.util.Arrays;
import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.algebra.Steps;

/**
 * The inverse of a square matrix modulo a prime p, by elimination.
 *
 * <p>Sums are reduced only where an entry is used: r·p² is below 2⁶².
 */
record MinorInverse(long prime, Steps steps) {

  /**
   * Inverts a matrix that is given by its columns.
   *
   * @return the columns of the inverse, with entries from 0 to p - 1; O(r³)
   */
  long[][] of(long[][] columns) {
    int r = columns.length;
    // Column n of the matrix beside the unit vector n; operations on columns invert from the right.
    long[][] lines = new long[r][];
    int[] pivots = new int[r];
    ModularBasis field = new ModularBasis(Math.toIntExact(prime), r);
    for (int n = 0; n < r; n++) {
      long[] line = Arrays.copyOf(columns[n], 2 * r);
      line[r + n] = 1;
      reduce(line, 0);
      for (int q = 0; q < n; q++) {
        eliminate(line, lines[q], pivots[q], 0, r + q + 1);
      }
      reduce(line, 0);
      int pivot = 0;
      while (pivot < r && line[pivot] == 0) {
        pivot++;
      }
      int found = pivot;
      int at = n;
      steps.require(
          found < r,
          "minor_columns",
          () -> "line " + at + " of the minor depends on the ones before it modulo " + prime);
      long inverse = field.inverse(line[pivot]);
      for (int j = 0; j < 2 * r; j++) {
        line[j] = line[j] * inverse % prime;
      }
      lines[n] = line;
      pivots[n] = pivot;
    }
    long[][] result = new long[r][];
    for (int n = r - 1; n >= 0; n--) {
      for (int q = n + 1; q < r; q++) {
        eliminate(lines[n], lines[q], pivots[q], r, 2 * r);
      }
      reduce(lines[n], r);
      result[pivots[n]] = Arrays.copyOfRange(lines[n], r, 2 * r);
    }
    return result;
  }

  /**
   * Adds the multiple of the other line that makes the entry at its pivot zero, from here to there.
   */
  private void eliminate(long[] line, long[] other, int pivot, int from, int to) {
    long entry = Math.floorMod(line[pivot], prime);
    if (entry != 0) {
      long factor = prime - entry;
      for (int j = from; j < to; j++) {
        line[j] += factor * other[j];
      }
    }
  }

  private void reduce(long[] line, int from) {
    for (int j = from; j < line.length; j++) {
      line[j] = Math.floorMod(line[j], prime);
    }
  }
}
