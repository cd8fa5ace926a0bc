package org.dlmcert.certify.partition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 *     the inputs of these samples; none where these are so few that their number is bound enough.
 *     Empty if the inputs are generic: then the units that are alive on these samples bound the
 *     rank
 * @param orthogonalWeights per sample independent integer vectors, as rows of k entries, orthogonal
 *     to the output weights of the units with noise on it that it is not paired with; none as above
 * @param orthogonalBiases if the output biases are trained, independent integer vectors, as rows of
 *     k entries, orthogonal to all those of the samples
 * @param prime a prime modulo which all these vectors are independent
 * @param room the sum of the two sums of ranks
 */
public record CrowdedPairs(
    List<List<Integer>> samples,
    Optional<List<IntegerMatrix>> orthogonalInputs,
    List<IntegerMatrix> orthogonalWeights,
    Optional<IntegerMatrix> orthogonalBiases,
    int prime,
    long room) {
  public CrowdedPairs {
    samples = samples.stream().map(List::copyOf).toList();
    orthogonalInputs = orthogonalInputs.map(List::copyOf);
    orthogonalWeights = List.copyOf(orthogonalWeights);
  }

  /**
   * The proof that the room for the pairs of a set is what it is modulo a prime.
   *
   * @param inputs the inputs
   * @param weights W_L, k×D
   * @param seen per unit its samples with noise
   * @param inside per unit its samples in the set
   * @return empty if some rank over the rationals is larger, or there is room for all columns
   */
  static Optional<CrowdedPairs> of(
      InputSide inputs,
      IntegerMatrix weights,
      List<BitSet> seen,
      List<BitSet> inside,
      PrimeField field) {
    Optional<List<RankBound>> ofInputs = bounds(inputs.bounds(field), inside);
    Optional<List<RankBound>> ofWeights =
        ofInputs.flatMap(
            bounds ->
                bounds(
                    KnownInputs.ofColumns(weights, field),
                    outside(seen, bounds, inputs.samples())));
    if (ofWeights.isEmpty()) {
      return Optional.empty();
    }
    long room =
        Stream.concat(ofInputs.get().stream(), ofWeights.get().stream())
            .mapToLong(RankBound::rank)
            .sum();
    List<IntegerMatrix> y =
        ofWeights.get().stream().map(bound -> bound.orthogonal().orElseThrow()).toList();
    return room < (long) inputs.samples() * weights.rows()
        ? Optional.of(of(ofInputs.get(), y, Optional.empty(), room))
        : Optional.empty();
  }

  /**
   * The same where the biases of all outputs are trained.
   *
   * @return empty if some rank over the rationals is larger, or there is room for all columns
   */
  static Optional<CrowdedPairs> withBiases(
      InputSide inputs,
      IntegerMatrix weights,
      List<BitSet> seen,
      List<BitSet> inside,
      PrimeField field) {
    Optional<List<RankBound>> bounds = bounds(inputs.bounds(field), inside);
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    Map<BitSet, IntegerMatrix> kernels = new HashMap<>();
    List<IntegerMatrix> y = new ArrayList<>();
    int k = weights.rows();
    for (BitSet set : outside(seen, bounds.get(), inputs.samples())) {
      y.add(
          kernels.computeIfAbsent(set, units -> kernel(weights.columns(units.stream().toArray()))));
    }
    List<List<BigInteger>> all = new ArrayList<>();
    kernels
        .values()
        .forEach(rows -> IntStream.range(0, rows.rows()).forEach(r -> all.add(rows.row(r))));
    IntegerMatrix common = kernel(IntegerMatrix.ofRows(k, all).transpose());
    long room =
        bounds.get().stream().mapToLong(RankBound::rank).sum()
            + y.stream().mapToLong(rows -> k - rows.rows()).sum()
            + k
            - common.rows();
    return room < (long) inputs.samples() * k
        ? Optional.of(of(bounds.get(), y, Optional.of(common), room))
        : Optional.empty();
  }

  private static CrowdedPairs of(
      List<RankBound> inputs, List<IntegerMatrix> y, Optional<IntegerMatrix> common, long room) {
    List<IntegerMatrix> z = inputs.stream().flatMap(b -> b.orthogonal().stream()).toList();
    List<IntegerMatrix> vectors = new ArrayList<>(y);
    common.ifPresent(vectors::add);
    boolean known = inputs.stream().allMatch(bound -> bound.orthogonal().isPresent());
    return new CrowdedPairs(
        inputs.stream().map(bound -> bound.columns().stream().boxed().toList()).toList(),
        known ? Optional.of(z) : Optional.empty(),
        y,
        common,
        primeOfIndependence(z, vectors),
        room);
  }

  /** The bounds for all sets, if there is one for each. */
  private static Optional<List<RankBound>> bounds(
      Function<BitSet, Optional<RankBound>> of, List<BitSet> sets) {
    List<RankBound> bounds = new ArrayList<>();
    for (BitSet set : sets) {
      Optional<RankBound> bound = of.apply(set);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      bounds.add(bound.get());
    }
    return Optional.of(bounds);
  }

  /** Per sample its units with noise that are not in the set. */
  private static List<BitSet> outside(List<BitSet> seen, List<RankBound> inside, int samples) {
    List<BitSet> outside = IntStream.range(0, samples).mapToObj(n -> new BitSet()).toList();
    for (int i = 0; i < inside.size(); i++) {
      int unit = i;
      BitSet left = (BitSet) seen.get(i).clone();
      left.andNot(inside.get(i).columns());
      left.stream().forEach(n -> outside.get(n).set(unit));
    }
    return outside;
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
}
