package org.dlmcert.paper.tool;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Rank;

/**
 * The ranks of the inputs of all 2^N sets of samples, a set being the bits of a number: brute force
 * for the partition theorem.
 */
public final class SampleSets {
  private final RationalMatrix inputs;
  private final int[] ranks;

  public SampleSets(RationalMatrix inputs) {
    this.inputs = inputs;
    this.ranks = new int[1 << inputs.columns()];
    for (int set = 0; set < ranks.length; set++) {
      ranks[set] = Rank.of(columns(set));
    }
  }

  public int samples() {
    return inputs.columns();
  }

  /** X_S. */
  public RationalMatrix columns(int set) {
    return columns(inputs, set);
  }

  /** The columns of a set. */
  public static RationalMatrix columns(RationalMatrix matrix, int set) {
    return matrix.columns(
        IntStream.range(0, matrix.columns()).filter(n -> (set >> n & 1) == 1).toArray());
  }

  public int rank(int set) {
    return ranks[set];
  }

  /**
   * A smallest set S with |S| > Σ_i rank X_{S∩M_i}.
   *
   * @param seen M_i, the samples that unit i sees, for every unit
   */
  public Optional<Integer> violated(int[] seen) {
    return IntStream.range(1, ranks.length)
        .filter(
            set -> {
              int sum = 0;
              for (int mask : seen) {
                sum += ranks[set & mask];
              }
              return Integer.bitCount(set) > sum;
            })
        .boxed()
        .min((a, b) -> Integer.compare(Integer.bitCount(a), Integer.bitCount(b)));
  }

  /** Whether the samples split into independent groups, group i within M_i; tries every split. */
  public boolean splits(int[] seen) {
    return splits(seen, new int[seen.length], 0);
  }

  private boolean splits(int[] seen, int[] groups, int sample) {
    if (sample == samples()) {
      return true;
    }
    for (int i = 0; i < seen.length; i++) {
      int larger = groups[i] | 1 << sample;
      if ((seen[i] >> sample & 1) == 1 && ranks[larger] == Integer.bitCount(larger)) {
        int before = groups[i];
        groups[i] = larger;
        boolean found = splits(seen, groups, sample + 1);
        groups[i] = before;
        if (found) {
          return true;
        }
      }
    }
    return false;
  }

  /** All samples, for every unit. */
  public int[] everything(int units) {
    return IntStream.range(0, units).map(i -> ranks.length - 1).toArray();
  }
}
