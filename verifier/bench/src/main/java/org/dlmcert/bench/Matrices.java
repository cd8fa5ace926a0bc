package org.dlmcert.bench;

import java.util.Random;
import org.dlmcert.exact.IntegerMatrix;

/** The seeded matrices that the benchmarks run on. */
final class Matrices {
  private static final long SEED = 1;

  private Matrices() {}

  /** Random signed integers of this many bits. */
  static IntegerMatrix random(int rows, int columns, int bits) {
    Random random = new Random(SEED);
    int half = 1 << (bits - 1);
    return IntegerMatrix.ofSmall(rows, columns, (i, j) -> random.nextInt(2 * half) - half);
  }

  /** Column n is the Kronecker product of the n-th columns of two random 8-bit matrices. */
  static IntegerMatrix khatriRao(int left, int right, int columns) {
    IntegerMatrix a = random(left + right, columns, 8);
    return IntegerMatrix.of(
        left * right, columns, (i, n) -> a.get(i / right, n).multiply(a.get(left + i % right, n)));
  }

  /** A random matrix of entries 0 to 16 whose last rows repeat sums of its first ones. */
  static IntegerMatrix pixels(int rows, int rank, int columns) {
    Random random = new Random(SEED);
    IntegerMatrix scores = IntegerMatrix.ofSmall(rank, columns, (i, j) -> random.nextInt(9));
    return IntegerMatrix.of(
        rows,
        columns,
        (i, j) ->
            i < rank
                ? scores.get(i, j)
                : scores.get(i - rank, j).add(scores.get((2 * i + 1) % rank, j)));
  }
}
