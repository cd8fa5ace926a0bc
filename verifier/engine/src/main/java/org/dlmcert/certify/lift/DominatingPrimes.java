package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.exact.PrimeFactorization;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** The primes for which some units may have strictly less p-adic valuation than the others. */
final class DominatingPrimes {
  /** The number of primes to try where any prime will do. */
  private static final int TRIES = 3;

  private DominatingPrimes() {}

  /** A column of the noise as integers without a common factor, up to a rational factor. */
  static List<BigInteger> coprime(RationalMatrix noise, int sample) {
    List<BigInteger> cleared =
        noise.columns(new int[] {sample}).transpose().clear().matrix().row(0);
    BigInteger content = cleared.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
    return content.signum() == 0
        ? cleared
        : cleared.stream().map(entry -> entry.divide(content)).toList();
  }

  /**
   * The primes below 2^31 that divide {@code common}, the largest first; some large ones if it is
   * 0. The slope is a unit for each.
   */
  static List<PrimeField> dividing(BigInteger common, Rational slope) {
    List<PrimeField> fields = new ArrayList<>();
    if (common.signum() == 0) {
      for (PrimeField field : PrimeField.descending()) {
        if (field.isUnit(slope)) {
          fields.add(field);
        }
        if (fields.size() == TRIES) {
          return fields;
        }
      }
    }
    PrimeFactorization.of(common).exponents().keySet().stream()
        .filter(p -> p.bitLength() <= 31)
        .map(p -> PrimeField.of(p.intValueExact()))
        .filter(field -> field.isUnit(slope))
        .forEach(fields::add);
    Collections.reverse(fields); // an accident is least likely with the largest prime
    return fields;
  }
}
