package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Rational numbers from their residues: the half extended Euclidean algorithm (P. S. Wang, A p-adic
 * algorithm for univariate partial fractions, 1981).
 */
public final class RationalReconstruction {
  /** A guess must be this many bits shorter than the modulus; it is then rarely an accident. */
  private static final int SLACK_BITS = 32;

  private RationalReconstruction() {}

  /** A fraction, not necessarily reduced; the denominator is positive. */
  public record Fraction(BigInteger numerator, BigInteger denominator) {}

  /** The residue of least absolute value. */
  public static BigInteger symmetric(BigInteger value, BigInteger modulus) {
    BigInteger residue = value.mod(modulus);
    return residue.bitLength() >= modulus.bitLength() - 1
            && residue.shiftLeft(1).compareTo(modulus) > 0
        ? residue.subtract(modulus)
        : residue;
  }

  /** Whether this numerator and denominator are short enough to be a credible guess. */
  public static boolean credible(BigInteger numerator, BigInteger denominator, BigInteger modulus) {
    return numerator.bitLength() + denominator.bitLength() + SLACK_BITS < modulus.bitLength();
  }

  /**
   * A credible fraction n/d with {@code n ≡ residue · d}, both near or below the root of the
   * modulus, if there is one. It is a guess: the caller verifies what it concludes.
   */
  public static Optional<Fraction> guess(BigInteger residue, BigInteger modulus) {
    BigInteger bound = modulus.shiftRight(1).sqrt();
    BigInteger r0 = modulus;
    BigInteger r1 = residue.mod(modulus);
    BigInteger t0 = BigInteger.ZERO;
    BigInteger t1 = BigInteger.ONE;
    while (r1.compareTo(bound) > 0) {
      BigInteger[] division = r0.divideAndRemainder(r1);
      BigInteger t2 = t0.subtract(division[0].multiply(t1));
      r0 = r1;
      r1 = division[1];
      t0 = t1;
      t1 = t2;
    }
    Fraction guess =
        t1.signum() < 0 ? new Fraction(r1.negate(), t1.negate()) : new Fraction(r1, t1);
    return credible(guess.numerator, guess.denominator, modulus)
        ? Optional.of(guess)
        : Optional.empty();
  }
}
