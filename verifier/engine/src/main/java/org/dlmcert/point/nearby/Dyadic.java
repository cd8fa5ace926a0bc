package org.dlmcert.point.nearby;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.dlmcert.exact.Rational;

/** Multiples of powers of two, and exact numbers as people read them. */
final class Dyadic {
  private static final MathContext DIGITS = new MathContext(3);

  private Dyadic() {}

  /** The integer nearest to 2^bits times a number; halves go up. */
  static BigInteger nearest(Rational number, int bits) {
    BigInteger twice = number.numerator().shiftLeft(bits + 1).add(number.denominator());
    BigInteger[] parts = twice.divideAndRemainder(number.denominator().shiftLeft(1));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** About this large. */
  static String decimal(Rational number) {
    return new BigDecimal(number.numerator())
        .divide(new BigDecimal(number.denominator()), DIGITS)
        .toString();
  }
}
