package org.dlmcert.checker.labels;

import java.math.BigInteger;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * Encloses exp(-x), x ≥ 0, by integers in units of 2^-bits, rounded outward (soundness.md section
 * 35).
 *
 * @param low at most exp(-x)·2^bits, not negative
 * @param high at least that
 */
record Exponential(BigInteger low, BigInteger high) {
  private static final int GUARD_BITS = 16;

  /** On which side of the number a bound is. */
  private enum Side {
    BELOW,
    ABOVE
  }

  /** The enclosure: about as many products of numbers of so many bits as there are bits. */
  static Exponential of(Rational x, int bits, Work work) {
    // exp(-x) < 2^-bits for x ≥ bits, as e > 2.
    work.add(Work.length(x.numerator()), Work.length(x.denominator()));
    BigInteger whole = x.numerator().divide(x.denominator());
    if (whole.compareTo(BigInteger.valueOf(bits)) >= 0) {
      return new Exponential(BigInteger.ZERO, BigInteger.ONE);
    }
    int halvings = whole.bitLength() + 1; // x/2^halvings ≤ 1/2
    int scale = bits + 2 * halvings + GUARD_BITS;
    long length = scale / 60 + 1L;
    work.add(scale + halvings, length, 2 * length);
    work.add(Work.length(x.numerator()) + length, Work.length(x.denominator()));
    BigInteger below =
        x.numerator().shiftLeft(scale - halvings).divide(x.denominator()); // of y·2^scale
    BigInteger low = partialSum(below.add(BigInteger.ONE), scale, Side.BELOW);
    BigInteger high = partialSum(below, scale, Side.ABOVE);
    for (int k = 0; k < halvings; k++) {
      low = low.multiply(low).shiftRight(scale);
      high = shiftedUp(high.multiply(high), scale);
    }
    return new Exponential(low.shiftRight(scale - bits), shiftedUp(high, scale - bits));
  }

  /**
   * A bound for 2^scale·exp(-y), 0 ≤ y = Y/2^scale ≤ 1/2 + 2^-scale: the partial sums of Σ
   * (-y)^k/k! lie in turn above and below it, and every term is rounded to the side of the bound.
   */
  private static BigInteger partialSum(BigInteger y, int scale, Side side) {
    boolean above = side == Side.ABOVE;
    BigInteger sum = BigInteger.ZERO;
    BigInteger small = BigInteger.ONE.shiftLeft(scale);
    BigInteger large = small;
    boolean even = true;
    int k = 0;
    while (large.bitLength() > 1 || even != above) {
      sum = even ? sum.add(above ? large : small) : sum.subtract(above ? small : large);
      k++;
      even = !even;
      BigInteger divisor = BigInteger.valueOf(k);
      small = small.multiply(y).shiftRight(scale).divide(divisor);
      large = shiftedUp(large.multiply(y), scale).divide(divisor).add(BigInteger.ONE);
    }
    return above ? sum.add(large) : sum.subtract(large); // the loop ends at a term of this sign
  }

  private static BigInteger shiftedUp(BigInteger number, int by) {
    return number.negate().shiftRight(by).negate();
  }
}
