package org.dlmcert.app;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.dlmcert.exact.Rational;

/**
 * Exact numbers for people: long ones are cut, with a decimal that says about how large they are.
 */
final class PointNumbers {
  private static final int LONGEST = 24;
  private static final MathContext DIGITS = new MathContext(4);

  private PointNumbers() {}

  static String shortened(Rational value) {
    String text = value.toString();
    return text.length() <= LONGEST
        ? text
        : "about "
            + decimal(value.numerator(), value.denominator())
            + " ("
            + text.length()
            + " characters)";
  }

  /** The same for a reduced {@code p/q}. */
  static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    String[] parts = text.split("/", -1);
    BigInteger denominator = parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE;
    return shortened(Rational.of(new BigInteger(parts[0]), denominator));
  }

  private static String decimal(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).toString();
  }
}
