package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dlmcert.exact.Rational;
import org.dlmcert.paper.symbolic.RationalPolynomial;

/**
 * A polynomial in the slope s.
 *
 * @param coefficients of 1, s, s², …; no trailing zeros
 */
public record SlopePolynomial(List<Rational> coefficients) {
  public SlopePolynomial {
    List<Rational> trimmed = new ArrayList<>(coefficients);
    while (!trimmed.isEmpty() && trimmed.get(trimmed.size() - 1).isZero()) {
      trimmed.remove(trimmed.size() - 1);
    }
    coefficients = List.copyOf(trimmed);
  }

  /** The polynomial of at most this degree with the values of a function at 0, 1, …, degree. */
  public static SlopePolynomial interpolate(int degree, UnaryOperator<Rational> function) {
    List<Rational> differences = new ArrayList<>(); // divided, in place
    for (int k = 0; k <= degree; k++) {
      differences.add(function.apply(Rational.of(k)));
    }
    for (int order = 1; order <= degree; order++) {
      for (int k = degree; k >= order; k--) {
        differences.set(
            k, differences.get(k).minus(differences.get(k - 1)).dividedBy(Rational.of(order)));
      }
    }
    List<Rational> sum = new ArrayList<>(Collections.nCopies(degree + 1, Rational.ZERO));
    for (int k = degree; k >= 0; k--) { // sum = sum·(s - k) + difference
      for (int j = degree; j >= 0; j--) {
        Rational shifted = j == 0 ? Rational.ZERO : sum.get(j - 1);
        sum.set(j, shifted.minus(sum.get(j).times(Rational.of(k))));
      }
      sum.set(0, sum.get(0).plus(differences.get(k)));
    }
    return new SlopePolynomial(sum);
  }

  public boolean isZero() {
    return coefficients.isEmpty();
  }

  public int degree() {
    return Math.max(0, coefficients.size() - 1);
  }

  public Rational at(Rational s) {
    Rational value = Rational.ZERO;
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.times(s).plus(coefficients.get(k));
    }
    return value;
  }

  /** An interval that contains the values at all slopes of an interval, by Horner's scheme. */
  public DecimalInterval at(DecimalInterval s) {
    DecimalInterval value = DecimalInterval.of(s.digits(), Rational.ZERO);
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.times(s).plus(DecimalInterval.of(s.digits(), coefficients.get(k)));
    }
    return value;
  }

  /** The same polynomial in the variable s. */
  public RationalPolynomial symbolic() {
    RationalPolynomial sum = RationalPolynomial.ZERO;
    for (int k = 0; k < coefficients.size(); k++) {
      sum = sum.plus(RationalPolynomial.variable("s").pow(k).times(coefficients.get(k)));
    }
    return sum;
  }

  @Override
  public String toString() {
    return symbolic().toString();
  }
}
