package org.dlmcert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomInstanceTest {
  private static final Network NETWORK =
      new Network(List.of(3, 4, 2, 1), Rational.of(1, 100), true);

  private static String digest(Instance instance) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(InstanceWriter.canonical(instance)));
  }

  @Test
  void aSeedGivesTheSameBytesOnEveryMachine() throws Exception {
    RandomInstance random = new RandomInstance(NETWORK, 5, 99);
    assertThat(digest(random.of(1605_08361L)))
        .isEqualTo("a333930a432d34892bd16c51f8d06bfc81557bbda4770fd26dd54f56ce5b2e3d");
    assertThat(random.of(1605_08361L)).isEqualTo(random.of(1605_08361L));
    assertThat(digest(random.of(1))).isNotEqualTo(digest(random.of(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 99, 1_000_000_000})
  void numbersAreIntegersInRangeAndNoiseIsNeverZero(int range) {
    RandomInstance random = new RandomInstance(NETWORK, 20, range);
    for (int seed = 0; seed < 20; seed++) {
      Instance instance = random.of(seed);
      List<Rational> noise = new ArrayList<>();
      for (LayerNoise layer : instance.noise()) {
        noise.addAll(entries(((LayerNoise.Given) layer).factors()));
      }
      assertThat(noise).as("seed %d", seed).noneMatch(Rational::isZero);
      List<Rational> all = new ArrayList<>(noise);
      all.addAll(entries(instance.dataset().inputs()));
      all.addAll(entries(instance.dataset().targets().orElseThrow()));
      Weights weights = instance.weights().orElseThrow();
      weights.matrices().forEach(matrix -> all.addAll(entries(matrix)));
      weights.biases().orElseThrow().forEach(all::addAll);
      assertThat(all).hasSize(20 * (3 + 1 + 4 + 2) + 3 * 4 + 4 * 2 + 2 + 4 + 2 + 1);
      assertThat(all)
          .as("seed %d", seed)
          .allMatch(Rational::isInteger)
          .allMatch(x -> x.numerator().abs().compareTo(BigInteger.valueOf(range)) <= 0);
    }
  }

  @Test
  void bothEndsOfTheRangeAreReached() {
    Instance instance = new RandomInstance(NETWORK, 100, 2).of(0);
    assertThat(entries(instance.dataset().inputs()))
        .contains(Rational.of(-2), Rational.of(0), Rational.of(2));
    assertThat(entries(((LayerNoise.Given) instance.noise(1)).factors()))
        .contains(Rational.of(-2), Rational.of(-1), Rational.of(1), Rational.of(2));
  }

  @Test
  void thereMayBeNoSamples() {
    Instance instance = new RandomInstance(NETWORK, 0, 1).of(0);
    assertThat(instance.dataset().inputs().shape()).isEqualTo("0×3");
  }

  @Test
  void negativeSamplesAndRangesOutOfBoundsAreRefused() {
    for (int[] bad : new int[][] {{-1, 1}, {1, 0}, {1, 1_000_000_001}}) {
      assertThatThrownBy(() -> new RandomInstance(NETWORK, bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got " + bad[0] + " and " + bad[1]);
    }
  }

  private static List<Rational> entries(RationalMatrix matrix) {
    return IntStream.range(0, matrix.rows()).boxed().flatMap(i -> matrix.row(i).stream()).toList();
  }
}
