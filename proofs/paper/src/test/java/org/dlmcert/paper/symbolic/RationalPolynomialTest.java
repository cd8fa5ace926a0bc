package org.dlmcert.paper.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.exact.Rational;
import org.jscience.mathematics.function.Polynomial;
import org.jscience.mathematics.function.Term;
import org.jscience.mathematics.function.Variable;
import org.junit.jupiter.api.Test;

/** Polynomials against an arithmetic of term maps that shares nothing with JScience. */
final class RationalPolynomialTest {
  private static final long SEED = 8;
  private static final List<String> NAMES = List.of("x", "y", "z");

  private static final RationalPolynomial X = RationalPolynomial.variable("x");
  private static final RationalPolynomial Y = RationalPolynomial.variable("y");

  /** Exponents of x, y and z to coefficients; no zeros. */
  private record Terms(Map<List<Integer>, Rational> map) {
    static Terms random(Random random) {
      Map<List<Integer>, Rational> map = new HashMap<>();
      for (int k = random.nextInt(6); k > 0; k--) {
        map.put(
            List.of(random.nextInt(3), random.nextInt(3), random.nextInt(2)),
            Rational.of(random.nextInt(5) - 2, 1 + random.nextInt(2)));
      }
      return new Terms(map).normal();
    }

    Terms normal() {
      Map<List<Integer>, Rational> kept = new HashMap<>(map);
      kept.values().removeIf(Rational::isZero);
      return new Terms(kept);
    }

    Terms plus(Terms other) {
      Map<List<Integer>, Rational> sum = new HashMap<>(map);
      other.map.forEach((e, c) -> sum.merge(e, c, Rational::plus));
      return new Terms(sum).normal();
    }

    Terms times(Terms other) {
      Map<List<Integer>, Rational> product = new HashMap<>();
      map.forEach(
          (e, c) ->
              other.map.forEach(
                  (f, d) ->
                      product.merge(
                          List.of(e.get(0) + f.get(0), e.get(1) + f.get(1), e.get(2) + f.get(2)),
                          c.times(d),
                          Rational::plus)));
      return new Terms(product).normal();
    }

    Terms derivativeByX() {
      Map<List<Integer>, Rational> derivative = new HashMap<>();
      map.forEach(
          (e, c) -> {
            if (e.get(0) > 0) {
              derivative.put(
                  List.of(e.get(0) - 1, e.get(1), e.get(2)), c.times(Rational.of(e.get(0))));
            }
          });
      return new Terms(derivative);
    }

    Rational value(List<Rational> point) {
      Rational sum = Rational.ZERO;
      for (Map.Entry<List<Integer>, Rational> entry : map.entrySet()) {
        Rational product = entry.getValue();
        for (int k = 0; k < 3; k++) {
          for (int power = 0; power < entry.getKey().get(k); power++) {
            product = product.times(point.get(k));
          }
        }
        sum = sum.plus(product);
      }
      return sum;
    }

    /** The polynomial, from nothing but variables, constants, and products of single terms. */
    RationalPolynomial polynomial() {
      RationalPolynomial sum = RationalPolynomial.ZERO;
      for (Map.Entry<List<Integer>, Rational> entry : map.entrySet()) {
        RationalPolynomial term = RationalPolynomial.of(entry.getValue());
        for (int k = 0; k < 3; k++) {
          for (int power = 0; power < entry.getKey().get(k); power++) {
            term = term.times(RationalPolynomial.variable(NAMES.get(k)));
          }
        }
        sum = sum.plus(term);
      }
      return sum;
    }

