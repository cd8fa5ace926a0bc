package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inertia against congruence with a known signature, and the roots of characteristic polynomials.
 */
class InertiaTest {

  record Case(String name, RationalMatrix matrix) {
    @Override
    public String toString() {
      return name + " " + matrix.shape();
    }
  }

  static Stream<Case> symmetric() {
    List<Case> cases = new ArrayList<>();
    for (int seed = 0; seed < 250; seed++) {
      Random random = Cases.random(seed);
      int n = seed % 7;
      int range = 1 + random.nextInt(4);
      int sparse = 1 + random.nextInt(4);
      Rational[][] entries = new Rational[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          boolean zero = random.nextInt(sparse) > 0 || i == j && seed % 3 == 0;
          Rational value =
              Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(5));
          entries[i][j] = zero ? Rational.ZERO : value;
          entries[j][i] = entries[i][j];
        }
      }
      cases.add(new Case("seed " + seed, RationalMatrix.of(n, n, (i, j) -> entries[i][j])));
    }
    cases.add(new Case("exchange", RationalMatrix.of(new long[][] {{0, 1}, {1, 0}})));
    cases.add(
        new Case("zero diagonal", RationalMatrix.of(4, 4, (i, j) -> Rational.of(i == j ? 0 : -3))));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("symmetric")
  void agreesWithTheSignChangesOfTheCharacteristicPolynomial(Case c) {
    Inertia inertia = Inertia.of(c.matrix());
    List<Rational> polynomial = characteristicPolynomial(c.matrix());
    // All roots are real, so that Descartes' rule is exact.
    assertThat(List.of(inertia.positive(), inertia.negative(), inertia.zero()))
        .as("%s %s", c, c.matrix())
        .containsExactly(
            signChanges(polynomial),
            signChanges(
                IntStream.range(0, polynomial.size())
                    .mapToObj(k -> k % 2 == 0 ? polynomial.get(k) : polynomial.get(k).negate())
                    .toList()),
            (int) polynomial.stream().takeWhile(Rational::isZero).count());
    assertDirection(c.matrix(), inertia);
  }

  @Test
  void isThatOfACongruentDiagonalMatrix() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(9);
      List<Integer> diagonal = IntStream.range(0, n).mapToObj(i -> random.nextInt(7) - 3).toList();
      RationalMatrix d =
          RationalMatrix.of(n, n, (i, j) -> Rational.of(i == j ? diagonal.get(i) : 0));
      RationalMatrix lower =
          RationalMatrix.of(
              n, n, (i, j) -> Rational.of(i == j ? 1 : i > j ? random.nextInt(9) - 4 : 0, 1));
      RationalMatrix upper =
          RationalMatrix.of(
              n, n, (i, j) -> Rational.of(i == j ? 2 : i < j ? random.nextInt(9) - 4 : 0, 3));
      RationalMatrix m = lower.times(upper);
      RationalMatrix congruent = m.transpose().times(d).times(m);
      Inertia inertia = Inertia.of(congruent);
      assertThat(List.of(inertia.positive(), inertia.negative(), inertia.zero()))
          .as("seed %d: %s", seed, congruent)
          .containsExactly(
              (int) diagonal.stream().filter(e -> e > 0).count(),
              (int) diagonal.stream().filter(e -> e < 0).count(),
              (int) diagonal.stream().filter(e -> e == 0).count());
      assertDirection(congruent, inertia);
    }
  }

  private static void assertDirection(RationalMatrix matrix, Inertia inertia) {
    assertThat(inertia.negativeDirection().isPresent()).isEqualTo(inertia.negative() > 0);
    inertia
        .negativeDirection()
        .ifPresent(
            d -> {
              RationalMatrix column = RationalMatrix.of(d.size(), 1, (i, j) -> d.get(i));
              assertThat(column.transpose().times(matrix).times(column).get(0, 0).signum())
                  .as("%s at %s", matrix, d)
                  .isNegative();
            });
  }

  @Test
  void refusesWhatIsNotSymmetric() {
    assertThatThrownBy(() -> Inertia.of(RationalMatrix.of(new long[][] {{1, 2}, {3, 1}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("symmetric");
    assertThatThrownBy(() -> Inertia.of(RationalMatrix.of(new long[][] {{1, 2}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1×2");
  }

  /** Coefficients from degree 0 up, by the method of Faddeev and Le Verrier. */
  private static List<Rational> characteristicPolynomial(RationalMatrix a) {
    int n = a.rows();
    Rational[] coefficients = new Rational[n + 1];
    coefficients[n] = Rational.ONE;
    RationalMatrix m = RationalMatrix.of(n, n, (i, j) -> Rational.ZERO);
    for (int k = 1; k <= n; k++) {
      Rational c = coefficients[n - k + 1];
      RationalMatrix before = a.times(m);
      m = RationalMatrix.of(n, n, (i, j) -> i == j ? before.get(i, j).plus(c) : before.get(i, j));
      RationalMatrix product = a.times(m);
      Rational trace = Rational.ZERO;
      for (int i = 0; i < n; i++) {
        trace = trace.plus(product.get(i, i));
      }
      coefficients[n - k] = trace.dividedBy(Rational.of(-k));
    }
    return List.of(coefficients);
  }

  private static int signChanges(List<Rational> polynomial) {
    int changes = 0;
    int last = 0;
    for (Rational c : polynomial) {
      if (c.signum() != 0) {
        changes += last != 0 && last != c.signum() ? 1 : 0;
        last = c.signum();
      }
    }
    return changes;
  }
}
