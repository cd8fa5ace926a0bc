package org.dlmcert.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationPatternTest {

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isWhatItWasMadeOf(int seed) {
    Random random = new Random(seed);
    int samples = random.nextInt(5);
    int units = 1 + random.nextInt(70);
    boolean[][] active = new boolean[samples][units];
    for (boolean[] row : active) {
      IntStream.range(0, units).forEach(i -> row[i] = random.nextBoolean());
    }
    ActivationPattern pattern = ActivationPattern.of(samples, units, (n, i) -> active[n][i]);
    assertThat(pattern.samples()).isEqualTo(samples);
    assertThat(pattern.units()).isEqualTo(units);
    assertThat(pattern.rows()).hasSize(samples);
    Rational slope = Rational.of(-2, 3);
    RationalMatrix factors =
        RationalMatrix.of(samples, units, (n, i) -> Rational.of(random.nextInt(9) - 4, 5));
    RationalMatrix slopes = pattern.slopes(new LayerNoise.Given(factors), slope);
    assertThat(slopes.shape()).isEqualTo(units + "×" + samples);
    for (int n = 0; n < samples; n++) {
      for (int i = 0; i < units; i++) {
        String place = "seed " + seed + ", sample " + n + ", unit " + i;
        assertThat(pattern.isActive(n, i)).as(place).isEqualTo(active[n][i]);
        assertThat(pattern.rows().get(n).get(i)).as(place).isEqualTo(active[n][i] ? 1 : 0);
        assertThat(slopes.get(i, n))
            .as(place)
            .isEqualTo(factors.get(n, i).times(active[n][i] ? Rational.ONE : slope));
      }
    }
  }

  @Test
  void aZeroPreactivationIsActive() {
    RationalMatrix u = RationalMatrix.of(new long[][] {{-1, 0, 2}, {3, -4, 0}});
    ActivationPattern pattern = ActivationPattern.ofPreactivations(u);
    assertThat(pattern.rows()).isEqualTo(List.of(List.of(0, 1), List.of(1, 0), List.of(1, 1)));
    assertThat(pattern).hasToString("[[0, 1], [1, 0], [1, 1]]");
  }

  @Test
  void onesAndZerosAreTheConstantPatterns() {
    assertThat(ActivationPattern.ones(2, 3).rows())
        .isEqualTo(List.of(List.of(1, 1, 1), List.of(1, 1, 1)));
    assertThat(ActivationPattern.zeros(2, 3).rows())
        .isEqualTo(List.of(List.of(0, 0, 0), List.of(0, 0, 0)));
    assertThat(ActivationPattern.zeros(2, 1).slopes(LayerNoise.NONE, Rational.of(0)).isZero())
        .isTrue();
  }

  @Test
  void equalityIsThatOfShapeAndEntries() {
    ActivationPattern pattern = ActivationPattern.of(2, 2, (n, i) -> n == i);
    assertThat(pattern)
        .isEqualTo(ActivationPattern.of(2, 2, (n, i) -> n == i))
        .hasSameHashCodeAs(ActivationPattern.of(2, 2, (n, i) -> n == i))
        .isNotEqualTo(ActivationPattern.of(2, 2, (n, i) -> n != i));
    assertThat(ActivationPattern.zeros(2, 3)).isNotEqualTo(ActivationPattern.zeros(3, 2));
    assertThat(ActivationPattern.zeros(0, 3)).isNotEqualTo(ActivationPattern.zeros(0, 2));
  }

  @Test
  void theWordsOfTheScopesAreThoseOfTheFormat() {
    assertThat(PatternScope.values())
        .extracting(PatternScope::word)
        .containsExactly("all", "realizable", "every-w", "all-layers");
  }
}
