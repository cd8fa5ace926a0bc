package org.dlmcert.exact.sparse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.PrimeField;

/**
 * The exact rank of a sparse matrix over the rationals, with the evidence for both bounds. Columns
 * and rows without entries are left aside.
 *
 * @param rank the rank r
 * @param prime a prime below 2^31
 * @param pivots r pairs of row and column; elimination modulo the prime in this order meets no zero
 * @param side where the kernel vectors are multiplied: on the side with fewer lines with entries
 * @param kernel as many vectors as r falls short of these lines, each with one entry outside the
 *     pivots' lines, in ascending order of that entry
 */
public record SparseRank(
    int rank, int prime, List<Pivot> pivots, MatrixRank.Side side, List<List<Term>> kernel) {

  /** A pivot of the elimination. */
  public record Pivot(int row, int column) {}

  /** An entry of a kernel vector, not zero. */
  public record Term(int index, BigInteger value) {}

  /** Copies the lists. */
  public SparseRank {
    pivots = List.copyOf(pivots);
    kernel = List.copyOf(kernel);
  }

  /**
   * The rank of {@code matrix}. One elimination modulo a prime of 31 bits guesses it; each kernel
   * vector that this promises is lifted to the integers (J. D. Dixon, Exact solution of linear
   * equations using p-adic expansions, 1982) and verified exactly. A prime with which that fails is
   * followed by the next.
   */
  public static SparseRank of(SparseMatrix matrix) {
    return of(matrix, PrimeField.descending());
  }

  static SparseRank of(SparseMatrix matrix, Iterable<PrimeField> primes) {
    SparseIntegers integers = new SparseIntegers(matrix);
    MatrixRank.Side side =
        integers.rows() < integers.columnIndices.length
            ? MatrixRank.Side.LEFT
            : MatrixRank.Side.RIGHT;
    if (side == MatrixRank.Side.LEFT) {
      integers = new SparseIntegers(matrix.transpose());
    }
    for (PrimeField field : primes) {
      SparseElimination elimination = new SparseElimination(field, integers);
      Optional<List<List<Term>>> kernel = new SparseKernel(integers, elimination, field).vectors();
      if (kernel.isPresent()) {
        return of(integers, elimination, field, side, kernel.get());
      }
    }
    throw new IllegalStateException("no prime is left");
  }

  private static SparseRank of(
      SparseIntegers matrix,
      SparseElimination elimination,
      PrimeField field,
      MatrixRank.Side side,
      List<List<Term>> kernel) {
    List<Pivot> pivots = new ArrayList<>();
    for (int[] pivot : elimination.pivots) {
      int equation = matrix.rowIndices[pivot[0]];
      int unknown = matrix.columnIndices[pivot[1]];
      pivots.add(
          side == MatrixRank.Side.LEFT
              ? new Pivot(unknown, equation)
              : new Pivot(equation, unknown));
    }
    return new SparseRank(pivots.size(), field.modulus(), pivots, side, kernel);
  }
}
