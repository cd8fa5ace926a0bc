package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.layer.SingleEntries;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** One layer under masks: single entries by their definition, and the claim by all patterns. */
class SingleEntriesTest {
  @Test
  void aLayerIsCertifiedExactlyIfEveryColumnHasAnEntryInARowOfItsOwn() {
    int certified = 0;
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int d = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(3);
      int samples = random.nextInt(4);
      boolean bias = random.nextInt(6) == 0;
      RationalMatrix inputs = mask(random, samples, d);
      RationalMatrix noise = mask(random, samples, units);
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(d, units, 1), Rational.of(random.nextInt(5) - 2, 3), bias),
              new Dataset(inputs, Optional.empty()),
              List.of(new LayerNoise.Given(noise)),
              Optional.empty());
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      GivenLayer layer = (GivenLayer) claim.problem().atAnySlope();
      Attempt attempt = new SingleEntries.OfLayer().attempt(layer, Budget.DEFAULT, Progress.NONE);
      boolean single = hasSingleEntries(layer);
      assertThat(attempt instanceof Attempt.Decided)
          .as("seed %d: %s", seed, instance)
          .isEqualTo(single);
      if (single && (samples == 0 || !layer.slope().isZero())) {
        RationalMatrix factors = RationalMatrix.of(units, samples, layer::noise);
        assertThat(BruteForce.everyPatternHasFullRank(layer.inputs(), factors, layer.slope()))
            .as("seed %d: %s", seed, instance)
            .isTrue();
        certified += samples > 1 ? 1 : 0;
      }
    }
    assertThat(certified).isGreaterThan(50);
  }

  /** Most rows have one entry. */
  private static RationalMatrix mask(Random random, int rows, int columns) {
    int[] only = random.ints(rows, 0, columns).map(j -> random.nextInt(6) == 0 ? -1 : j).toArray();
    return RationalMatrix.of(
        rows,
        columns,
        (n, j) ->
            only[n] == j || (only[n] < 0 && random.nextBoolean())
                ? Rational.of(1 + random.nextInt(3))
                : Rational.ZERO);
  }

  private static boolean hasSingleEntries(GivenLayer layer) {
    Set<Integer> rows = new HashSet<>();
    int entries = 0;
    for (int n = 0; n < layer.samples(); n++) {
      for (int i = 0; i < layer.units(); i++) {
        for (int j = 0; j < layer.inputs().rows(); j++) {
          if (!layer.noise(i, n).isZero() && !layer.inputs().get(j, n).isZero()) {
            rows.add(i * layer.inputs().rows() + j);
            entries++;
          }
        }
      }
    }
    // So many entries, all in different rows, and none of the columns empty.
    return entries == layer.samples()
        && rows.size() == layer.samples()
        && IntStream.range(0, layer.samples())
            .allMatch(
                n ->
                    IntStream.range(0, layer.units()).anyMatch(i -> !layer.noise(i, n).isZero())
                        && !layer.isZeroSample(n));
  }
}
