package org.dlmcert.checker.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exact numbers as people write them: integers, fractions, decimals, hexadecimal floats. */
final class NumberLiteral {
  private static final int MAX_DIGITS = 100_000;
  private static final int MAX_EXPONENT = 10_000;
  private static final Pattern FRACTION = Pattern.compile("([+-]?[0-9]+)/([0-9]+)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE]([+-]?[0-9]+))?");
  private static final Pattern HEX =
      Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]*)\\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?");

  private NumberLiteral() {}

  /** Returns the canonical spelling; empty if this is no number or beyond the limits. */
  static Optional<String> canonical(String text) {
    if (text.isEmpty() || text.length() > 2 * MAX_DIGITS + 20) {
      return Optional.empty();
    }
    if (text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(String.valueOf(Integer.parseInt(text)));
    }
    Matcher fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      BigInteger q =
          digitsFit(fraction.group(2)) ? new BigInteger(fraction.group(2)) : BigInteger.ZERO;
      return q.signum() == 0 || !digitsFit(fraction.group(1))
          ? Optional.empty()
          : Optional.of(reduced(new BigInteger(fraction.group(1)), q));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches() && exponentFits(decimal.group(1)) && digitsFit(text)) {
      BigDecimal value = new BigDecimal(text);
      int scale = value.scale();
      BigInteger power = BigInteger.TEN.pow(Math.abs(scale));
      return Optional.of(
          scale > 0
              ? reduced(value.unscaledValue(), power)
              : value.unscaledValue().multiply(power).toString());
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches() && exponentFits(hex.group(4)) && digitsFit(text)) {
      String digits = hex.group(2) + hex.group(3);
      if (digits.isEmpty()) {
        return Optional.empty();
      }
      int exponent = hex.group(4) == null ? 0 : Integer.parseInt(hex.group(4));
      int shift = exponent - 4 * hex.group(3).length();
      BigInteger p = new BigInteger(hex.group(1).equals("-") ? "-" + digits : digits, 16);
      return Optional.of(
          reduced(p.shiftLeft(Math.max(shift, 0)), BigInteger.ONE.shiftLeft(Math.max(-shift, 0))));
    }
    return Optional.empty();
  }

  private static boolean digitsFit(String text) {
    return text.length() <= MAX_DIGITS + 10;
  }

  private static boolean exponentFits(String exponent) {
    if (exponent == null) {
      return true;
    }
    String digits = exponent.replaceFirst("^[+-]?0*", "");
    return digits.isEmpty() || (digits.length() <= 5 && Integer.parseInt(digits) <= MAX_EXPONENT);
  }

  private static String reduced(BigInteger p, BigInteger q) {
    BigInteger common = p.gcd(q);
    BigInteger denominator = q.divide(common);
    String numerator = p.divide(common).toString();
    return denominator.equals(BigInteger.ONE) ? numerator : numerator + "/" + denominator;
  }
}
