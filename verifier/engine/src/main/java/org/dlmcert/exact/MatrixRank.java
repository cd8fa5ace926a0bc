package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The exact rank of an integer matrix over the rationals, with the evidence for both bounds.
 *
 * @param rank the rank r
 * @param prime a prime below 2^31
 * @param minorRows r rows, ascending
 * @param minorColumns r columns, ascending; the minor on these rows and columns is nonzero modulo
 *     the prime, so that the rank is at least r
 * @param deficiency the kernel vectors that make the rank at most r; empty if r is the number of
 *     rows or of columns
 */
public record MatrixRank(
    int rank,
    int prime,
    List<Integer> minorRows,
    List<Integer> minorColumns,
    Optional<Deficiency> deficiency) {

  /**
   * @throws IllegalArgumentException if the lists do not have {@code rank} indices
   */
  public MatrixRank {
    minorRows = List.copyOf(minorRows);
    minorColumns = List.copyOf(minorColumns);
    if (minorRows.size() != rank || minorColumns.size() != rank) {
      throw new IllegalArgumentException(
          "rank "
              + rank
              + " with a minor of shape "
              + minorRows.size()
              + "×"
              + minorColumns.size());
    }
  }

  /** On which side of the matrix a kernel vector is multiplied. */
  public enum Side {
    /** y A = 0, one entry per row. */
    LEFT,
    /** A v = 0, one entry per column. */
    RIGHT
  }

  /**
   * Kernel vectors, as many as the rank falls short of the number of rows (left) or columns
   * (right).
   *
   * @param vectors the kernel vectors as rows
   * @param prime a prime below 2^31 modulo which they are independent
   */
  public record Deficiency(Side side, IntegerMatrix vectors, int prime) {}

  /**
   * The rank of {@code matrix}. Full rank modulo one prime below 2^23 ends the question, at {@code
   * O(rows · columns · rank)} word operations; otherwise the kernel that this prime promises is
   * computed and verified exactly ({@link IntegerKernel}), with another prime if it proves unlucky.
   */
  public static MatrixRank of(IntegerMatrix matrix) {
    return of(matrix, IntegerKernel.guessPrimes());
  }

  /** The rank of {@code matrix}, as that of the matrix with its columns' denominators cleared. */
  public static MatrixRank of(RationalMatrix matrix) {
    return of(matrix.clearColumns().matrix());
  }

  /** The same, guessing with these primes in turn. */
  static MatrixRank of(IntegerMatrix matrix, Iterable<PrimeField> primes) {
    for (PrimeField field : primes) {
      RankProfile profile = ModularMatrix.rankProfile(field, matrix);
      if (profile.rank() == Math.min(matrix.rows(), matrix.columns())) {
        return of(profile, field, Optional.empty());
      }
      Optional<Deficiency> deficiency = deficiency(matrix, profile);
      if (deficiency.isPresent()) {
        return of(profile, field, deficiency);
      }
    }
    throw IntegerKernel.noPrimeLeft(matrix);
  }

  private static MatrixRank of(
      RankProfile profile, PrimeField field, Optional<Deficiency> deficiency) {
    return new MatrixRank(
        profile.rank(),
        field.modulus(),
        profile.pivotRows(),
        Arrays.stream(profile.columnIndices()).boxed().toList(),
        deficiency);
  }

  /** The kernel on the side where it is smaller; empty if the profile is not the true one. */
  private static Optional<Deficiency> deficiency(IntegerMatrix matrix, RankProfile profile) {
    boolean left = matrix.rows() < matrix.columns();
    Optional<IntegerMatrix> kernel =
        left
            ? IntegerKernel.basis(matrix.transpose(), profile.transpose())
            : IntegerKernel.basis(matrix, profile);
    return kernel.map(
        vectors -> new Deficiency(left ? Side.LEFT : Side.RIGHT, vectors, independent(vectors)));
  }

  /** A prime modulo which these independent rows are independent. */
  private static int independent(IntegerMatrix vectors) {
    for (PrimeField field : PrimeField.descending()) {
      // Echelon vectors are independent wherever their last nonzero entries are all nonzero.
      boolean nonzero = true;
      for (int k = 0; k < vectors.rows() && nonzero; k++) {
        nonzero = field.reduce(lastNonzero(vectors, k)) != 0;
      }
      if (nonzero) {
        return field.modulus();
      }
    }
    throw IntegerKernel.noPrimeLeft(vectors);
  }

  private static BigInteger lastNonzero(IntegerMatrix vectors, int row) {
    int j = vectors.columns() - 1;
    while (vectors.get(row, j).signum() == 0) {
      j--;
    }
    return vectors.get(row, j);
  }
}
