package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomPerturbation;
import org.junit.jupiter.api.Test;

class FailureBoundTest {
  private static Instance instance(int inputs, int units, int samples, Rational slope) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(inputs, units, 1), slope, false),
        new Dataset(RationalMatrix.of(samples, inputs, (n, j) -> Rational.ZERO), Optional.empty()),
        List.of(LayerNoise.NONE),
        Optional.empty());
  }

  /** Zero inputs, the worst to begin with: one pattern fails about as rarely as promised. */
  @Test
  void onePatternFailsNoMoreOftenThanTheBoundSays() {
    Instance instance = instance(2, 2, 3, Rational.of(1, 2));
    for (int bits : new int[] {4, 6, 8}) {
      FailureBound bound = FailureBound.of(instance, bits);
      double promised = Math.pow(2, bound.onePatternLog2().getAsLong());
      int failures = 0;
      int trials = 1500;
      for (int seed = 0; seed < trials; seed++) {
        Instance moved = new RandomPerturbation(Rational.ONE, bits).of(instance, seed);
        RationalMatrix factors = RationalMatrix.of(2, 3, (i, n) -> moved.noise(1).factor(n, i));
        RationalMatrix gradient = KhatriRao.product(factors, moved.dataset().inputs().transpose());
        failures += BruteForce.rank(gradient) < 3 ? 1 : 0;
      }
      assertThat(failures / (double) trials).as("%d bits", bits).isLessThanOrEqualTo(promised);
    }
  }

  @Test
  void theNumbersAreThoseOfTheFormula() {
    FailureBound bound = FailureBound.of(instance(3, 2, 4, Rational.of(1, 100)), 20);
    assertThat(bound.onePatternLog2()).hasValue(3 - 20);
    assertThat(bound.allPatternsLog2()).hasValue(3 + 8 - 20);
    // 8·⌈2^20/11⌉/2^20
    assertThat(bound.collapse().orElseThrow().probability())
        .isEqualTo(Rational.of(8 * ((1 << 20) / 11 + 1), 1 << 20));
    assertThat(FailureBound.bitsForAllPatterns(instance(3, 2, 4, Rational.of(1, 100)), -40))
        .isEqualTo(51);
    assertThat(FailureBound.of(instance(3, 2, 4, Rational.of(1, 2)), 20).collapse()).isEmpty();
    assertThat(FailureBound.of(instance(3, 2, 4, Rational.of(1, 5)), 20).collapse()).isEmpty();
    assertThat(FailureBound.of(instance(3, 2, 0, Rational.of(1, 2)), 20).onePatternLog2())
        .isEmpty();
  }

  @Test
  void obstaclesAreNamed() {
    assertThat(FailureBound.obstacle(instance(2, 2, 5, Rational.of(1, 2)))).isPresent();
    assertThat(FailureBound.obstacle(instance(2, 2, 4, Rational.of(1, 2)))).isEmpty();
    assertThat(FailureBound.obstacle(instance(2, 2, 4, Rational.ZERO))).isPresent();
    // Two columns for every sample: of 6 rows and 8 columns every pattern fails, always.
    Instance two =
        new Instance(
            Optional.empty(),
            new Network(List.of(2, 3, 2), Rational.of(1, 2), false),
            new Dataset(RationalMatrix.of(4, 2, (n, j) -> Rational.ONE), Optional.empty()),
            List.of(LayerNoise.NONE),
            Optional.empty());
    assertThat(FailureBound.obstacle(two)).hasValue("no bound is known for several outputs");
  }
}
