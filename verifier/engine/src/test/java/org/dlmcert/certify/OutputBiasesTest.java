package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Decisions with output biases that are trained, against all patterns one by one. */
class OutputBiasesTest {
  @Test
  void decisionsAgreeWithAllPatterns() {
    Map<String, Integer> kinds = new TreeMap<>();
    int withBiases = 0;
    int count = Cases.count(60, 20_000);
    for (long seed = 0; seed < count; seed++) {
      Instance instance = OutputInstances.biased(seed);
      FullRankClaim claim = claim(instance);
      String place = "seed " + seed + ": " + instance;
      boolean truth =
          OutputInstances.everyPatternHasFullRank(instance, seed, instance.network().outputs());
      if (FullRankDecision.decide(claim, Progress.NONE)
          instanceof FullRankDecision.Decided decided) {
        assertThat(decided.evidence() instanceof Proof)
            .as("%s, %s", place, decided.evidence())
            .isEqualTo(truth);
        if (decided.evidence() instanceof Refutation no) {
          assertThat(Counterexample.of(claim, no)).isNotNull();
        }
        kinds.merge(decided.evidence().kind(), 1, Integer::sum);
        withBiases +=
            decided.evidence() instanceof CommonPairsEvidence pairs
                    && !pairs.found().biases().isEmpty()
                ? 1
                : 0;
      } else {
        // Generic noise is decided, but for a single sample at slope 0.
        assertThat(
                !(instance.noise(1) instanceof LayerNoise.Generic)
                    || instance.network().slope().isZero() && instance.samples() == 1)
            .as(place)
            .isTrue();
        assertThat(truth).as(place).isTrue();
      }
    }
    assertThat(kinds.keySet())
        .as("%s", kinds)
        .contains(
            "partition",
            "tight-set",
            "common-pairs",
            "crowded-pairs",
            "null-vector",
            "linear-units",
            "dead-pattern");
    assertThat(withBiases).isPositive();
  }

  private static FullRankClaim claim(Instance instance) {
    return FullRankClaim.ofOutputs(
        instance, PatternScope.ALL, OutputWeights.ofInstance(instance), OutputBiases.TRAINED);
  }

  /** The width against the ranks at random noise and output weights of all widths below it. */
  @Test
  void theWidthIsTheLeast() {
    int fewer = 0;
    for (long seed = 0; seed < Cases.count(25, 4000); seed++) {
      Random random = Cases.random(seed);
      int k = 2 + random.nextInt(2);
      int n = random.nextInt(6);
      RationalMatrix inputs =
          RationalMatrix.of(n, 1 + random.nextInt(3), (i, j) -> Rational.of(random.nextInt(3) - 1));
      DatasetWidth found = DatasetWidth.of(inputs, true, k, OutputBiases.TRAINED, Progress.NONE);
      int width = found.width().orElseThrow();
      String place = "seed " + seed + ": " + inputs + ", " + k + " outputs";
      assertThat(fullRank(inputs, width, k, random)).as(place).isTrue();
      assertThat(width == 0 || !fullRank(inputs, width - 1, k, random)).as(place).isTrue();
      fewer += found.fewer().flatMap(DatasetWidth.Fewer::pairs).isPresent() ? 1 : 0;
    }
    assertThat(fewer).isPositive();
  }

  private static boolean fullRank(RationalMatrix inputs, int units, int k, Random random) {
    List<List<Rational>> columns = new ArrayList<>();
    RationalMatrix noise =
        RationalMatrix.of(units, inputs.rows(), (i, n) -> Rational.of(random.nextLong()));
    RationalMatrix weights = RationalMatrix.of(k, units, (c, i) -> Rational.of(random.nextLong()));
    int rows = units * (inputs.columns() + 1) + k;
    for (int n = 0; n < inputs.rows(); n++) {
      for (int c = 0; c < k; c++) {
        List<Rational> column = new ArrayList<>();
        for (int i = 0; i < units; i++) {
          Rational factor = noise.get(i, n).times(weights.get(c, i));
          for (int j = 0; j < inputs.columns(); j++) {
            column.add(factor.times(inputs.get(n, j)));
          }
          column.add(factor);
        }
        for (int b = 0; b < k; b++) {
          column.add(b == c ? Rational.ONE : Rational.ZERO);
        }
        columns.add(column);
      }
    }
    return BruteForce.rank(RationalMatrix.ofRows(rows, columns)) == columns.size();
  }

  @Test
  void whatIsNotCoveredIsSaid() {
    Instance plain = OutputInstances.leaky(first());
    assertThatThrownBy(() -> claim(plain)).hasMessageContaining("the network has no biases");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1}});
    assertThatThrownBy(() -> DatasetWidth.of(inputs, true, 1, OutputBiases.TRAINED, Progress.NONE))
        .hasMessageContaining("several outputs");
  }

  private static long first() {
    long seed = 0;
    while (OutputInstances.leaky(seed).network().bias()) {
      seed++;
    }
    return seed;
  }
}
