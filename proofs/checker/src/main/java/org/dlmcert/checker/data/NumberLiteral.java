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
  private static final Pattern FRACTION = Pattern.compile("([+-]?[0-9]++)/([0-9]++)");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "([+-]?)(?:([0-9]++)(?:\\.([0-9]*+))?+|\\.([0-9]++))(?:[eE]([+-]?[0-9]++))?+");
  private static final Pattern HEX =
      Pattern.compile(
          "([+-]?)0[xX](?=\\.?[0-9a-fA-F])([0-9a-fA-F]*+)\\.?([0-9a-fA-F]*+)(?:[pP]([+-]?[0-9]++))?+");
  private static final Pattern JSON =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");
  private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");
  private static final Pattern EXPONENT = Pattern.compile("[eEpP]([+-]?[0-9]{1,9})$");

  private NumberLiteral() {}

  /** Whether this is a number by its form, also one beyond the limits. */
  static boolean isNumber(String text) {
    return DECIMAL.matcher(text).matches()
        || FRACTION.matcher(text).matches()
        || HEX.matcher(text).matches();
  }

  /** Whether JSON has this as a number. */
  static boolean isJson(String text) {
    return JSON.matcher(text).matches();
  }

  /** Whether this is nan or inf, which are numbers, though none that can be read. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.matcher(text).matches();
  }

  /** How many digits the canonical spelling can have, without making it. */
  static long size(String text) {
    Matcher exponent = EXPONENT.matcher(text.substring(Math.max(0, text.length() - 12)));
    long zeros = exponent.find() ? Math.abs(Long.parseLong(exponent.group(1))) : 0;
    return text.length() + Math.min(zeros, MAX_EXPONENT);
  }

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
    if (decimal.matches() && exponentFits(decimal.group(5)) && digitsFit(text)) {
      String rest = group(decimal, 3) + group(decimal, 4);
      String digits = group(decimal, 2) + rest;
      return Optional.of(decimal(decimal.group(1), digits, exponent(decimal, 5) - rest.length()));
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches() && exponentFits(hex.group(4)) && digitsFit(text)) {
      String digits = hex.group(2) + hex.group(3);
      int shift = exponent(hex, 4) - 4 * hex.group(3).length();
      BigInteger p = new BigInteger(hex.group(1).equals("-") ? "-" + digits : digits, 16);
      return Optional.of(
          reduced(p.shiftLeft(Math.max(shift, 0)), BigInteger.ONE.shiftLeft(Math.max(-shift, 0))));
    }
    return Optional.empty();
  }

  /** Returns the canonical spelling of the nearest of the IEEE numbers of 64 bits. */
  static Optional<String> nearestDouble(String text) {
    Optional<String> exact = canonical(text);
    if (exact.isEmpty() || FRACTION.matcher(text).matches()) {
      return exact;
    }
    boolean hex = HEX.matcher(text).matches();
    var nearest = Double.valueOf(hex && !text.matches(".*[pP].*") ? text + "p0" : text);
    return nearest.isInfinite() ? Optional.empty() : canonical(new BigDecimal(nearest).toString());
  }

  /** The number digits · 10^exponent; no power of ten is formed, only its zeros are written. */
  private static String decimal(String sign, String digits, int exponent) {
    int from = 0;
    int to = digits.length();
    while (from < to && digits.charAt(from) == '0') {
      from++;
    }
    while (to > from && digits.charAt(to - 1) == '0') {
      to--;
    }
    if (from == to) {
      return "0";
    }
    String p = digits.substring(from, to);
    int power = exponent + digits.length() - to;
    String minus = sign.equals("-") ? "-" : "";
    if (power >= 0) {
      return minus + p + "0".repeat(power);
    }
    // As p does not end with 0 it has at most one of the prime factors of ten.
    int last = p.charAt(p.length() - 1) - '0';
    if (last % 2 != 0 && last != 5) {
      return minus + p + "/1" + "0".repeat(-power);
    }
    BigInteger factor = BigInteger.valueOf(last == 5 ? 5 : 2);
    BigInteger left = new BigInteger(p);
    int common = 0;
    for (int step = Integer.highestOneBit(-power); step > 0; step /= 2) {
      if (common + step <= -power) {
        BigInteger[] divided = left.divideAndRemainder(factor.pow(step));
        boolean divides = divided[1].signum() == 0;
        left = divides ? divided[0] : left;
        common += divides ? step : 0;
      }
    }
    String other = BigInteger.valueOf(last == 5 ? 2 : 5).pow(common).toString();
    String q = other + "0".repeat(-power - common);
    return minus + left + (q.equals("1") ? "" : "/" + q);
  }

  private static String group(Matcher matcher, int group) {
    String found = matcher.group(group);
    return found == null ? "" : found;
  }

  private static int exponent(Matcher matcher, int group) {
    String written = group(matcher, group);
    return written.isEmpty() ? 0 : new BigInteger(written).intValueExact();
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
