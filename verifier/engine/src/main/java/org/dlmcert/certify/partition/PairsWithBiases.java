package org.dlmcert.certify.partition;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;

/**
 * Pairs of units and samples as {@link CommonPairs} looks for them, where the biases of the outputs
 * are trained as well and make up for up to k pairs: with f_n unit vectors, the vectors f_n ⊗ w^i
 * of the pairs and Σ_n f_n ⊗ e_c of the outputs have to be independent (proofs/soundness.md,
 * section 33).
 *
 * <p>First without biases. If that fails by more than k pairs, biases do not help. Otherwise those
 * pairs that were found are tried, without some that are drawn so that k are missing; they are
 * nearly always independent. If not, and the problem is small, {@link BiasedExchanges} decides.
 */
public final class PairsWithBiases {
  private static final int DRAWS = 40;

  /** The second matroid of the exchanges is a dense matrix of so many rows. */
  private static final int MOST_COLUMNS = 300;

  private final InputSide inputs;
  private final IntegerMatrix weights;
  private final List<BitSet> seen;
  private final Progress progress;

  /**
   * @param inputs the side of the inputs
   * @param weights W_L, k×D; multiplying columns by nonzero numbers changes nothing
   * @param seen per unit the samples on which it has noise
   */
  public PairsWithBiases(
      InputSide inputs, IntegerMatrix weights, List<BitSet> seen, Progress progress) {
    this.inputs = inputs;
    this.weights = weights;
    this.seen = seen;
    this.progress = progress;
  }

  /** What {@link #search} finds. */
  public sealed interface Answer {}

  /** The pairs, and the outputs whose biases take part. */
  public record Found(CommonPairs.Found pairs) implements Answer {}

  /** The proof that there are no such pairs. */
  public record TooFew(CrowdedPairs proof) implements Answer {}

  /** Neither was found, and the problem is too large for certainty. */
  public record Unknown() implements Answer {}

  /** Searches from these pairs on, per unit samples. */
  public Answer search(List<List<Integer>> start) {
    CommonPairs.Answer without = new CommonPairs(inputs, weights, seen, progress).search(start);
    if (without instanceof CommonPairs.Found found) {
      return new Found(found);
    }
    CommonPairs.TooFew tooFew = (CommonPairs.TooFew) without;
    PrimeField field = PrimeField.of(tooFew.most().prime());
    Optional<CrowdedPairs> crowd = crowd(tooFew.proof().samples(), field);
    if (crowd.isPresent()) {
      return new TooFew(crowd.get());
    }
    int missing = inputs.samples() * weights.rows() - tooFew.most().size();
    if (missing > weights.rows()) {
      return new Unknown();
    }
    Optional<CommonPairs.Found> drawn = drawn(tooFew.most(), weights.rows() - missing, field);
    if (drawn.isPresent()) {
      return new Found(drawn.get());
    }
    return inputs.samples() * weights.rows() > MOST_COLUMNS
        ? new Unknown()
        : exchanged(tooFew.most().samples());
  }

  private Answer exchanged(List<List<Integer>> start) {
    for (PrimeField field : PrimeField.descending()) {
      BiasedExchanges run = new BiasedExchanges(inputs.vectors(field), weights, seen, field);
      Optional<List<List<Integer>>> blocking = run.fill(start);
      if (blocking.isEmpty()) {
        return new Found(run.result());
      }
      Optional<CrowdedPairs> crowd = crowd(blocking.get(), field);
      if (crowd.isPresent()) {
        return new TooFew(crowd.get());
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  /** The proof from a set of pairs, per unit its samples. */
  private Optional<CrowdedPairs> crowd(List<List<Integer>> pairs, PrimeField field) {
    List<BitSet> inside = new ArrayList<>();
    for (List<Integer> samples : pairs) {
      BitSet own = new BitSet();
      samples.forEach(own::set);
      inside.add(own);
    }
    return CrowdedPairs.withBiases(inputs, weights, seen, inside, field);
  }

  /** Leaves out some pairs, so that the biases of all outputs have room. */
  private Optional<CommonPairs.Found> drawn(
      CommonPairs.Found most, int leaveOut, PrimeField field) {
    Random random = new Random(1970);
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < most.samples().size(); i++) {
      for (int n : most.samples().get(i)) {
        pairs.add(new int[] {i, n});
      }
    }
    for (int draw = 0; draw < DRAWS && leaveOut <= pairs.size(); draw++) {
      List<List<Integer>> kept = new ArrayList<>();
      most.samples().forEach(samples -> kept.add(new ArrayList<>(samples)));
      Collections.shuffle(pairs, random);
      for (int[] pair : pairs.subList(0, leaveOut)) {
        kept.get(pair[0]).remove(Integer.valueOf(pair[1]));
      }
      if (spanWithBiases(kept, field)) {
        return Optional.of(
            new CommonPairs.Found(
                field.modulus(), kept, IntStream.range(0, weights.rows()).boxed().toList()));
      }
    }
    return Optional.empty();
  }

  /** Whether the vectors of the samples that miss units, and those of the biases, are a basis. */
  private boolean spanWithBiases(List<List<Integer>> pairs, PrimeField field) {
    int k = weights.rows();
    List<List<Integer>> unitsOf =
        IntStream.range(0, inputs.samples())
            .<List<Integer>>mapToObj(n -> new ArrayList<>())
            .toList();
    for (int i = 0; i < pairs.size(); i++) {
      for (int n : pairs.get(i)) {
        unitsOf.get(n).add(i);
      }
    }
    List<List<Integer>> missing = unitsOf.stream().filter(units -> units.size() < k).toList();
    PairVectors vectors = new PairVectors(weights, missing.size(), field);
    GroupBasis basis = new GroupBasis(field, vectors.length(), new Random(0));
    boolean independent = true;
    for (int c = 0; c < k && independent; c++) {
      independent = place(basis, vectors.ofBias(c));
    }
    for (int m = 0; m < missing.size() && independent; m++) {
      for (int i : missing.get(m)) {
        independent &= place(basis, vectors.ofPair(i, m));
      }
    }
    return independent;
  }

  private static boolean place(GroupBasis basis, int[] vector) {
    int slot = basis.acceptingSlot(vector);
    return slot != GroupBasis.FREE && basis.place(slot, 0, vector);
  }
}
