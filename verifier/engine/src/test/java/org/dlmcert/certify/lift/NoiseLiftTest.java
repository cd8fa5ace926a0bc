package org.dlmcert.certify.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

class NoiseLiftTest {
  private static final Rational[] SLOPES = {
    Rational.of(1, 2),
    Rational.of(2, 3),
    Rational.of(2),
    Rational.of(-1),
    Rational.of(1, 100),
    Rational.of(65521), // no unit at the first prime
    Rational.of(1, 65519)
  };

  private static final Rational[] TOLERANCES = {
    Rational.of(1, 1000000), Rational.of(1, 3), Rational.of(7), Rational.of(1000000)
  };

  private record Case(RationalMatrix inputs, int units, LayerNoise noise, Rational slope) {
    static Case of(long seed) {
      Random random = new Random(seed);
      int d = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(3);
      int samples = random.nextInt(8 / units + 1);
      RationalMatrix inputs =
          RationalMatrix.of(
              d,
              samples,
              (i, n) -> Rational.of(random.nextInt(7) - 3, random.nextInt(5) == 0 ? 65521 : 1));
      LayerNoise noise =
          random.nextInt(3) == 0
              ? LayerNoise.NONE
              : new LayerNoise.Given(
                  RationalMatrix.of(
                      samples,
                      units,
                      (n, i) -> Rational.of(random.nextInt(21) - 10, 1 + random.nextInt(9))));
      return new Case(inputs, units, noise, SLOPES[random.nextInt(SLOPES.length)]);
    }

    NoiseLift lift(int threads) {
      return new NoiseLift(GradientFamily.of(inputs, units, noise, slope), threads, Progress.NONE);
    }
  }

  @Test
  void theLiftedNoiseIsNearAndGivesFullRankForEveryPattern() throws InterruptedException {
    int lifted = 0;
    int impossible = 0;
    for (int seed = 0; seed < 1500; seed++) {
      Case example = Case.of(seed);
      Rational tolerance = TOLERANCES[seed % TOLERANCES.length];
      NoiseLift.Answer answer = example.lift(1).within(tolerance);
      if (answer instanceof NoiseLift.Impossible no) {
        assertThat(no.proof().refutes(example.units(), 1)).as("seed %d", seed).isTrue();
        assertThat(BruteForce.divides(example.inputs().clearColumns().matrix(), example.units()))
            .as("seed %d", seed)
            .isFalse();
        impossible++;
        continue;
      }
      NoiseLift.Lifted found = (NoiseLift.Lifted) answer;
      RationalMatrix factors = found.noise().factors();
      for (int n = 0; n < factors.rows(); n++) {
        for (int i = 0; i < factors.columns(); i++) {
          Rational distance = factors.get(n, i).minus(example.noise().factor(n, i)).abs();
          assertThat(distance.compareTo(tolerance)).as("seed %d", seed).isLessThanOrEqualTo(0);
          assertThat(factors.get(n, i).denominator().bitLength())
              .as("seed %d", seed)
              .isLessThanOrEqualTo(found.denominatorBits() + 1);
        }
      }
      assertThat(
              BruteForce.everyPatternHasFullRank(
                  example.inputs(), factors.transpose(), example.slope()))
          .as("seed %d", seed)
          .isTrue();
      // what lift makes, the search for a dominating prime finds
      DatasetPartition.Groups again =
          new Domination(
                  GradientFamily.of(
                      example.inputs(), example.units(), found.noise(), example.slope()))
              .search()
              .orElseThrow(() -> new AssertionError("not found again"));
      assertThat(again.groups().stream().mapToInt(List::size).sum())
          .isEqualTo(example.inputs().columns());
      lifted++;
    }
    assertThat(lifted).isGreaterThan(400);
    assertThat(impossible).isGreaterThan(200);
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws InterruptedException {
    Random random = new Random(5);
    RationalMatrix inputs = RationalMatrix.of(6, 40, (i, n) -> Rational.of(random.nextInt(9) - 4));
    Rational tolerance = Rational.of(1, 1000);
    NoiseLift.Answer one =
        new NoiseLift(
                GradientFamily.of(inputs, 8, LayerNoise.NONE, Rational.of(1, 2)), 1, Progress.NONE)
            .within(tolerance);
    NoiseLift.Answer four =
        new NoiseLift(
                GradientFamily.of(inputs, 8, LayerNoise.NONE, Rational.of(1, 2)), 4, Progress.NONE)
            .within(tolerance);
    assertThat(one).isEqualTo(four).isInstanceOf(NoiseLift.Lifted.class);
  }

  @Test
  void slopeZeroAndATolerenceOfZeroAreRefused() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1}});
    assertThatThrownBy(
            () ->
                new NoiseLift(
                    GradientFamily.of(inputs, 1, LayerNoise.NONE, Rational.ZERO), 1, Progress.NONE))
        .hasMessageContaining("slope 0");
    assertThatThrownBy(
            () ->
                new NoiseLift(
                        GradientFamily.of(inputs, 1, LayerNoise.NONE, Rational.ONE),
                        1,
                        Progress.NONE)
                    .within(Rational.ZERO))
        .hasMessageContaining("tolerance");
  }

  @Test
  void noiseWithoutADominatingPrimeIsNotTakenForOne() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1, 1}, {0, 1, 2}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{1, 2}, {3, 7}, {5, 4}});
    assertThat(
            new Domination(
                    GradientFamily.of(inputs, 2, new LayerNoise.Given(noise), Rational.of(1, 2)))
                .search())
        .isEmpty();
    BigInteger p = BigInteger.valueOf(7);
    RationalMatrix dominated = RationalMatrix.of(new long[][] {{1, 7}, {3, 14}, {7, 4}});
    assertThat(
            new Domination(
                    GradientFamily.of(
                        inputs, 2, new LayerNoise.Given(dominated), Rational.of(1, 2)))
                .search()
                .orElseThrow()
                .prime())
        .isEqualTo(p.intValueExact());
    assertThat(
            new Domination(
                    GradientFamily.of(
                        inputs, 2, new LayerNoise.Given(dominated), Rational.of(1, 7)))
                .search())
        .as("the slope is no unit")
        .isEmpty();
  }
}
