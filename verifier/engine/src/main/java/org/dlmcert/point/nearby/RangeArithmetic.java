package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Interval arithmetic on multiples of 2^-bits: sums are exact, products are rounded outward, and
 * scalar products are rounded once (proofs/format.md, <em>Enclosures</em>).
 *
 * @param bits b ≥ 0
 */
record RangeArithmetic(int bits) {
  Range one() {
    return Range.exactly(BigInteger.ONE.shiftLeft(bits));
  }

  /** The smallest range around a number: it is one number if this is a multiple of 2^-bits. */
  Range around(Rational value) {
    BigInteger[] division =
        value.numerator().shiftLeft(bits).divideAndRemainder(value.denominator());
    BigInteger low = division[1].signum() < 0 ? division[0].subtract(BigInteger.ONE) : division[0];
    return new Range(low, division[1].signum() == 0 ? low : low.add(BigInteger.ONE));
  }

  /** A range of another arithmetic, rounded outward. */
  Range around(Range range, RangeArithmetic other) {
    int shift = bits - other.bits;
    return shift >= 0
        ? new Range(range.low().shiftLeft(shift), range.high().shiftLeft(shift))
        : outward(range, -shift);
  }

  /** Divides by 2^shift. */
  private static Range outward(Range range, int shift) {
    BigInteger low = range.low().shiftRight(shift);
    BigInteger high = range.high().negate().shiftRight(shift).negate();
    return new Range(low, high);
  }

  Range times(Range a, Range b) {
    return a.isZero() || b.isZero() ? Range.ZERO : outward(a.wideTimes(b), bits);
  }

  /** Σ a_i·b_i. */
  Range dot(Range[] a, Range[] b) {
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ZERO;
    for (int i = 0; i < a.length; i++) {
      if (!a[i].isZero() && !b[i].isZero()) {
        Range product = a[i].wideTimes(b[i]);
        low = low.add(product.low());
        high = high.add(product.high());
      }
    }
    return outward(new Range(low, high), bits);
  }

  /** Σ over the list of its squares, each square as a product of the range with itself. */
  Range squares(List<Range> values) {
    Range[] all = values.toArray(new Range[0]);
    return dot(all, all);
  }

  /** The numbers of the range as exact values: its two ends. */
  Rational lower(Range range) {
    return Rational.of(range.low(), BigInteger.ONE.shiftLeft(bits));
  }

  Rational upper(Range range) {
    return Rational.of(range.high(), BigInteger.ONE.shiftLeft(bits));
  }
}
