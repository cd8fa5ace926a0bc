package org.dlmcert.checker.algebra;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** The valuation v_p of rational numbers: the exponent of the prime p in them. */
public record Valuation(int prime, Steps steps) {
  /** Stands for ∞, the valuation of 0. */
  static final long INFINITY = Long.MAX_VALUE;

  public long of(Rational number) {
    return number.signum() == 0
        ? INFINITY
        : exponent(number.numerator()) - exponent(number.denominator());
  }

  /** Rejects the evidence unless the slope is a unit modulo the prime: v_p(s) = 0. */
  public void requireUnit(Rational slope, String place) {
    steps.require(
        of(slope) == 0, place, () -> "the slope " + slope + " is not a unit modulo " + prime);
  }

  /** There is a prime, and the slope is a unit modulo each. */
  public static void requireUnits(Rational slope, List<Integer> primes, Steps steps) {
    steps.require(!primes.isEmpty(), "primes", () -> "there are no primes");
    for (int prime : primes) {
      new Valuation(prime, steps).requireUnit(slope, "primes");
    }
  }

  /** The exponent of the prime in a nonzero integer, by its powers p, p², p⁴, … */
  private long exponent(BigInteger number) {
    steps.work().add(Work.length(number), Work.length(number));
    List<BigInteger> powers = new ArrayList<>();
    BigInteger power = BigInteger.valueOf(prime);
    BigInteger rest = number;
    while (rest.mod(power).signum() == 0) {
      rest = rest.divide(power);
      powers.add(power);
      power = power.multiply(power);
    }
    long exponent = (1L << powers.size()) - 1;
    for (int j = powers.size() - 1; j >= 0; j--) {
      if (rest.mod(powers.get(j)).signum() == 0) {
        rest = rest.divide(powers.get(j));
        exponent += 1L << j;
      }
    }
    return exponent;
  }
}
