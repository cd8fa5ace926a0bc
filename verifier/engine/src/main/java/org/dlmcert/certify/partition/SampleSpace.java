package org.dlmcert.certify.partition;

import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * The columns of an integer matrix modulo a prime, in coordinates of the space that they span.
 *
 * <p>With a probability of the order of 1/p a dimension is missed. Then independent columns can
 * seem dependent, but never dependent ones independent; and a rank that is too low does not pass
 * the exact proofs of {@link TightSet} and {@link DatasetRank}.
 *
 * @param field the prime field
 * @param dimension the rank r of the matrix modulo the prime
 * @param vectors per column its r coordinates: those rows of the matrix that tell the vectors of
 *     the span apart, so that all linear relations modulo p are kept
 * @param basis r columns that are independent modulo the prime, ascending
 */
record SampleSpace(PrimeField field, int dimension, int[][] vectors, int[] basis) {
  private static final long SEED = 1965;

  /** The space of the given columns of a d×N matrix; O(N·d + r·d²). */
  static SampleSpace of(IntegerMatrix matrix, int[] columns, PrimeField field) {
    GroupBasis basis = basisOf(matrix, columns, field);
    // Slot j began with the j-th unit vector. Those still there complete the basis, so dropping
    // their rows is injective on the span of the columns.
    int[] kept =
        IntStream.range(0, matrix.rows()).filter(j -> basis.member(j) != GroupBasis.FREE).toArray();
    int[][] vectors = new int[columns.length][kept.length];
    for (int n = 0; n < columns.length; n++) {
      int[] residues = matrix.residues(columns[n], field);
      for (int k = 0; k < kept.length; k++) {
        vectors[n][k] = residues[kept[k]];
      }
    }
    return new SampleSpace(field, kept.length, vectors, basis.members());
  }

  /**
   * The basis of that space, without the coordinates of all columns, which take most of the memory:
   * O(d²) entries.
   */
  static int[] basis(IntegerMatrix matrix, int[] columns, PrimeField field) {
    return basisOf(matrix, columns, field).members();
  }

  private static GroupBasis basisOf(IntegerMatrix matrix, int[] columns, PrimeField field) {
    GroupBasis basis = new GroupBasis(field, matrix.rows(), new Random(SEED));
    for (int n = 0; n < columns.length && !basis.isFull(); n++) {
      int[] residues = matrix.residues(columns[n], field);
      int slot = basis.acceptingSlot(residues);
      if (slot != GroupBasis.FREE) {
        basis.place(slot, columns[n], residues);
      }
    }
    return basis;
  }
}
