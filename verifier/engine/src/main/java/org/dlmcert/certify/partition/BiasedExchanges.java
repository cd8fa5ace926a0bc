package org.dlmcert.certify.partition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Interruption;

/**
 * A largest common independent set of two matroids on the pairs of units and samples, modulo a
 * prime, by shortest augmenting paths (see {@link CommonPairs}). The first matroid is the direct
 * sum over the units of the inputs; the second is that of the vectors f_n ⊗ w^i, with the biases of
 * all outputs contracted: they are free on the first side, so some largest common set has them all.
 *
 * <p>The second side is one dense basis of N·k vectors: for small problems only.
 */
final class BiasedExchanges {
  private static final int NOWHERE = -1;

  private final int samples;
  private final int units;
  private final int outputs;
  private final List<BitSet> seen;
  private final PrimeField field;
  private final SampleSpace space;
  private final PairVectors vectors;
  private final Random random = new Random(1970);
  private BitSet pairs = new BitSet(); // unit · N + sample
  private GroupBasis[] ofUnits;
  private GroupBasis together;

  BiasedExchanges(
      IntegerMatrix inputs, IntegerMatrix weights, List<BitSet> seen, PrimeField field) {
    this.samples = inputs.columns();
    this.units = weights.columns();
    this.outputs = weights.rows();
    this.seen = seen;
    this.field = field;
    this.space = SampleSpace.of(inputs, IntStream.range(0, samples).toArray(), field);
    this.vectors = new PairVectors(weights, samples, field);
    this.ofUnits = new GroupBasis[units];
    this.together = new GroupBasis(field, vectors.length(), random);
    rebuild(pairs);
  }

  /**
   * Finds as many pairs as there are columns that the biases leave.
   *
   * @param start per unit samples; those that are dependent are left out
   * @return per unit the samples of a set of pairs that has no room for more, if there is one
   */
  Optional<List<List<Integer>>> fill(List<List<Integer>> start) {
    for (int i = 0; i < start.size(); i++) {
      for (int n : start.get(i)) {
        takeIfFree(i * samples + n);
      }
    }
    for (int pair = 0; pair < units * samples; pair++) {
      if (seen.get(pair / samples).get(pair % samples)) {
        takeIfFree(pair);
      }
    }
    while (pairs.cardinality() < (samples - 1) * outputs) {
      Interruption.check();
      Optional<BitSet> reached = augment();
      if (reached.isPresent()) {
        return Optional.of(notReached(reached.get()));
      }
    }
    return Optional.empty();
  }

  CommonPairs.Found result() {
    return new CommonPairs.Found(
        field.modulus(),
        IntStream.range(0, units)
            .mapToObj(
                i ->
                    IntStream.range(0, samples)
                        .filter(n -> pairs.get(i * samples + n))
                        .boxed()
                        .toList())
            .toList(),
        IntStream.range(0, outputs).boxed().toList());
  }

  private List<List<Integer>> notReached(BitSet reached) {
    return IntStream.range(0, units)
        .mapToObj(
            i -> seen.get(i).stream().filter(n -> !reached.get(i * samples + n)).boxed().toList())
        .toList();
  }

  private int[] input(int pair) {
    return space.vectors()[pair % samples];
  }

  private int[] vector(int pair) {
    return vectors.ofPair(pair / samples, pair % samples);
  }

  private void takeIfFree(int pair) {
    GroupBasis own = ofUnits[pair / samples];
    int slot = own.acceptingSlot(input(pair));
    int other = together.acceptingSlot(vector(pair));
    if (!pairs.get(pair) && slot != GroupBasis.FREE && other != GroupBasis.FREE) {
      own.place(slot, pair, input(pair));
      together.place(other, pair, vector(pair));
      pairs.set(pair);
    }
  }

  private void rebuild(BitSet members) {
    pairs = members;
    Arrays.setAll(ofUnits, i -> new GroupBasis(field, space.dimension(), random));
    together = new GroupBasis(field, vectors.length(), random);
    for (int c = 0; c < outputs && samples > 0; c++) {
      put(together, units * samples + c, vectors.ofBias(c));
    }
    for (int pair : members.stream().toArray()) {
      put(ofUnits[pair / samples], pair, input(pair));
      put(together, pair, vector(pair));
    }
  }

  private static void put(GroupBasis basis, int member, int[] vector) {
    int slot = basis.acceptingSlot(vector);
    if (slot == GroupBasis.FREE || !basis.place(slot, member, vector)) {
      throw new IllegalStateException("a shortest path led to dependent pairs");
    }
  }

  /** Exchanges along a shortest path; if there is none, the pairs that were reached. */
  private Optional<BitSet> augment() {
    int[] before = new int[units * samples];
    BitSet reached = new BitSet();
    Deque<Integer> queue = new ArrayDeque<>();
    for (int pair = 0; pair < before.length; pair++) {
      boolean live = seen.get(pair / samples).get(pair % samples) && !pairs.get(pair);
      if (live && ofUnits[pair / samples].acceptingSlot(input(pair)) != GroupBasis.FREE) {
        before[pair] = NOWHERE;
        reached.set(pair);
        queue.add(pair);
      }
    }
    OptionalInt last = OptionalInt.empty();
    while (!queue.isEmpty() && last.isEmpty()) {
      int pair = queue.remove();
      if (pairs.get(pair)) {
        for (int next : takersOf(pair, reached)) {
          before[next] = pair;
          reached.set(next);
          queue.add(next);
        }
      } else if (together.acceptingSlot(vector(pair)) != GroupBasis.FREE) {
        last = OptionalInt.of(pair);
      } else {
        for (int next : replacedBy(pair, reached)) {
          before[next] = pair;
          reached.set(next);
          queue.add(next);
        }
      }
    }
    if (last.isEmpty()) {
      return Optional.of(reached);
    }
    BitSet members = (BitSet) pairs.clone();
    for (int pair = last.getAsInt(); pair != NOWHERE; pair = before[pair]) {
      members.flip(pair);
    }
    rebuild(members);
    return Optional.empty();
  }

  /** The pairs in the circuit that a pair closes on the second side. */
  private List<Integer> replacedBy(int pair, BitSet reached) {
    int[] vector = vector(pair);
    List<Integer> circuit = new ArrayList<>();
    for (int slot = 0; slot < vectors.length(); slot++) {
      int member = together.member(slot);
      if (member != GroupBasis.FREE
          && member < units * samples
          && !reached.get(member)
          && together.coordinate(slot, vector) != 0) {
        circuit.add(member);
      }
    }
    return circuit;
  }

  /** The pairs of the same unit that can take the place of a pair on the first side. */
  private List<Integer> takersOf(int pair, BitSet reached) {
    int unit = pair / samples;
    GroupBasis basis = ofUnits[unit];
    int slot = 0;
    while (basis.member(slot) != pair) {
      slot++;
    }
    List<Integer> takers = new ArrayList<>();
    for (int n : seen.get(unit).stream().toArray()) {
      int other = unit * samples + n;
      if (!pairs.get(other)
          && !reached.get(other)
          && basis.coordinate(slot, space.vectors()[n]) != 0) {
        takers.add(other);
      }
    }
    return takers;
  }
}
