package org.dlmcert.numeric.newton;

import java.util.Arrays;

/**
 * A well-conditioned choice of rows of a matrix: each time the row that is farthest from the span
 * of those chosen before (QR with pivoting, Businger and Golub 1965, by modified Gram-Schmidt
 * steps). Commons Math pivots by the norms of whole columns, which chooses dependent ones.
 */
final class IndependentRows {
  private IndependentRows() {}

  /**
   * A choice.
   *
   * @param rows in increasing order
   * @param lastShare the distance of the last row from the span of those before, as a share of the
   *     length of the first: about 0 if the rows are dependent
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  record Choice(int[] rows, double lastShare) {}

  /**
   * Chooses rows.
   *
   * @param matrix at least {@code count} rows of equal length; not changed
   * @param weights a factor for each row: large ones are preferred; 0 excludes a row
   */
  static Choice choose(double[][] matrix, double[] weights, int count) {
    double[][] rest = new double[matrix.length][];
    for (int r = 0; r < rest.length; r++) {
      rest[r] = matrix[r].clone();
    }
    int[] chosen = new int[count];
    boolean[] taken = new boolean[rest.length];
    double first = 0;
    double last = 0;
    for (int k = 0; k < count; k++) {
      chosen[k] = farthest(rest, weights, taken);
      taken[chosen[k]] = true;
      double[] direction = rest[chosen[k]].clone();
      double square = dot(direction, direction);
      first = k == 0 ? square : first;
      last = square;
      for (int r = 0; square > 0 && r < rest.length; r++) {
        if (!taken[r] && weights[r] != 0) {
          double factor = dot(rest[r], direction) / square;
          for (int c = 0; c < direction.length; c++) {
            rest[r][c] -= factor * direction[c];
          }
        }
      }
    }
    Arrays.sort(chosen);
    return new Choice(chosen, first == 0 ? 0 : Math.sqrt(last / first));
  }

  private static int farthest(double[][] rest, double[] weights, boolean[] taken) {
    int best = -1;
    double distance = 0;
    for (int r = 0; r < rest.length; r++) {
      double own = weights[r] * weights[r] * dot(rest[r], rest[r]);
      if (!taken[r] && (best < 0 || own > distance)) { // the first one also if it is no number
        best = r;
        distance = own;
      }
    }
    return best;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += a[c] * b[c];
    }
    return sum;
  }
}
