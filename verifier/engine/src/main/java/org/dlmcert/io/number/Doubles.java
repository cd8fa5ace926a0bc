package org.dlmcert.io.number;

import java.math.BigInteger;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;

/** The exact values of IEEE 754 binary floating point numbers: m · 2^e with integers m and e. */
public final class Doubles {
  private Doubles() {}

  /**
   * The exact value of a finite double.
   *
   * @throws BadInput if {@code value}, the reading of {@code text}, is infinite
   */
  public static Rational finite(double value, String text, Place place) {
    if (Double.isInfinite(value)) {
      throw place.expected("a number that rounds to a finite double", Place.quote(text));
    }
    return exact(Double.doubleToRawLongBits(value), 11, 52);
  }

  /** Whether these bits stand for infinity or for no number. */
  public static boolean isFinite(long bits, int exponentBits, int fractionBits) {
    long exponent = bits >>> fractionBits & (1L << exponentBits) - 1;
    return exponent != (1L << exponentBits) - 1;
  }

  /**
   * The exact value of a finite binary floating point number.
   *
   * @param bits sign, biased exponent, fraction, from the top: binary16, binary32 or binary64
   */
  public static Rational exact(long bits, int exponentBits, int fractionBits) {
    long fraction = bits & (1L << fractionBits) - 1;
    int biased = (int) (bits >>> fractionBits & (1L << exponentBits) - 1);
    boolean negative = (bits >>> (exponentBits + fractionBits) & 1) == 1;
    long mantissa = biased == 0 ? fraction : fraction | 1L << fractionBits;
    int bias = (1 << exponentBits - 1) - 1;
    int exponent = Math.max(biased, 1) - bias - fractionBits;
    BigInteger signed = BigInteger.valueOf(negative ? -mantissa : mantissa);
    return exponent >= 0
        ? Rational.of(signed.shiftLeft(exponent))
        : Rational.over(signed, -exponent, 0);
  }
}
