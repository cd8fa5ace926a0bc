package org.dlmcert.point;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A polynomial in one variable with rational coefficients, the constant one first and the last one
 * not zero.
 */
record Polynomial(List<Rational> coefficients) {
  static final Polynomial ZERO = new Polynomial(List.of());

  Polynomial {
    int size = coefficients.size();
    while (size > 0 && coefficients.get(size - 1).isZero()) {
      size--;
    }
    coefficients = List.copyOf(coefficients.subList(0, size));
  }

  /** {@code constant + slope · t}. */
  static Polynomial of(Rational constant, Rational slope) {
    return new Polynomial(List.of(constant, slope));
  }

  /** The coefficient of t^power. */
  Rational coefficient(int power) {
    return power < coefficients.size() ? coefficients.get(power) : Rational.ZERO;
  }

  /** The sign for all small t > 0. */
  int signOfSmall() {
    return coefficients.stream()
        .filter(c -> !c.isZero())
        .mapToInt(Rational::signum)
        .findFirst()
        .orElse(0);
  }

  Polynomial plus(Polynomial other) {
    List<Rational> sum = new ArrayList<>();
    for (int k = 0; k < Math.max(coefficients.size(), other.coefficients.size()); k++) {
      sum.add(coefficient(k).plus(other.coefficient(k)));
    }
    return new Polynomial(sum);
  }

  Polynomial times(Rational factor) {
    return factor.isZero()
        ? ZERO
        : new Polynomial(coefficients.stream().map(factor::times).toList());
  }

  Polynomial times(Polynomial other) {
    if (coefficients.isEmpty() || other.coefficients.isEmpty()) {
      return ZERO;
    }
    List<Rational> product =
        new ArrayList<>(
            Collections.nCopies(
                coefficients.size() + other.coefficients.size() - 1, Rational.ZERO));
    for (int i = 0; i < coefficients.size(); i++) {
      for (int j = 0; j < other.coefficients.size() && !coefficients.get(i).isZero(); j++) {
        product.set(
            i + j, product.get(i + j).plus(coefficients.get(i).times(other.coefficients.get(j))));
      }
    }
    return new Polynomial(product);
  }
}
