package org.dlmcert.certify.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

class MaskedPartitionTest {

  @Test
  void agreesWithTheConditionOverAllSubsets() {
    int obstacles = 0;
    int cases = 600;
    for (int seed = 0; seed < cases; seed++) {
      Random random = new Random(seed);
      int d = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(4);
      int samples = random.nextInt(9);
      IntegerMatrix inputs = IntegerMatrix.ofSmall(d, samples, (i, j) -> random.nextInt(5) - 2);
      int density = 1 + random.nextInt(4);
      List<BitSet> seen = new ArrayList<>();
      for (int i = 0; i < units; i++) {
        BitSet set = new BitSet();
        IntStream.range(0, samples).forEach(n -> set.set(n, random.nextInt(5) < density));
        seen.add(set);
      }
      Optional<MaskedTightSet> obstacle =
          new MaskedPartition(inputs, seen, Progress.NONE).obstacle();
      assertThat(obstacle.isEmpty())
          .as("seed %d: %s seen by %s", seed, inputs, seen)
          .isEqualTo(divides(inputs, seen));
      obstacles += obstacle.isPresent() ? 1 : 0;
      obstacle.ifPresent(set -> assertThat(set.samples().size() > set.room()).isTrue());
    }
    assertThat(obstacles).isBetween(cases / 5, cases * 4 / 5);
  }

  /** |S| ≤ Σ_i rank X_{S∩M_i} for every S, literally. */
  private static boolean divides(IntegerMatrix inputs, List<BitSet> seen) {
    for (int set = 1; set < 1 << inputs.columns(); set++) {
      int bits = set;
      int room = 0;
      for (BitSet unit : seen) {
        int[] part =
            IntStream.range(0, inputs.columns())
                .filter(n -> (bits >> n & 1) == 1 && unit.get(n))
                .toArray();
        room += BruteForce.rank(RationalMatrix.of(inputs.columns(part)));
      }
      if (Integer.bitCount(set) > room) {
        return false;
      }
    }
    return true;
  }

  @Test
  void unitsThatSeeEverythingDivideAsWithoutMasks() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int samples = 1 + random.nextInt(40);
      IntegerMatrix inputs = IntegerMatrix.ofSmall(4, samples, (i, j) -> random.nextInt(3) - 1);
      int units = 1 + random.nextInt(12);
      BitSet all = new BitSet();
      all.set(0, samples);
      boolean masked =
          new MaskedPartition(inputs, Collections.nCopies(units, all), Progress.NONE)
              .obstacle()
              .isEmpty();
      assertThat(masked)
          .as("seed %d", seed)
          .isEqualTo(
              new DatasetPartition(inputs, Progress.NONE).into(units)
                  instanceof DatasetPartition.Groups);
    }
  }

  @Test
  void anUnluckyPrimeIsNotBelieved() {
    int p = PrimeField.LARGEST_PRIME;
    IntegerMatrix inputs = IntegerMatrix.of(new long[][] {{1, 1}, {0, p}}); // rank 1 modulo p
    BitSet both = new BitSet();
    both.set(0, 2);
    assertThat(new MaskedPartition(inputs, List.of(both), Progress.NONE).obstacle()).isEmpty();
  }
}
