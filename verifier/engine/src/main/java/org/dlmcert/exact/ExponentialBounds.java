package org.dlmcert.exact;

import java.math.BigInteger;

/**
 * Bounds for exp(-x), x ≥ 0, in units of 2^-bits.
 *
 * <p>exp(x/2^j), x/2^j ≤ 1/4, is the sum of its series; all terms are positive, and those that are
 * left out are together less than the last one. Squared j times, and inverted. The lower bound
 * comes from roundings up, the upper one from roundings down.
 *
 * @param low a lower bound times 2^bits, not negative
 * @param high an upper bound times 2^bits
 */
public record ExponentialBounds(BigInteger low, BigInteger high) {
  private static final int GUARD = 24;

  /** The bounds; O(bits) products of numbers of some bits more. */
  public static ExponentialBounds of(Rational x, int bits) {
    if (x.signum() < 0) {
      throw new IllegalArgumentException("a number from 0 expected, got " + x);
    }
    if (x.compareTo(Rational.of(bits)) >= 0) {
      return new ExponentialBounds(BigInteger.ZERO, BigInteger.ONE);
    }
    int halvings = 2;
    while (x.compareTo(Rational.of(1L << (halvings - 2))) > 0) {
      halvings++;
    }
    int scale = bits + 2 * halvings + GUARD;
    BigInteger[] y = x.numerator().shiftLeft(scale - halvings).divideAndRemainder(x.denominator());
    BigInteger least = y[0];
    BigInteger most = y[1].signum() == 0 ? y[0] : y[0].add(BigInteger.ONE);
    BigInteger down = BigInteger.ZERO;
    BigInteger up = BigInteger.ZERO;
    BigInteger downTerm = BigInteger.ONE.shiftLeft(scale);
    BigInteger upTerm = downTerm;
    for (int k = 1; upTerm.compareTo(BigInteger.TWO) > 0; k++) {
      down = down.add(downTerm);
      up = up.add(upTerm);
      downTerm = downTerm.multiply(least).shiftRight(scale).divide(BigInteger.valueOf(k));
      upTerm = ceiling(upTerm.multiply(most), BigInteger.valueOf(k).shiftLeft(scale));
    }
    up = up.add(upTerm.shiftLeft(1)); // the rest: a geometric series of ratio below 1/2
    BigInteger unit = BigInteger.ONE.shiftLeft(scale);
    for (int j = 0; j < halvings; j++) {
      down = down.multiply(down).shiftRight(scale);
      up = ceiling(up.multiply(up), unit);
    }
    BigInteger one = BigInteger.ONE.shiftLeft(bits + scale);
    return new ExponentialBounds(one.divide(up), ceiling(one, down));
  }

  private static BigInteger ceiling(BigInteger p, BigInteger q) {
    BigInteger[] division = p.divideAndRemainder(q);
    return division[1].signum() > 0 ? division[0].add(BigInteger.ONE) : division[0];
  }
}
