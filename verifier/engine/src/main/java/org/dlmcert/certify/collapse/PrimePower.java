package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dlmcert.exact.PrimeFactorization;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;

/** A prime p with the largest exponent k ≥ 1 such that a slope is 1 modulo p^k. */
record PrimePower(BigInteger prime, int exponent) {
  private static final int MOST_EXPONENT = 64;
  private static final int MOST_BITS = 63;

  /** For slope 1, which is 1 modulo everything. */
  private static final int TRIES = 3;

  /**
   * The primes below 2^63 that divide the numerator of s - 1: first those below 2^31, for which
   * elimination is a hundred times faster, and among them the largest first, because a random
   * matrix with m rows and n columns is deficient modulo p with probability about p^(n-m-1).
   */
  static List<PrimePower> of(Rational slope) {
    BigInteger difference = slope.numerator().subtract(slope.denominator());
    List<PrimePower> powers = new ArrayList<>();
    if (difference.signum() == 0) {
      for (PrimeField field : PrimeField.descending()) {
        if (powers.size() == TRIES) {
          break;
        }
        powers.add(new PrimePower(BigInteger.valueOf(field.modulus()), 1));
      }
      return powers;
    }
    PrimeFactorization.of(difference)
        .exponents()
        .forEach((p, k) -> powers.add(new PrimePower(p, Math.min(k, MOST_EXPONENT))));
    powers.removeIf(power -> power.prime.bitLength() > MOST_BITS);
    powers.sort(
        Comparator.comparing(PrimePower::fitsInt).thenComparing(PrimePower::prime).reversed());
    return powers;
  }

  boolean fitsInt() {
    return prime.bitLength() <= 31;
  }

  PrimePower withExponent(int k) {
    return new PrimePower(prime, k);
  }

  /** In words, such as {@code 3^2}. */
  @Override
  public String toString() {
    return exponent == 1 ? prime.toString() : prime + "^" + exponent;
  }
}
