package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * Interval arithmetic in units of 1/2^bits, rounded outward (format.md, "Enclosures").
 *
 * @param bits b
 * @param work where multiplications are counted before they are done
 */
record FixedPoint(int bits, Work work) {

  Interval one() {
    return Interval.of(BigInteger.ONE.shiftLeft(bits));
  }

  /** Returns the smallest interval of this arithmetic that contains the number. */
  Interval of(Rational number) {
    BigInteger shifted = number.numerator().shiftLeft(bits);
    if (number.isInteger()) {
      return Interval.of(shifted);
    }
    work.add(Work.length(shifted), Work.length(number.denominator()));
    BigInteger[] parts = shifted.divideAndRemainder(number.denominator());
    BigInteger towardsZero = parts[0];
    int side = parts[1].signum();
    return new Interval(
        side < 0 ? towardsZero.subtract(BigInteger.ONE) : towardsZero,
        side > 0 ? towardsZero.add(BigInteger.ONE) : towardsZero);
  }

  /** Returns an interval in units of 1/2^other in units of this arithmetic, rounded outward. */
  Interval from(Interval interval, int other) {
    return new Interval(
        interval.lower().shiftLeft(bits - other),
        interval.upper().negate().shiftLeft(bits - other).negate());
  }

  /** Returns the sum of the products of two lists of one length, rounded outward once. */
  Interval dot(Interval[] a, Interval[] b) {
    work.add(4, a.length, longest(a), longest(b));
    Interval sum = Interval.ZERO;
    for (int i = 0; i < a.length; i++) {
      if (!a[i].isZero() && !b[i].isZero()) {
        sum = sum.plus(a[i].times(b[i]));
      }
    }
    return from(sum, 2 * bits);
  }

  Interval times(Interval a, Interval b) {
    return dot(new Interval[] {a}, new Interval[] {b});
  }

  /** Returns the length of the longest end in the list; at least 1. */
  static long longest(Interval[] list) {
    long longest = 1;
    for (Interval interval : list) {
      longest =
          Math.max(longest, Math.max(Work.length(interval.lower()), Work.length(interval.upper())));
    }
    return longest;
  }
}
