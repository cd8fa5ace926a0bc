package org.dlmcert.certify.partition;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * Inputs that are generic but for zeros: the outputs of a layer with generic noise, of which is
 * known which units are alive on which samples. Samples are independent if and only if they can be
 * matched to different units that are alive on them (proofs/soundness.md, section 44).
 *
 * @param below the number of units
 * @param alive per sample the units that are alive on it
 */
public record AliveInputs(int below, List<BitSet> alive) implements InputSide {
  private static final int NONE = -1;

  @Override
  public int samples() {
    return alive.size();
  }

  /**
   * Random entries at the units that are alive, drawn anew for each prime. If samples are
   * independent modulo it, some product of entries along a matching is not zero; if they are not,
   * and there is a matching, that is bad luck.
   */
  @Override
  public IntegerMatrix vectors(PrimeField field) {
    Random random = new Random(field.modulus());
    return IntegerMatrix.ofSmall(
        below,
        samples(),
        (j, n) -> alive.get(n).get(j) ? 1 + random.nextInt(field.modulus() - 1) : 0);
  }

  /** Exact, by the theorem of Kőnig: a largest matching, and a least cover. */
  @Override
  public Function<BitSet, Optional<RankBound>> bounds(PrimeField field) {
    return samples -> Optional.of(bound(samples));
  }

  private RankBound bound(BitSet samples) {
    Matching matching = new Matching(samples.stream().toArray());
    BitSet reached = matching.reached();
    return new RankBound(reached, union(reached).cardinality(), Optional.empty());
  }

  private BitSet union(BitSet samples) {
    BitSet units = new BitSet();
    samples.stream().forEach(n -> units.or(alive.get(n)));
    return units;
  }

  /**
   * For each of the samples another unit that is alive on it.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public List<Integer> matched(List<Integer> samples) {
    Matching matching = new Matching(samples.stream().mapToInt(Integer::intValue).toArray());
    if (matching.size < samples.size()) {
      throw new IllegalArgumentException(
          samples.size() + " samples, of which " + matching.size + " can be matched to units");
    }
    return samples.stream().map(n -> matching.unitOf[n]).toList();
  }

  /** A largest matching of some samples and units, by augmenting paths: O(samples·edges). */
  private final class Matching {
    private final int[] samples;
    private final int[] unitOf = new int[alive.size()];
    private final int[] sampleOf = new int[below];
    private int size;

    Matching(int[] samples) {
      this.samples = samples;
      Arrays.fill(unitOf, NONE);
      Arrays.fill(sampleOf, NONE);
      for (int n : samples) {
        size += augment(n) ? 1 : 0;
      }
    }

    private boolean augment(int start) {
      int[] reachedFrom = new int[below];
      Arrays.fill(reachedFrom, NONE);
      Deque<Integer> queue = new ArrayDeque<>(List.of(start));
      while (!queue.isEmpty()) {
        int n = queue.remove();
        BitSet units = alive.get(n);
        for (int j = units.nextSetBit(0); j >= 0; j = units.nextSetBit(j + 1)) {
          if (reachedFrom[j] == NONE) {
            reachedFrom[j] = n;
            if (sampleOf[j] == NONE) {
              move(j, reachedFrom);
              return true;
            }
            queue.add(sampleOf[j]);
          }
        }
      }
      return false;
    }

    private void move(int free, int[] reachedFrom) {
      int unit = free;
      while (unit != NONE) {
        int n = reachedFrom[unit];
        int left = unitOf[n];
        unitOf[n] = unit;
        sampleOf[unit] = n;
        unit = left;
      }
    }

    /** The samples on alternating paths from those that have no unit: all their units have one. */
    BitSet reached() {
      BitSet reached = new BitSet();
      Deque<Integer> queue = new ArrayDeque<>();
      IntStream.of(samples).filter(n -> unitOf[n] == NONE).forEach(queue::add);
      queue.forEach(reached::set);
      while (!queue.isEmpty()) {
        alive.get(queue.remove()).stream()
            .map(j -> sampleOf[j])
            .filter(n -> !reached.get(n))
            .forEach(
                n -> {
                  reached.set(n);
                  queue.add(n);
                });
      }
      return reached;
    }
  }
}
