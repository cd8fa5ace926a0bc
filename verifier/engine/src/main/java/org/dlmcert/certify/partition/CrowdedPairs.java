package org.dlmcert.certify.partition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * A set A of pairs of units and samples with Σ_i rank X_{A_i} + Σ_n rank {w^i : (i,n) ∉ A} below
 * the number of columns, with the proof of that (proofs/soundness.md, section 34).
 *
 * @param samples per unit the samples that it is paired with, ascending
 * @param orthogonalInputs per unit independent integer vectors, as rows of d entries, orthogonal to
 *     the inputs of these samples; none where these are so few that their number is bound enough
 * @param orthogonalWeights per sample independent integer vectors, as rows of k entries, orthogonal
 *     to the output weights of the units with noise on it that it is not paired with; none as above
 * @param orthogonalBiases if the output biases are trained, independent integer vectors, as rows of
 *     k entries, orthogonal to all those of the samples
 * @param prime a prime modulo which all these vectors are independent
 * @param room the sum of the two sums of ranks
 */
public record CrowdedPairs(
    List<List<Integer>> samples,
    List<IntegerMatrix> orthogonalInputs,
    List<IntegerMatrix> orthogonalWeights,
    Optional<IntegerMatrix> orthogonalBiases,
    int prime,
    long room) {
  public CrowdedPairs {
    samples = samples.stream().map(List::copyOf).toList();
    orthogonalInputs = List.copyOf(orthogonalInputs);
    orthogonalWeights = List.copyOf(orthogonalWeights);
  }

  /**
   * The proof that the room for the pairs of a set is what it is modulo a prime.
   *
   * @param inputs X, d×N
   * @param weights W_L, k×D
   * @param inside per unit its samples in the set
   * @param outside per sample its units with noise that are not in the set
   * @return empty if some rank over the rationals is larger, or there is room for all columns
   */
  static Optional<CrowdedPairs> of(
      IntegerMatrix inputs,
      IntegerMatrix weights,
      List<BitSet> inside,
      List<BitSet> outside,
      PrimeField field) {
    Bounds ofInputs = new Bounds(inputs, field);
    Bounds ofWeights = new Bounds(weights, field);
    List<IntegerMatrix> z = new ArrayList<>();
    List<IntegerMatrix> y = new ArrayList<>();
    long room = 0;
    for (BitSet set : inside) {
      Optional<Bound> bound = ofInputs.of(set);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      z.add(bound.get().orthogonal());
      room += bound.get().rank();
    }
    for (BitSet set : outside) {
      Optional<Bound> bound = ofWeights.of(set);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      y.add(bound.get().orthogonal());
      room += bound.get().rank();
    }
    if (room >= (long) inputs.columns() * weights.rows()) {
      return Optional.empty();
    }
    return Optional.of(
        new CrowdedPairs(
            inside.stream().map(set -> set.stream().boxed().toList()).toList(),
            z,
            y,
            Optional.empty(),
            primeOfIndependence(z, y),
            room));
  }

  /**
   * The same where the biases of all outputs are trained.
   *
   * @return empty if some rank over the rationals is larger, or there is room for all columns
   */
  static Optional<CrowdedPairs> withBiases(
      IntegerMatrix inputs,
      IntegerMatrix weights,
      List<BitSet> inside,
      List<BitSet> outside,
      PrimeField field) {
    Bounds ofInputs = new Bounds(inputs, field);
    List<Bound> bounds = new ArrayList<>();
    for (BitSet set : inside) {
      Optional<Bound> bound = ofInputs.of(set);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      bounds.add(bound.get());
    }
    Map<BitSet, IntegerMatrix> kernels = new HashMap<>();
    List<IntegerMatrix> y = new ArrayList<>();
    int k = weights.rows();
    for (BitSet set : outside) {
      y.add(
          kernels.computeIfAbsent(set, units -> kernel(weights.columns(units.stream().toArray()))));
    }
    List<List<BigInteger>> all = new ArrayList<>();
    kernels
        .values()
        .forEach(rows -> IntStream.range(0, rows.rows()).forEach(r -> all.add(rows.row(r))));
    IntegerMatrix common = kernel(IntegerMatrix.ofRows(k, all).transpose());
    long room =
        bounds.stream().mapToLong(Bound::rank).sum()
            + y.stream().mapToLong(rows -> k - rows.rows()).sum()
            + k
            - common.rows();
    if (room >= (long) inputs.columns() * k) {
      return Optional.empty();
    }
    List<IntegerMatrix> z = bounds.stream().map(Bound::orthogonal).toList();
    List<IntegerMatrix> vectors = new ArrayList<>(y);
    vectors.add(common);
    return Optional.of(
        new CrowdedPairs(
            inside.stream().map(set -> set.stream().boxed().toList()).toList(),
            z,
            y,
            Optional.of(common),
            primeOfIndependence(z, vectors),
            room));
  }

  /** Independent vectors, as rows, that span all vectors orthogonal to these columns. */
  private static IntegerMatrix kernel(IntegerMatrix columns) {
    return columns.columns() == 0
        ? IntegerMatrix.identity(columns.rows())
        : IntegerKernel.basis(columns.transpose());
  }

  private static int primeOfIndependence(List<IntegerMatrix> z, List<IntegerMatrix> y) {
    List<IntegerMatrix> distinct = Stream.concat(z.stream(), y.stream()).distinct().toList();
    for (PrimeField field : PrimeField.descending()) {
      if (distinct.stream().allMatch(rows -> TightSet.areIndependent(rows, field))) {
        return field.modulus();
      }
    }
    throw new IllegalStateException("independent vectors are dependent modulo every prime");
  }

  /** An upper bound for a rank, and the vectors that prove it. */
  private record Bound(int rank, IntegerMatrix orthogonal) {}

  /** Bounds for the ranks of sets of columns of one matrix; equal sets are looked at once. */
  private static final class Bounds {
    private final IntegerMatrix matrix;
    private final PrimeField field;
    private final Map<BitSet, Optional<Bound>> known = new HashMap<>();

    Bounds(IntegerMatrix matrix, PrimeField field) {
      this.matrix = matrix;
      this.field = field;
    }

    Optional<Bound> of(BitSet set) {
      return known.computeIfAbsent(set, this::bound);
    }

    private Optional<Bound> bound(BitSet set) {
      int[] columns = set.stream().toArray();
      int[] basis = SampleSpace.of(matrix, columns, field).basis();
      if (basis.length == columns.length) {
        return Optional.of(new Bound(columns.length, none()));
      }
      IntegerMatrix orthogonal =
          basis.length == 0
              ? IntegerMatrix.identity(matrix.rows())
              : IntegerKernel.basis(matrix.columns(basis).transpose());
      return orthogonal.times(matrix.columns(columns)).isZero()
          ? Optional.of(new Bound(basis.length, orthogonal))
          : Optional.empty();
    }

    private IntegerMatrix none() {
      return IntegerMatrix.ofRows(matrix.rows(), List.of());
    }
  }
}
