package org.dlmcert.certify.partition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Looks for N·k pairs of units and samples such that the inputs of every unit's samples are
 * independent, and the output weights of every sample's units are: a common independent set of two
 * matroids, by augmenting paths (J. Edmonds, Submodular functions, matroids, and certain polyhedra,
 * 1970; shortest paths as in E. Lawler, Matroid intersection algorithms, 1975).
 *
 * <p>The first matroid is the direct sum over the units of the inputs that they are paired with, so
 * an exchange in it stays with one unit; the second is the direct sum over the samples of output
 * weights, so an exchange there stays with one sample. A pair that is free on the first side starts
 * a path; on the second side it replaces a pair of its sample, which on the first side makes room
 * for a pair of its unit, and so on, until one is free on the second side. If no path ends so, the
 * pairs that were not reached are a set A with Σ_i rank X_{A_i} + Σ_n rank {w^i : (i,n) ∉ A} equal
 * to the number of pairs found, which proves that there are no more.
 *
 * <p>All of it runs modulo a prime. Independence modulo p is independence; ranks that block the
 * search are only believed when they are proved over the rationals, otherwise the search starts
 * again with the next prime. One search for a path takes O(N²·k·r + N·D·k) operations, r the rank
 * of the inputs.
 */
public final class CommonPairs {
  private final InputSide inputs;
  private final IntegerMatrix weights;
  private final List<BitSet> seen;
  private final Progress progress;

  /**
   * @param inputs the side of the inputs
   * @param weights W_L, k×D; multiplying columns by nonzero numbers changes nothing
   * @param seen per unit the samples on which it has noise
   */
  public CommonPairs(
      InputSide inputs, IntegerMatrix weights, List<BitSet> seen, Progress progress) {
    this.inputs = inputs;
    this.weights = weights;
    this.seen = seen;
    this.progress = progress;
  }

  /** What {@link #search} finds. */
  public sealed interface Answer {}

  /**
   * The pairs.
   *
   * @param prime a prime modulo which they are independent on both sides
   * @param samples per unit its samples, ascending
   * @param biases the outputs whose biases make up for pairs that are missing, ascending
   */
  public record Found(int prime, List<List<Integer>> samples, List<Integer> biases)
      implements Answer {
    public Found {
      samples = samples.stream().map(List::copyOf).toList();
      biases = List.copyOf(biases);
    }

    /** Without biases. */
    public Found(int prime, List<List<Integer>> samples) {
      this(prime, samples, List.of());
    }

    /** How many pairs there are. */
    public int size() {
      return samples.stream().mapToInt(List::size).sum();
    }
  }

  /**
   * The proof that there are no such pairs.
   *
   * @param most as many as there are
   */
  public record TooFew(CrowdedPairs proof, Found most) implements Answer {}

  /** For every unit all samples: noise that is nowhere zero. */
  public static List<BitSet> everywhere(int units, int samples) {
    BitSet all = new BitSet();
    all.set(0, samples);
    return IntStream.range(0, units).mapToObj(i -> all).toList();
  }

