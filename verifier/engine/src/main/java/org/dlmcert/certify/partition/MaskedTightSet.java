package org.dlmcert.certify.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * A set S of samples with |S| &gt; Σ_i rank(X_{S_i}), S_i the samples of S that unit i sees, with
 * the proof of that (proofs/soundness.md, section 15).
 *
 * @param samples S, ascending
 * @param orthogonal per unit independent integer vectors, as rows of d entries, each orthogonal to
 *     the inputs of the samples in S that the unit sees
 * @param prime a prime modulo which the vectors of each unit are independent
 */
public record MaskedTightSet(List<Integer> samples, List<IntegerMatrix> orthogonal, int prime) {
  public MaskedTightSet {
    samples = List.copyOf(samples);
    orthogonal = List.copyOf(orthogonal);
  }

  /** The most dimensions that the gradients of S can span: Σ_i (d - |Z_i|). */
  public long room() {
    return orthogonal.stream().mapToLong(z -> z.columns() - z.rows()).sum();
  }

  /**
   * The proof that a set of columns of a d×N matrix is tight.
   *
   * @param seen per unit the samples that it sees
   * @return empty if ranks over the rationals are larger than modulo the prime, and allow the set
   */
  static Optional<MaskedTightSet> of(
      IntegerMatrix inputs, List<BitSet> seen, int[] samples, PrimeField field) {
    List<IntegerMatrix> orthogonal = new ArrayList<>();
    int[] previous = {};
    for (int unit = 0; unit < seen.size(); unit++) {
      BitSet admitted = seen.get(unit);
      int[] part = Arrays.stream(samples).filter(admitted::get).toArray();
      if (unit > 0 && Arrays.equals(part, previous)) {
        orthogonal.add(orthogonal.get(unit - 1));
        continue;
      }
      previous = part;
      int[] basis = SampleSpace.basis(inputs, part, field);
      IntegerMatrix vectors = IntegerKernel.basis(inputs.columns(basis).transpose());
      if (!vectors.times(inputs.columns(part)).isZero()) {
        return Optional.empty();
      }
      orthogonal.add(vectors);
    }
    MaskedTightSet set =
        new MaskedTightSet(
            Arrays.stream(samples).boxed().toList(), orthogonal, primeOfIndependence(orthogonal));
    return Optional.of(set).filter(s -> s.samples.size() > s.room());
  }

  private static int primeOfIndependence(List<IntegerMatrix> lists) {
    for (PrimeField field : PrimeField.descending()) {
      if (lists.stream().distinct().allMatch(z -> TightSet.areIndependent(z, field))) {
        return field.modulus();
      }
    }
    throw new IllegalStateException("independent vectors are dependent modulo every prime");
  }
}
