package org.dlmcert.app.words;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.dlmcert.exact.Rational;

/**
 * Exact numbers for people: long ones are cut, with a decimal that says about how large they are.
 */
final class PointNumbers {
  private static final int LONGEST = 24;
  private static final int BRIEF = 12;
  private static final MathContext DIGITS = new MathContext(4);

  private PointNumbers() {}

  static String shortened(Rational value) {
    String text = value.toString();
    return text.length() <= LONGEST
        ? text
        : "≈ " + decimal(value) + " (" + text.length() + " characters)";
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

  /** With "=" before an exact number, and "≈" before an inexact one. */
  static String equal(Rational value) {
    String text = shortened(value);
    return text.startsWith("≈") ? text : "= " + text;
  }

  /** For tables: exact if it is short, otherwise a decimal with ≈ before it. */
  static String brief(Rational value) {
    String text = value.toString();
    return text.length() <= BRIEF ? text : "≈" + decimal(value);
  }

  private static String decimal(Rational value) {
    return new BigDecimal(value.numerator())
        .divide(new BigDecimal(value.denominator()), DIGITS)
        .toString();
  }
}
