package org.dlmcert.paper.tool;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.dlmcert.exact.Rational;

/**
 * An interval of numbers between two decimal fractions, with operations rounded outwards: whatever
 * numbers lie in the operands, the result of the operation on them lies in the result.
 *
 * @param digits decimal places
 * @param least the lower end times 10^digits
 * @param most the upper end times 10^digits
 */
public record DecimalInterval(int digits, BigInteger least, BigInteger most) {
  public DecimalInterval {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("an interval from " + least + " to " + most);
    }
  }

  /** The smallest such interval around a rational. */
  public static DecimalInterval of(int digits, Rational value) {
    BigInteger scaled = value.numerator().multiply(unit(digits));
    return new DecimalInterval(
        digits, floor(scaled, value.denominator()), ceiling(scaled, value.denominator()));
  }

  private static BigInteger unit(int digits) {
    return BigInteger.TEN.pow(digits);
  }

  public DecimalInterval plus(DecimalInterval other) {
    return new DecimalInterval(digits, least.add(other.least), most.add(other.most));
  }

  public DecimalInterval minus(DecimalInterval other) {
    return new DecimalInterval(digits, least.subtract(other.most), most.subtract(other.least));
  }

  public DecimalInterval times(DecimalInterval other) {
    BigInteger[] products = {
      least.multiply(other.least),
      least.multiply(other.most),
      most.multiply(other.least),
      most.multiply(other.most)
    };
    return hull(products, unit(digits));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the divisor may be zero
   */
  public DecimalInterval dividedBy(DecimalInterval other) {
    if (!other.excludesZero()) {
      throw new ArithmeticException("division by an interval around zero");
    }
    DecimalInterval reciprocal = // 1/x falls on both sides of zero
        new DecimalInterval(
            digits, floor(unit(2 * digits), other.most), ceiling(unit(2 * digits), other.least));
    return times(reciprocal);
  }

  private DecimalInterval hull(BigInteger[] scaled, BigInteger divisor) {
    BigInteger low = scaled[0];
    BigInteger high = scaled[0];
    for (BigInteger value : scaled) {
      low = low.min(value);
      high = high.max(value);
    }
    return new DecimalInterval(digits, floor(low, divisor), ceiling(high, divisor));
  }

  public boolean excludesZero() {
    return least.signum() > 0 || most.signum() < 0;
  }

  /** The sign of all numbers of the interval; 0 if it is not the same for all. */
  public int signum() {
    return least.signum() == most.signum() ? least.signum() : 0;
  }

  /** A number that the absolute values do not fall below; 0 if the interval contains zero. */
  public Rational leastAbsolute() {
    BigInteger bound = excludesZero() ? least.abs().min(most.abs()) : BigInteger.ZERO;
    return Rational.of(bound, unit(digits));
  }

  public boolean contains(Rational value) {
    BigInteger scaled = value.numerator().multiply(unit(digits));
    return least.multiply(value.denominator()).compareTo(scaled) <= 0
        && scaled.compareTo(most.multiply(value.denominator())) <= 0;
  }

  /** Whether the value is within 10^-places of every number of the interval. */
  public boolean isWithin(int places, Rational value) {
    Rational radius = Rational.of(BigInteger.ONE, unit(places));
    Rational low = Rational.of(least, unit(digits));
    Rational high = Rational.of(most, unit(digits));
    return value.minus(low).abs().compareTo(radius) < 0
        && value.minus(high).abs().compareTo(radius) < 0;
  }

  /** The decimal places, without rounding, that all numbers of the interval have in common. */
  public String commonDigits() {
    String low = decimal(least);
    String high = decimal(most);
    int length = 0;
    while (length < Math.min(low.length(), high.length())
        && low.charAt(length) == high.charAt(length)) {
      length++;
    }
    return low.substring(0, length);
  }

  private String decimal(BigInteger scaled) {
    return new BigDecimal(scaled, digits).toPlainString();
  }

  private static BigInteger floor(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() != 0 && parts[1].signum() != b.signum()
        ? parts[0].subtract(BigInteger.ONE)
        : parts[0];
  }

  private static BigInteger ceiling(BigInteger a, BigInteger b) {
    return floor(a.negate(), b).negate();
  }
}
