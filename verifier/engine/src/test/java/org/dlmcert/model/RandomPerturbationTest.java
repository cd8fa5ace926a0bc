package org.dlmcert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.junit.jupiter.api.Test;

class RandomPerturbationTest {
  private static Instance instance(int samples) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(2, 2, 1), Rational.of(1, 2), false),
        new Dataset(
            RationalMatrix.of(samples, 2, (n, j) -> Rational.of(n - j, 3)), Optional.empty()),
        List.of(LayerNoise.NONE),
        Optional.empty());
  }

  @Test
  void changesStayWithinTheToleranceAndUseTheWholeRange() {
    for (Rational tolerance :
        List.of(
            Rational.of(1, 1000),
            Rational.of(1, 8),
            Rational.of(3),
            Rational.of(1),
            Rational.of(64),
            Rational.of(7, 5),
            Rational.of(2, 1000001))) {
      RandomPerturbation perturbation = new RandomPerturbation(tolerance, 3);
      Instance original = instance(40);
      Instance moved = perturbation.of(original, 1);
      Set<Rational> changes = new TreeSet<>();
      for (int n = 0; n < 40; n++) {
        for (int j = 0; j < 2; j++) {
          changes.add(
              moved.dataset().inputs().get(n, j).minus(original.dataset().inputs().get(n, j)));
          changes.add(moved.noise(1).factor(n, j).minus(Rational.ONE));
        }
      }
      assertThat(changes).as("%s", tolerance).hasSize(8);
      Rational most = changes.iterator().next().abs();
      assertThat(most.compareTo(tolerance)).as("%s", tolerance).isLessThanOrEqualTo(0);
      assertThat(most.plus(most).compareTo(tolerance))
          .as("%s: no larger step would do", tolerance)
          .isPositive();
    }
  }

  /** The sequence of the Javadoc, drawn again by hand. */
  @Test
  void theNumbersAreThoseOfTheSpecifiedSequence() {
    RandomPerturbation perturbation = new RandomPerturbation(Rational.ONE, 40);
    Instance moved = perturbation.of(instance(1), 99);
    Random random = new Random(99);
    long first = (random.nextInt() & 0xffffffffL) << 32 | (random.nextInt() & 0xffffffffL);
    long expected = (first >>> 24) - (1L << 39);
    assertThat(moved.dataset().inputs().get(0, 0))
        .isEqualTo(Rational.of(BigInteger.valueOf(expected), BigInteger.ONE.shiftLeft(39)));
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new RandomPerturbation(Rational.ZERO, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RandomPerturbation(Rational.ONE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