  /**
   * Searches from these pairs on; those that are dependent are left out.
   *
   * @param start per unit samples; none for the units beyond the list
   */
  public Answer search(List<List<Integer>> start) {
    for (PrimeField field : PrimeField.descending()) {
      Run run = new Run(field);
      run.begin(start);
      Optional<BitSet[]> reached = run.fill();
      if (reached.isEmpty()) {
        return run.result();
      }
      Optional<CrowdedPairs> proof = proof(reached.get(), field);
      if (proof.isPresent()) {
        return new TooFew(proof.get(), run.result());
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  private Optional<CrowdedPairs> proof(BitSet[] reached, PrimeField field) {
    List<BitSet> inside = new ArrayList<>();
    for (int i = 0; i < reached.length; i++) {
      BitSet left = (BitSet) seen.get(i).clone();
      left.andNot(reached[i]);
      inside.add(left);
    }
    return CrowdedPairs.of(inputs, weights, seen, inside, field);
  }

  /** One run modulo one prime. */
  private final class Run {
    private static final int NOWHERE = -1;

    private final PrimeField field;
    private final SampleSpace space;
    private final SampleSpace held;
    private final GroupBasis[] ofUnits; // members are samples
    private final GroupBasis[] ofSamples; // members are units
    private final Random random = new Random(1970);
    private int size;

    Run(PrimeField field) {
      this.field = field;
      space =
          SampleSpace.of(
              inputs.vectors(field), IntStream.range(0, inputs.samples()).toArray(), field);
      held = SampleSpace.of(weights, IntStream.range(0, weights.columns()).toArray(), field);
      ofUnits = new GroupBasis[weights.columns()];
      Arrays.setAll(ofUnits, i -> new GroupBasis(field, space.dimension(), random));
      ofSamples = new GroupBasis[inputs.samples()];
      Arrays.setAll(ofSamples, n -> new GroupBasis(field, held.dimension(), random));
    }

    private int wanted() {
      return inputs.samples() * weights.rows();
    }

    /** Takes the pairs that are given, and then all others, as long as they are independent. */
    void begin(List<List<Integer>> start) {
      for (int i = 0; i < start.size(); i++) {
        int unit = i;
        start.get(i).stream().filter(n -> seen.get(unit).get(n)).forEach(n -> take(unit, n));
      }
      // Diagonal by diagonal, so that no unit is filled before the others.
      for (int shift = 0; shift < ofUnits.length && size < wanted(); shift++) {
        for (int n = 0; n < ofSamples.length; n++) {
          int unit = (n + shift) % ofUnits.length;
          if (seen.get(unit).get(n)) {
            take(unit, n);
          }
        }
      }
    }

    private void take(int unit, int sample) {
      int slot = ofUnits[unit].acceptingSlot(space.vectors()[sample]);
      int other = ofSamples[sample].acceptingSlot(held.vectors()[unit]);
      if (slot != GroupBasis.FREE && other != GroupBasis.FREE) {
        ofUnits[unit].place(slot, sample, space.vectors()[sample]);
        ofSamples[sample].place(other, unit, held.vectors()[unit]);
        size++;
      }
    }

    /** Finds all pairs, or the pairs (per unit) that the last search reached. */
    Optional<BitSet[]> fill() {
      progress.stage("pairs of units and samples modulo " + field.modulus(), wanted());
      while (size < wanted()) {
        Interruption.check();
        progress.step(size);
        Search search = new Search();
        Optional<int[]> last = search.run();
        if (last.isEmpty()) {
          return Optional.of(search.reached);
        }
        augment(search.path(last.get()));
      }
      return Optional.empty();
    }

    /** Exchanges the pairs of a path; a shortest one leaves both sides independent. */
    private void augment(List<int[]> path) {
      BitSet units = new BitSet();
      BitSet samples = new BitSet();
      List<BitSet> pairs = pairs();
      for (int[] pair : path) {
        pairs.get(pair[0]).flip(pair[1]);
        units.set(pair[0]);
        samples.set(pair[1]);
      }
      units.stream().forEach(i -> ofUnits[i] = basis(space, pairs.get(i)));
      samples.stream()
          .forEach(
              n -> {
                BitSet own = new BitSet();
                for (int i = 0; i < ofUnits.length; i++) {
                  own.set(i, pairs.get(i).get(n));
                }
                ofSamples[n] = basis(held, own);
              });
      size++;
    }

    private GroupBasis basis(SampleSpace of, BitSet members) {
      GroupBasis basis = new GroupBasis(field, of.dimension(), random);
      members.stream()
          .forEach(
              m -> {
                int slot = basis.acceptingSlot(of.vectors()[m]);
                if (slot == GroupBasis.FREE || !basis.place(slot, m, of.vectors()[m])) {
                  throw new IllegalStateException("a shortest path led to dependent pairs");
                }
              });
      return basis;
    }

    private List<BitSet> pairs() {
      return Arrays.stream(ofUnits)
          .map(
              basis -> {
                BitSet samples = new BitSet();
                Arrays.stream(basis.members()).forEach(samples::set);
                return samples;
              })
          .toList();
    }

    Found result() {
      return new Found(
          field.modulus(),
          pairs().stream().map(samples -> samples.stream().boxed().toList()).toList());
    }

    /** One breadth-first search from all pairs that are free on the side of the inputs. */
    private final class Search {
      private final BitSet[] reached = new BitSet[ofUnits.length];
      private final int[][] before = new int[ofUnits.length][ofSamples.length];
      private final List<BitSet> pairs = pairs();
      private final Deque<int[]> queue = new ArrayDeque<>();

      Search() {
        Arrays.setAll(reached, i -> new BitSet());
        for (int i = 0; i < ofUnits.length; i++) {
          for (int n : unpaired(i)) {
            if (ofUnits[i].acceptingSlot(space.vectors()[n]) != GroupBasis.FREE) {
              reach(i, n, NOWHERE);
            }
          }
        }
      }

      private int[] unpaired(int unit) {
        BitSet free = (BitSet) seen.get(unit).clone();
        free.andNot(pairs.get(unit));
        free.andNot(reached[unit]);
        return free.stream().toArray();
      }

      private void reach(int unit, int sample, int from) {
        reached[unit].set(sample);
        before[unit][sample] = from;
        queue.add(new int[] {unit, sample});
      }

      /** The pair at the end of a path, if there is one. */
      Optional<int[]> run() {
        while (!queue.isEmpty()) {
          int[] pair = queue.remove();
          if (pairs.get(pair[0]).get(pair[1])) {
            makeRoom(pair[0], pair[1]);
          } else if (ofSamples[pair[1]].acceptingSlot(held.vectors()[pair[0]]) != GroupBasis.FREE) {
            return Optional.of(pair);
          } else {
            replace(pair[0], pair[1]);
          }
        }
        return Optional.empty();
      }

      /** Pairs of the same sample that the pair can replace on the side of the output weights. */
      private void replace(int unit, int sample) {
        GroupBasis basis = ofSamples[sample];
        for (int slot = 0; slot < held.dimension(); slot++) {
          int other = basis.member(slot);
          if (other != GroupBasis.FREE
              && !reached[other].get(sample)
              && basis.coordinate(slot, held.vectors()[unit]) != 0) {
            reach(other, sample, unit);
          }
        }
      }

      /** Pairs of the same unit that can take the place of the pair on the side of the inputs. */
      private void makeRoom(int unit, int sample) {
        GroupBasis basis = ofUnits[unit];
        int slot = 0;
        while (basis.member(slot) != sample) {
          slot++;
        }
        for (int n : unpaired(unit)) {
          if (basis.coordinate(slot, space.vectors()[n]) != 0) {
            reach(unit, n, sample);
          }
        }
      }

      /** The path to a pair, last first: the pairs to be exchanged. */
      List<int[]> path(int[] last) {
        List<int[]> path = new ArrayList<>();
        int unit = last[0];
        int sample = last[1];
        while (true) {
          path.add(new int[] {unit, sample});
          int from = before[unit][sample];
          if (from == NOWHERE) {
            return path;
          }
          if (pairs.get(unit).get(sample)) {
            unit = from;
          } else {
            sample = from;
          }
        }
      }
    }
  }
}
