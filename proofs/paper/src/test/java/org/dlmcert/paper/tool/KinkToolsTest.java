package org.dlmcert.paper.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.junit.jupiter.api.Test;

final class KinkToolsTest {
  private static final Rational HALF = Rational.of(1, 2);
  private static final RationalMatrix INPUTS = RationalMatrix.of(new long[][] {{1, -1}});
  private static final RationalMatrix NOISE = RationalMatrix.of(new long[][] {{1, 1}, {1, 3}});
  private static final RationalMatrix TARGETS = RationalMatrix.of(new long[][] {{0, -1}});

  /** Points with a unit on kinks and the residual at random: minima and others. */
  @Test
  void conditionsAgreeWithSearchesNearby() {
    Draws draws = new Draws(84, 6);
    int minima = 0;
    int others = 0;
    for (int trial = 0; trial < 200; trial++) {
      String described = "seed 84, trial " + trial;
      int inputs = 1 + trial % 2;
      RationalMatrix x = draws.nonzero(inputs, 3);
      RationalMatrix w =
          RationalMatrix.of(
              1,
              inputs,
              (i, j) ->
                  trialIsAtZero(inputs, j)
                      ? Rational.ZERO
                      : j == 0 ? x.get(1, 0) : x.get(0, 0).negate());
      Setting free =
          new Setting(
              x,
              List.of(draws.nonzero(1, 3)),
              HALF,
              List.of(w, draws.nonzero(1, 1)),
              RationalMatrix.of(1, 3, (o, n) -> Rational.ZERO));
      Setting point = free.withResidual(draws.matrix(1, 3));
      KinkConditions conditions = new KinkConditions(point);
      if (conditions.hold()) {
        minima++;
        assertThat(point.noneLowerNearby(draws, 30)).as(described).isTrue();
      } else {
        others++;
        assertThat(isLowerAlongSome(point, conditions)).as(described).isTrue();
      }
    }
    assertThat(minima).isGreaterThan(5);
    assertThat(others).isGreaterThan(50);
  }

  private static boolean trialIsAtZero(int inputs, int input) {
    return inputs == 1 && input == 0;
  }

  /** A direction of the one unit in which w_2·h is negative lowers the loss. */
  private static boolean isLowerAlongSome(Setting point, KinkConditions conditions) {
    int sign = point.weight(2).get(0, 0).signum();
    int inputs = point.inputs().rows();
    for (int a = -6; a <= 6; a++) {
      for (int b = inputs == 1 ? 0 : -6; b <= (inputs == 1 ? 0 : 6); b++) {
        List<Rational> v =
            inputs == 1 ? List.of(Rational.of(a)) : List.of(Rational.of(a), Rational.of(b));
        if (sign * conditions.derivative(0, v).signum() < 0) {
          List<Rational> direction = new ArrayList<>(v);
          direction.add(Rational.ZERO);
          return point.isLowerAlong(direction);
        }
      }
    }
    return false;
  }

  /** An output weight 0 asks for more: nearby the sum has to vanish, not only to have a sign. */
  @Test
  void aUnitWithoutOutputMayContribute() {
    Setting point =
        new Setting(
            RationalMatrix.of(new long[][] {{1, 2}}),
            List.of(RationalMatrix.of(new long[][] {{1, 1}})),
            HALF,
            List.of(RationalMatrix.of(new long[][] {{1}}), RationalMatrix.of(new long[][] {{0}})),
            RationalMatrix.of(new long[][] {{1, 0}}));
    assertThat(new KinkConditions(point).hold()).isFalse();
    assertThat(
            new KinkConditions(point.withTargets(RationalMatrix.of(new long[][] {{2, -1}}))).hold())
        .isTrue();
  }

  @Test
  void listsAllMinimaOfTheExample() {
    LineCensus census = LineCensus.of(INPUTS, NOISE, HALF, TARGETS);
    assertThat(census.choices()).isEqualTo(64);
    assertThat(census.found().stream().map(Setting::loss))
        .containsExactlyInAnyOrder(
            Rational.ZERO,
            Rational.ZERO,
            Rational.ZERO,
            Rational.ZERO,
            Rational.of(1, 20),
            Rational.of(1, 13));
  }

  /** At radius 1/8 the noise 3 may be such that a pattern is deficient or the point descends. */
  @Test
  void persistsOnASmallSetAndNotOnALargeOne() {
    Setting point =
        LineCensus.of(INPUTS, NOISE, HALF, TARGETS).found().stream()
            .filter(minimum -> minimum.loss().equals(Rational.of(1, 20)))
            .findFirst()
            .orElseThrow();
    PersistentKink kink = new PersistentKink(point);
    assertThat(kink.persists(Rational.ZERO)).isTrue();
    assertThat(kink.persists(Rational.of(1, 125))).isTrue();
    assertThat(kink.persists(Rational.of(1, 8))).isFalse();
    assertThat(kink.radius(1000)).isEqualTo(8);
    assertThat(kink.loss(Rational.ZERO).least()).isEqualTo(point.loss());
    assertThat(kink.loss(Rational.ZERO).most()).isEqualTo(point.loss());
    // Both sides rise with ε_22 = 2, too, but the pattern with slope 1/2 there is deficient.
    Setting deficient =
        new Setting(
            INPUTS,
            List.of(RationalMatrix.of(new long[][] {{1, 1}, {1, 2}})),
            HALF,
            point.weights(),
            TARGETS);
    assertThat(new PersistentKink(deficient).persists(Rational.ZERO)).isFalse();
  }

  @Test
  void intervalsContainAllResults() {
    Draws draws = new Draws(85, 12);
    int quotients = 0;
    for (int trial = 0; trial < 300; trial++) {
      Rational a = draws.any().dividedBy(Rational.of(4));
      Rational b = draws.any().dividedBy(Rational.of(4));
      RationalInterval x = RationalInterval.around(a, HALF);
      RationalInterval y = RationalInterval.around(b, HALF);
      Rational p = a.plus(HALF.times(Rational.of(draws.between(-4, 4), 4)));
      Rational q = b.plus(HALF.times(Rational.of(draws.between(-4, 4), 4)));
      String described = "seed 85, trial " + trial;
      assertContains(x.plus(y), p.plus(q), described);
      assertContains(x.minus(y), p.minus(q), described);
      assertContains(x.times(y), p.times(q), described);
      if (y.sign() != 0) {
        assertThat(q.signum()).as(described).isEqualTo(y.sign());
        assertContains(x.dividedBy(y), p.dividedBy(q), described);
        quotients++;
      }
    }
    assertThat(quotients).isGreaterThan(100);
    RationalInterval around = RationalInterval.around(Rational.ZERO, HALF);
    assertThat(around.sign()).isZero();
    assertThatThrownBy(() -> around.dividedBy(around)).isInstanceOf(ArithmeticException.class);
  }

  private static void assertContains(RationalInterval interval, Rational value, String described) {
    assertThat(value).as(described).isBetween(interval.least(), interval.most());
  }
}
