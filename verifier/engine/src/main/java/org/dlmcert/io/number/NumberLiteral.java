package org.dlmcert.io.number;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/**
 * A number literal, checked against the grammar and the limits but not yet expanded: {@code
 * 1e10000} is small until its value is asked for.
 */
public sealed interface NumberLiteral {
  /** The exact value. */
  Rational value();

  /**
   * The exact value of the nearest double; a fraction's own value.
   *
   * @throws BadInput if that is infinite
   */
  Rational nearestDouble(Place place);

  /** Whether {@code text} is a number by its form, whatever its size. */
  static boolean isNumber(String text) {
    return isDigits(text)
        || Grammar.DECIMAL.matcher(text).matches()
        || Grammar.FRACTION.matcher(text).matches()
        || Grammar.HEXADECIMAL.matcher(text).matches();
  }

  private static boolean isDigits(String text) {
    boolean digits = !text.isEmpty();
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /** Whether {@code text} stands for a number that is not finite; such are never words. */
  static boolean isNotFinite(String text) {
    return Grammar.NOT_FINITE.matcher(text).matches();
  }

  /**
   * Reads a literal.
   *
   * @throws BadInput if this is no number or beyond the limits
   */
  static NumberLiteral of(String text, Place place) {
    if (text.length() > Limits.LITERAL) {
      throw tooLong(text, place);
    }
    Matcher decimal = Grammar.DECIMAL.matcher(text);
    if (decimal.matches()) {
      String whole = group(decimal, "whole");
      String fraction = group(decimal, "fraction") + group(decimal, "only");
      String digits = whole + fraction;
      checkDigits(digits.length(), text, place);
      int exponent = Grammar.exponent(group(decimal, "exponent"), text, place);
      return new Decimal(text, text.charAt(0) == '-', digits, exponent - fraction.length());
    }
    Matcher fraction = Grammar.FRACTION.matcher(text);
    if (fraction.matches()) {
      String p = group(fraction, "p");
      String q = group(fraction, "q");
      checkDigits(p.length() + q.length(), text, place);
      BigInteger denominator = Grammar.decimalInteger(q);
      if (denominator.signum() == 0) {
        throw place.expected("a number", Place.quote(text) + ", with denominator zero");
      }
      return new Fraction(text.charAt(0) == '-', p, denominator);
    }
    Matcher hexadecimal = Grammar.HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      String whole = group(hexadecimal, "whole");
      String rest = group(hexadecimal, "fraction") + group(hexadecimal, "only");
      checkDigits(whole.length() + rest.length(), text, place);
      String written = group(hexadecimal, "exponent");
      int exponent = Grammar.exponent(written, text, place);
      String javaLiteral = written.isEmpty() ? text + "p0" : text;
      return new Hexadecimal(
          javaLiteral, text.charAt(0) == '-', whole + rest, exponent - 4 * rest.length());
    }
    if (isNotFinite(text)) {
      throw place.expected("a finite number", Place.quote(text));
    }
    throw place.expected("a number", text.isEmpty() ? "nothing" : Place.quote(text));
  }

  /** The report of a literal with more digits than the limit. */
  static BadInput tooLong(String text, Place place) {
    return place.expected(
        "a number of at most " + Limits.DIGITS + " digits", "a longer one: " + Place.quote(text));
  }

  private static void checkDigits(int digits, String text, Place place) {
    if (digits > Limits.DIGITS) {
      throw tooLong(text, place);
    }
  }

  private static String group(Matcher matcher, String name) {
    String found = matcher.group(name);
    return found == null ? "" : found;
  }

  /** The number digits · 10^exponent. */
  record Decimal(String text, boolean negative, String digits, int exponent)
      implements NumberLiteral {
    @Override
    public Rational value() {
      if (digits.length() < 18 && exponent == 0) {
        return Rational.of(Long.parseLong(negative ? "-" + digits : digits));
      }
      BigInteger unscaled = Grammar.signed(negative, Grammar.decimalInteger(digits));
      return exponent >= 0
          ? Rational.of(unscaled.multiply(BigInteger.TEN.pow(exponent)))
          : Rational.over(unscaled, -exponent, -exponent);
    }

    @Override
    public Rational nearestDouble(Place place) {
      return Doubles.finite(Double.parseDouble(text), text, place);
    }
  }

  /** The fraction p / q. */
  record Fraction(boolean negative, String p, BigInteger q) implements NumberLiteral {
    @Override
    public Rational value() {
      return Rational.of(Grammar.signed(negative, Grammar.decimalInteger(p)), q);
    }

    @Override
    public Rational nearestDouble(Place place) {
      return value();
    }
  }

  /** The number digits · 2^exponent, with hexadecimal digits. */
  record Hexadecimal(String text, boolean negative, String digits, int exponent)
      implements NumberLiteral {
    @Override
    public Rational value() {
      BigInteger unscaled = Grammar.signed(negative, new BigInteger(digits, 16));
      return exponent >= 0
          ? Rational.of(unscaled.shiftLeft(exponent))
          : Rational.over(unscaled, -exponent, 0);
    }

    @Override
    public Rational nearestDouble(Place place) {
      return Doubles.finite(Double.parseDouble(text), text, place);
    }
  }

  /** The forms of literals. Possessive quantifiers: time linear in the literal. */
  final class Grammar {
    static final Pattern DECIMAL =
        Pattern.compile(
            "[+-]?(?:(?<whole>[0-9]++)(?:\\.(?<fraction>[0-9]*+))?+|\\.(?<only>[0-9]++))"
                + "(?:[eE](?<exponent>[+-]?[0-9]++))?+");
    static final Pattern FRACTION = Pattern.compile("[+-]?(?<p>[0-9]++)/(?<q>[0-9]++)");
    static final Pattern HEXADECIMAL =
        Pattern.compile(
            "[+-]?0[xX](?:(?<whole>[0-9a-fA-F]++)(?:\\.(?<fraction>[0-9a-fA-F]*+))?+"
                + "|\\.(?<only>[0-9a-fA-F]++))(?:[pP](?<exponent>[+-]?[0-9]++))?+");
    static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");

    private static final Pattern LEADING_ZEROS = Pattern.compile("^([+-]?)0++(?=[0-9])");

    /** Below this length the quadratic conversion of {@code BigInteger} is the faster one. */
    private static final int SHORT = 2_000;

    private Grammar() {}

    static BigInteger signed(boolean negative, BigInteger value) {
      return negative ? value.negate() : value;
    }

    static int exponent(String written, String text, Place place) {
      if (written.isEmpty()) {
        return 0;
      }
      String plain = LEADING_ZEROS.matcher(written).replaceFirst("$1");
      if (plain.length() <= 6) {
        int exponent = Integer.parseInt(plain);
        if (Math.abs(exponent) <= Limits.EXPONENT) {
          return exponent;
        }
      }
      throw place.expected(
          "an exponent from -" + Limits.EXPONENT + " to " + Limits.EXPONENT, Place.quote(text));
    }

    /** The value of decimal digits, by halving: as fast as multiplication, not quadratic. */
    static BigInteger decimalInteger(String digits) {
      if (digits.length() <= SHORT) {
        return new BigInteger(digits);
      }
      int low = digits.length() / 2;
      int split = digits.length() - low;
      return decimalInteger(digits.substring(0, split))
          .multiply(BigInteger.TEN.pow(low))
          .add(decimalInteger(digits.substring(split)));
    }
  }
}
