package org.dlmcert.exact;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An exact rational number, always reduced: the denominator is positive and prime to the numerator,
 * so that {@code equals} is equality of numbers.
 */
public final class Rational implements Comparable<Rational>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final int CACHED = 1024;
  private static final Rational[] CACHE = new Rational[2 * CACHED + 1];

  static {
    for (int i = -CACHED; i <= CACHED; i++) {
      CACHE[i + CACHED] = new Rational(BigInteger.valueOf(i), BigInteger.ONE);
    }
  }

  public static final Rational ZERO = of(0);
  public static final Rational ONE = of(1);

  private final BigInteger numerator;
  private final BigInteger denominator;

  private Rational(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The integer {@code value}. */
  public static Rational of(long value) {
    if (-CACHED <= value && value <= CACHED) {
      return CACHE[(int) value + CACHED];
    }
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /** The integer {@code value}. */
  public static Rational of(BigInteger value) {
    return value.bitLength() < 32 ? of(value.longValue()) : new Rational(value, BigInteger.ONE);
  }

  /** The fraction {@code numerator / denominator}. */
  public static Rational of(long numerator, long denominator) {
    return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /**
   * The fraction {@code numerator / denominator}, reduced.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("denominator is zero");
    }
    if (denominator.signum() > 0 && denominator.bitCount() == 1) {
      return overPowerOfTwo(numerator, denominator);
    }
    BigInteger gcd = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      gcd = gcd.negate();
    }
    if (gcd.equals(BigInteger.ONE)) {
      return new Rational(numerator, denominator);
    }
    BigInteger den = denominator.divide(gcd);
    BigInteger num = numerator.divide(gcd);
    return den.equals(BigInteger.ONE) ? of(num) : new Rational(num, den);
  }

  /** Reduced by shifts: what weights in floating point have as denominators. */
  private static Rational overPowerOfTwo(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) {
      return ZERO;
    }
    int twos = denominator.getLowestSetBit();
    int common = Math.min(twos, numerator.getLowestSetBit());
    BigInteger num = common == 0 ? numerator : numerator.shiftRight(common);
    return common == twos
        ? of(num)
        : new Rational(num, common == 0 ? denominator : denominator.shiftRight(common));
  }

  /**
   * The fraction {@code numerator / (2^twos · 5^fives)}, reduced by dividing out common twos and
   * fives: no greatest common divisor, so that decimals and binary floating point numbers of many
   * digits are cheap.
   *
   * @param twos a nonnegative exponent
   * @param fives a nonnegative exponent
   */
  public static Rational over(BigInteger numerator, int twos, int fives) {
    if (twos < 0 || fives < 0) {
      throw new IllegalArgumentException("nonnegative exponents expected: " + twos + ", " + fives);
    }
    if (numerator.signum() == 0) {
      return ZERO;
    }
    int commonTwos = Math.min(twos, numerator.getLowestSetBit());
    BigInteger num = numerator.shiftRight(commonTwos);
    int commonFives = 0;
    // 5, 5², 5⁴, … while they divide, then back down: the binary digits of the exponent of five.
    Deque<BigInteger> powers = new ArrayDeque<>();
    BigInteger power = BigInteger.valueOf(5);
    for (int exponent = 1; exponent <= fives - commonFives; exponent *= 2) {
      BigInteger[] division = num.divideAndRemainder(power);
      if (division[1].signum() != 0) {
        break;
      }
      num = division[0];
      commonFives += exponent;
      powers.push(power);
      power = power.multiply(power);
    }
    for (int exponent = 1 << powers.size() >> 1; exponent > 0; exponent /= 2) {
      BigInteger candidate = powers.pop();
      if (exponent <= fives - commonFives) {
        BigInteger[] division = num.divideAndRemainder(candidate);
        if (division[1].signum() == 0) {
          num = division[0];
          commonFives += exponent;
        }
      }
    }
    BigInteger den = BigInteger.valueOf(5).pow(fives - commonFives).shiftLeft(twos - commonTwos);
    return den.equals(BigInteger.ONE) ? of(num) : new Rational(num, den);
  }

  public BigInteger numerator() {
    return numerator;
  }

  /** The positive denominator. */
  public BigInteger denominator() {
    return denominator;
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public int signum() {
    return numerator.signum();
  }

  public Rational plus(Rational other) {
    if (isInteger() && other.isInteger()) {
      return of(numerator.add(other.numerator));
    }
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    if (isInteger() && other.isInteger()) {
      return of(numerator.multiply(other.numerator));
    }
    // Both are reduced, so only a numerator and the other's denominator have common factors.
    BigInteger first = numerator.gcd(other.denominator);
    BigInteger second = other.numerator.gcd(denominator);
    BigInteger num = quotient(numerator, first).multiply(quotient(other.numerator, second));
    BigInteger den = quotient(denominator, second).multiply(quotient(other.denominator, first));
    return den.equals(BigInteger.ONE) ? of(num) : new Rational(num, den);
  }

  private static BigInteger quotient(BigInteger dividend, BigInteger divisor) {
    return divisor.equals(BigInteger.ONE) ? dividend : dividend.divide(divisor);
  }

  /** Σ a_j·b_j; the vectors have equal lengths. */
  public static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = ZERO;
    for (int j = 0; j < a.size(); j++) {
      if (!a.get(j).isZero() && !b.get(j).isZero()) {
        sum = sum.plus(a.get(j).times(b.get(j)));
      }
    }
    return sum;
  }

  /** The least common denominator; 1 for no values. */
  public static BigInteger commonDenominator(List<Rational> values) {
    BigInteger common = BigInteger.ONE;
    for (Rational value : values) {
      common = IntegerVectors.leastCommonMultiple(common, value.denominator);
    }
    return common;
  }

  /** The numerator over a denominator that is a multiple of the own one. */
  public BigInteger numeratorOver(BigInteger multiple) {
    return multiple.equals(denominator)
        ? numerator
        : numerator.multiply(multiple.divide(denominator));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if {@code other} is zero
   */
  public Rational dividedBy(Rational other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public Rational negate() {
    return isZero() ? this : new Rational(numerator.negate(), denominator);
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  /**
   * The inverse.
   *
   * @throws ArithmeticException if this is zero
   */
  public Rational reciprocal() {
    return of(denominator, numerator);
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rational that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }

  /** Reduced {@code p/q}, or {@code p} for an integer. */
  @Override
  public String toString() {
    return isInteger() ? digits(numerator) : digits(numerator) + "/" + digits(denominator);
  }

  /** Data sets are full of small integers, whose digits a long has sooner. */
  private static String digits(BigInteger value) {
    return value.bitLength() < Long.SIZE ? Long.toString(value.longValue()) : value.toString();
  }
}
