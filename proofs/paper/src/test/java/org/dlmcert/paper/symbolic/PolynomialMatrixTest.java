package org.dlmcert.paper.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Rank;
import org.junit.jupiter.api.Test;

/** Matrices of polynomials against matrices of numbers at random points, and known answers. */
final class PolynomialMatrixTest {
  private static final long SEED = 9;

  private static PolynomialMatrix random(Random random, int rows, int columns) {
    return PolynomialMatrix.of(
        rows,
        columns,
        (i, j) -> {
          RationalPolynomial sum = RationalPolynomial.of(random.nextInt(5) - 2);
          for (String name : List.of("x", "y")) {
            sum =
                sum.plus(
                    RationalPolynomial.variable(name).times(Rational.of(random.nextInt(5) - 2)));
          }
          return random.nextInt(4) == 0 ? RationalPolynomial.ZERO : sum;
        });
  }

  /** By cofactors of the first row, with numbers. */
  private static Rational determinant(RationalMatrix m) {
    if (m.rows() == 0) {
      return Rational.ONE;
    }
    Rational sum = Rational.ZERO;
    for (int j = 0; j < m.columns(); j++) {
      int column = j;
      RationalMatrix rest =
          RationalMatrix.of(
              m.rows() - 1, m.rows() - 1, (r, c) -> m.get(r + 1, c < column ? c : c + 1));
      Rational product = m.get(0, j).times(determinant(rest));
      sum = j % 2 == 0 ? sum.plus(product) : sum.minus(product);
    }
    return sum;
  }

  @Test
  void agreesWithNumbersAtRandomPoints() {
    Random random = new Random(SEED);
    for (int t = 0; t < 40; t++) {
      int n = t % 5;
      PolynomialMatrix a = random(random, n, n);
      PolynomialMatrix b = random(random, n, n);
      Map<String, Rational> point = new HashMap<>();
      point.put("x", Rational.of(random.nextInt(19) - 9));
      point.put("y", Rational.of(random.nextInt(19) - 9, 2));
      String described = "seed " + SEED + ", trial " + t + ": " + a + ", " + b + " at " + point;
      RationalMatrix x = a.value(point);
      RationalMatrix y = b.value(point);
      assertThat(a.determinant().value(point)).as(described).isEqualTo(determinant(x));
      assertThat(a.times(b).value(point)).as(described).isEqualTo(x.times(y));
      assertThat(a.khatriRao(b).value(point)).as(described).isEqualTo(KhatriRao.product(x, y));
      assertThat(a.transpose().value(point)).as(described).isEqualTo(x.transpose());
      assertThat(a.times(b).determinant())
          .as(described)
          .isEqualTo(a.determinant().times(b.determinant()));
      assertThat(a.plus(b).minus(b)).as(described).isEqualTo(a);
    }
  }

  @Test
  void vandermonde() {
    List<RationalPolynomial> x =
        List.of("a", "b", "c", "d").stream().map(RationalPolynomial::variable).toList();
    RationalPolynomial product = RationalPolynomial.ONE;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        product = product.times(x.get(i).minus(x.get(j)));
      }
    }
    assertThat(PolynomialMatrix.of(4, 4, (i, j) -> x.get(j).pow(i)).determinant())
        .isEqualTo(product);
  }

  @Test
  void fullColumnRankWhereSomeMinorIsNotZero() {
    Random random = new Random(SEED);
    int deficient = 0;
    for (int t = 0; t < 60; t++) {
      PolynomialMatrix a = random(random, 3, 2);
      Map<String, Rational> point =
          Map.of("x", Rational.of(random.nextInt(3)), "y", Rational.of(random.nextInt(3)));
      List<PolynomialMatrix.Minor> minors = a.maximalMinors();
      assertThat(minors)
          .extracting(PolynomialMatrix.Minor::chosen)
          .containsExactly(List.of(0, 1), List.of(0, 2), List.of(1, 2));
      boolean some = minors.stream().anyMatch(m -> !m.value().value(point).isZero());
      assertThat(some)
          .as("seed " + SEED + ", trial " + t + ": " + a + " at " + point)
          .isEqualTo(Rank.of(a.value(point)) == 2);
      deficient += some ? 0 : 1;
    }
    assertThat(deficient).isBetween(1, 59);
  }

  @Test
  void degenerateShapes() {
    assertThat(PolynomialMatrix.ofVariables("a", 0, 0).determinant())
        .isEqualTo(RationalPolynomial.ONE);
    assertThat(PolynomialMatrix.ofVariables("a", 1, 2).maximalMinors()).isEmpty();
    assertThat(PolynomialMatrix.ofVariables("a", 2, 0).maximalMinors())
        .containsExactly(new PolynomialMatrix.Minor(List.of(), RationalPolynomial.ONE));
    assertThat(PolynomialMatrix.ofVariables("a", 10, 1).get(9, 0)).hasToString("a_10,1");
    assertThatThrownBy(() -> PolynomialMatrix.ofVariables("a", 2, 1).determinant())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2×1");
  }
}
