package org.dlmcert.point.nearby;

import java.math.BigInteger;

/**
 * The numbers between two multiples of 2^-b, b that of the {@link RangeArithmetic} at work.
 *
 * @param low 2^b times the least one
 * @param high 2^b times the greatest one
 */
record Range(BigInteger low, BigInteger high) {
  static final Range ZERO = exactly(BigInteger.ZERO);

  Range {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("empty range: " + low + " > " + high);
    }
  }

  static Range exactly(BigInteger value) {
    return new Range(value, value);
  }

  boolean isZero() {
    return low.signum() == 0 && high.signum() == 0;
  }

  boolean isPositive() {
    return low.signum() > 0;
  }

  boolean isNegative() {
    return high.signum() < 0;
  }

  Range plus(Range other) {
    return other.isZero() ? this : new Range(low.add(other.low), high.add(other.high));
  }

  Range minus(Range other) {
    return new Range(low.subtract(other.high), high.subtract(other.low));
  }

  Range negate() {
    return new Range(high.negate(), low.negate());
  }

  /** The smallest range around both. */
  Range and(Range other) {
    return new Range(low.min(other.low), high.max(other.high));
  }

  /** 2^(b+1) times the midpoint. */
  BigInteger twiceMiddle() {
    return low.add(high);
  }

  /** 2^(b+1) times half the width. */
  BigInteger width() {
    return high.subtract(low);
  }

  /** All products, as multiples of 2^-2b. */
  Range wideTimes(Range other) {
    if (low.signum() >= 0 && other.low.signum() >= 0) {
      return new Range(low.multiply(other.low), high.multiply(other.high));
    }
    if (low.equals(high)) {
      return scaled(other, low);
    }
    if (other.low.equals(other.high)) {
      return scaled(this, other.low);
    }
    BigInteger a = low.multiply(other.low);
    BigInteger b = low.multiply(other.high);
    BigInteger c = high.multiply(other.low);
    BigInteger d = high.multiply(other.high);
    return new Range(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
  }

  private static Range scaled(Range range, BigInteger factor) {
    BigInteger a = range.low.multiply(factor);
    BigInteger b = range.low == range.high ? a : range.high.multiply(factor);
    return factor.signum() < 0 ? new Range(b, a) : new Range(a, b);
  }
}
