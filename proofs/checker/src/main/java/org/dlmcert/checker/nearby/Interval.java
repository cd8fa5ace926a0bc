package org.dlmcert.checker.nearby;

import java.math.BigInteger;

/**
 * The numbers from lower/2^b to upper/2^b, where all intervals of one computation have the same b
 * ({@link FixedPoint}).
 */
record Interval(BigInteger lower, BigInteger upper) {
  static final Interval ZERO = new Interval(BigInteger.ZERO, BigInteger.ZERO);

  static Interval of(BigInteger number) {
    return new Interval(number, number);
  }

  boolean isZero() {
    return lower.signum() == 0 && upper.signum() == 0;
  }

  /** Returns 1 or -1 if all its numbers have this sign, otherwise 0. */
  int sign() {
    return lower.signum() > 0 ? 1 : upper.signum() < 0 ? -1 : 0;
  }

  Interval plus(Interval other) {
    return new Interval(lower.add(other.lower), upper.add(other.upper));
  }

  Interval minus(Interval other) {
    return new Interval(lower.subtract(other.upper), upper.subtract(other.lower));
  }

  Interval negated() {
    return new Interval(upper.negate(), lower.negate());
  }

  /** Returns the smallest interval that contains both. */
  Interval hull(Interval other) {
    return new Interval(lower.min(other.lower), upper.max(other.upper));
  }

  /** Returns the largest absolute value. */
  BigInteger magnitude() {
    return lower.abs().max(upper.abs());
  }

  /** Returns all products, in units of 1/2^2b. */
  Interval times(Interval other) {
    BigInteger first = lower.multiply(other.lower);
    if (lower.equals(upper) && other.lower.equals(other.upper)) {
      return of(first);
    }
    BigInteger second = lower.multiply(other.upper);
    BigInteger third = upper.multiply(other.lower);
    BigInteger fourth = upper.multiply(other.upper);
    return new Interval(
        first.min(second).min(third.min(fourth)), first.max(second).max(third.max(fourth)));
  }
}
