package org.dlmcert.numeric;

import java.math.BigInteger;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Doubles as the exact rationals they are, and rationals as the doubles nearest to them. */
public final class ExactDouble {
  private static final int LEAST_EXPONENT = -1074;
  private static final int PRECISION = 53;

  /** More bits of a quotient than rounding needs; what follows them is one sticky bit. */
  private static final int QUOTIENT_BITS = 66;

  private ExactDouble() {}

  /**
   * The exact value m·2^e.
   *
   * @throws IllegalArgumentException for an infinity or NaN
   */
  public static Rational of(double value) {
    long mantissa = mantissa(value);
    int exponent = exponent(value);
    return exponent >= 0
        ? Rational.of(BigInteger.valueOf(mantissa).shiftLeft(exponent))
        : Rational.over(BigInteger.valueOf(mantissa), -exponent, 0);
  }

  /** The integer m, of at most 53 bits, in value = m·2^e. */
  public static long mantissa(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a finite number expected, got " + value);
    }
    return (long) Math.scalb(value, -exponent(value));
  }

  /** The exponent e in value = m·2^e, at least -1074. */
  public static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - (PRECISION - 1);
  }

  /** The exact values of a rows × columns array. */
  public static RationalMatrix matrix(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (double[] row : rows) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "ragged rows: one has " + columns + " entries, another " + row.length);
      }
    }
    return RationalMatrix.of(rows.length, columns, (i, j) -> of(rows[i][j]));
  }

  /** The entries of a matrix, each rounded to the nearest double. */
  public static double[][] nearest(RationalMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        rows[i][j] = nearest(matrix.get(i, j));
      }
    }
    return rows;
  }

  /** The nearest double, ties to even; infinite from 2^1024 - 2^970 on. */
  public static double nearest(Rational value) {
    if (value.isZero()) {
      return 0;
    }
    BigInteger numerator = value.numerator().abs();
    int shift = QUOTIENT_BITS - numerator.bitLength() + value.denominator().bitLength();
    BigInteger[] division =
        shift >= 0
            ? numerator.shiftLeft(shift).divideAndRemainder(value.denominator())
            : numerator.divideAndRemainder(value.denominator().shiftLeft(-shift));
    BigInteger sticky = division[0].shiftLeft(1);
    if (division[1].signum() != 0) {
      sticky = sticky.setBit(0);
    }
    double magnitude = rounded(sticky, -shift - 1);
    return value.signum() < 0 ? -magnitude : magnitude;
  }

  /** significand·2^exponent, rounded once. */
  private static double rounded(BigInteger significand, int exponent) {
    int dropped = LEAST_EXPONENT - exponent;
    if (significand.bitLength() - dropped >= PRECISION) {
      // A normal number: rounding the significand is the only rounding.
      return Math.scalb(significand.doubleValue(), exponent);
    }
    BigInteger kept = significand.shiftRight(dropped);
    BigInteger rest = significand.subtract(kept.shiftLeft(dropped));
    int half = rest.compareTo(BigInteger.ONE.shiftLeft(dropped - 1));
    boolean up = half > 0 || half == 0 && kept.testBit(0);
    return Math.scalb((double) kept.longValueExact() + (up ? 1 : 0), LEAST_EXPONENT);
  }

  /**
   * The distance of a double from an exact value in units of the last place of the nearest double,
   * exactly; infinite ({@code empty}) if the double is not finite and the exact value's is.
   */
  public static Optional<Rational> ulps(double computed, Rational exact) {
    double nearest = nearest(exact);
    if (!Double.isFinite(computed) || !Double.isFinite(nearest)) {
      return computed == nearest ? Optional.of(Rational.ZERO) : Optional.empty();
    }
    return Optional.of(of(computed).minus(exact).abs().dividedBy(of(Math.ulp(nearest))));
  }
}
