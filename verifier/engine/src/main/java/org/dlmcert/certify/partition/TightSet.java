package org.dlmcert.certify.partition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * A set of samples whose inputs span too small a space for some number of groups, with the proof of
 * that (proofs/soundness.md, section 2).
 *
 * @param samples the samples, ascending
 * @param rank an upper bound for the rank of their inputs: d minus the number of orthogonal vectors
 * @param orthogonal independent integer vectors, as rows of d entries, each orthogonal to the
 *     inputs of all the samples
 * @param prime a prime modulo which the orthogonal vectors are independent
 */
public record TightSet(List<Integer> samples, int rank, IntegerMatrix orthogonal, int prime) {
  private static final int BLOCK = 1024;

  public TightSet {
    samples = List.copyOf(samples);
  }

  /**
   * Whether these samples cannot be divided into so many groups with independent inputs.
   *
   * @param copies in how many groups each sample has to be
   */
  public boolean refutes(int groups, int copies) {
    return (long) copies * samples.size() > (long) groups * rank;
  }

  /**
   * The same where the biases of so many outputs are trained, too (proofs/soundness.md, section
   * 33).
   */
  public boolean refutesWithBiases(int units, int outputs) {
    return outputs > units && samples.size() >= 2
        || (long) outputs * samples.size() > (long) units * rank + outputs;
  }

  /** Two samples, for fewer units than outputs whose biases are trained. */
  public static TightSet ofTwo(IntegerMatrix inputs) {
    return new TightSet(
        List.of(0, 1),
        inputs.rows(),
        IntegerMatrix.ofRows(inputs.rows(), List.of()),
        PrimeField.LARGEST_PRIME);
  }

  /**
   * The proof that a set of columns of a d×N matrix has the rank that it has modulo a prime.
   *
   * @return empty if the rank over the rationals is larger
   */
  static Optional<TightSet> of(IntegerMatrix inputs, int[] samples, PrimeField field) {
    int[] basis = SampleSpace.basis(inputs, samples, field);
    IntegerMatrix orthogonal = IntegerKernel.basis(inputs.columns(basis).transpose());
    if (!areOrthogonal(orthogonal, inputs, samples)) {
      return Optional.empty();
    }
    return Optional.of(
        new TightSet(
            Arrays.stream(samples).boxed().toList(),
            basis.length,
            orthogonal,
            primeOfIndependence(orthogonal)));
  }

  /** The same for the rank modulo the first prime for which there is a proof. */
  public static Optional<TightSet> of(IntegerMatrix inputs, int[] samples) {
    return of(inputs, samples, PrimeField.largest());
  }

  private static int primeOfIndependence(IntegerMatrix vectors) {
    for (PrimeField field : PrimeField.descending()) {
      if (areIndependent(vectors, field)) {
        return field.modulus();
      }
    }
    throw new IllegalStateException("independent vectors are dependent modulo every prime");
  }

  /** Whether the rows are linearly independent modulo the prime. */
  static boolean areIndependent(IntegerMatrix rows, PrimeField field) {
    int[] all = IntStream.range(0, rows.rows()).toArray();
    return SampleSpace.basis(rows.transpose(), all, field).length == all.length;
  }

  /**
   * Whether all rows are orthogonal to these columns: a block of columns at a time, so that neither
   * a copy of all nor the whole product is in memory.
   */
  static boolean areOrthogonal(IntegerMatrix rows, IntegerMatrix inputs, int[] samples) {
    for (int from = 0; from < samples.length; from += BLOCK) {
      int[] block = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + BLOCK));
      if (!rows.times(inputs.columns(block)).isZero()) {
        return false;
      }
    }
    return true;
  }
}