    Map<String, Rational> coefficients() {
      Map<String, Rational> all = new TreeMap<>();
      map.forEach(
          (e, c) -> {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 3; k++) {
              String power =
                  List.of(
                          "",
                          NAMES.get(k),
                          NAMES.get(k) + "²",
                          NAMES.get(k) + "³",
                          NAMES.get(k) + "⁴")
                      .get(e.get(k));
              text.append(text.isEmpty() || power.isEmpty() ? power : "·" + power);
            }
            all.put(text.toString(), c);
          });
      return all;
    }
  }

  /** When this fails, JScience has been mended, and products need no longer go term by term. */
  @Test
  void productsOfJScienceAreWrongWhereTermsCancel() {
    Variable<Coefficient> x = new Variable.Local<>("x");
    Variable<Coefficient> y = new Variable.Local<>("y");
    Coefficient one = new Coefficient(Rational.ONE);
    Polynomial<Coefficient> sum = Polynomial.valueOf(one, x).plus(Polynomial.valueOf(one, y));
    Polynomial<Coefficient> difference =
        Polynomial.valueOf(one, x).minus(Polynomial.valueOf(one, y));
    Term xy = Term.valueOf(x, 1).times(Term.valueOf(y, 1));
    assertThat(sum.times(difference).getCoefficient(xy))
        .as("the coefficient of xy in (x + y)(x - y), which is 0")
        .isNotNull();
  }

  @Test
  void differenceOfSquares() {
    assertThat(X.plus(Y).times(X.minus(Y))).hasToString("x² - y²");
    assertThat(X.plus(Y).pow(3)).hasToString("x³ + 3·x²·y + 3·x·y² + y³");
  }

  @Test
  void agreesWithTermMaps() {
    Random random = new Random(SEED);
    for (int t = 0; t < 400; t++) {
      Terms a = Terms.random(random);
      Terms b =
          t % 4 == 0
              ? a.times(new Terms(Map.of(List.of(0, 0, 0), Rational.of(-1))))
              : Terms.random(random);
      RationalPolynomial p = a.polynomial();
      RationalPolynomial q = b.polynomial();
      String described = "seed " + SEED + ", trial " + t + ": " + p + " and " + q;
      assertThat(p.coefficients()).as(described).isEqualTo(a.coefficients());
      assertThat(p.plus(q).coefficients()).as(described).isEqualTo(a.plus(b).coefficients());
      Terms product = a.times(b);
      assertThat(p.times(q)).as(described).isEqualTo(product.polynomial());
      Terms squares =
          a.plus(b).times(a.plus(b.times(new Terms(Map.of(List.of(0, 0, 0), Rational.of(-1))))));
      assertThat(p.plus(q).times(p.minus(q))).as(described).isEqualTo(squares.polynomial());
      assertThat(p.derivative("x").coefficients())
          .as(described)
          .isEqualTo(a.derivativeByX().coefficients());
      List<Rational> point =
          List.of(Rational.of(random.nextInt(9) - 4, 3), Rational.of(2), Rational.of(-1, 2));
      Map<String, Rational> named = new LinkedHashMap<>();
      for (int k = 0; k < 3; k++) {
        named.put(NAMES.get(k), point.get(k));
      }
      assertThat(p.times(q).value(named)).as(described).isEqualTo(product.value(point));
      assertThat(p.times(q).at(named))
          .as(described)
          .isEqualTo(RationalPolynomial.of(product.value(point)));
      assertThat(p.isZero()).as(described).isEqualTo(a.map().isEmpty());
      assertThat(p.size()).as(described).isEqualTo(a.map().size());
    }
  }

  @Test
  void zeroAndConstants() {
    assertThat(X.minus(X)).isEqualTo(RationalPolynomial.ZERO).hasToString("0");
    assertThat(X.minus(X).plus(X)).isEqualTo(X);
    assertThat(X.plus(RationalPolynomial.ONE).minus(X)).isEqualTo(RationalPolynomial.ONE);
    assertThat(X.plus(RationalPolynomial.of(2)).minus(RationalPolynomial.of(2))).isEqualTo(X);
    assertThat(X.pow(0)).isEqualTo(RationalPolynomial.ONE);
    assertThat(RationalPolynomial.of(3).derivative("x").isZero()).isTrue();
    assertThat(RationalPolynomial.ZERO.isZero()).isTrue();
    assertThat(RationalPolynomial.ONE.isZero()).isFalse();
    assertThat(RationalPolynomial.ZERO.degree()).isZero();
    assertThat(RationalPolynomial.ZERO.coefficients()).isEmpty();
    assertThat(RationalPolynomial.of(Rational.of(-1, 3)).times(Y).minus(X.pow(12)))
        .hasToString("-x¹² - 1/3·y");
  }

  @Test
  void replacesAllVariablesAtOnce() {
    RationalPolynomial p = X.times(X).plus(Y);
    assertThat(p.with(Map.of("x", Y, "y", X))).isEqualTo(Y.times(Y).plus(X));
    assertThat(p.at(Map.of("x", Rational.of(2)))).isEqualTo(Y.plus(RationalPolynomial.of(4)));
    assertThat(p.variables()).containsExactly("x", "y");
    assertThat(p.degree()).isEqualTo(2);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> X.value(Map.of("y", Rational.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x");
    assertThatThrownBy(() -> X.pow(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RationalPolynomial.variable("2x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
