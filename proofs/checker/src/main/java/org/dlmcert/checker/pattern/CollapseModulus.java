package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.Arrays;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.LocalElimination;
import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** A modulus m^k, k = 1 or m prime, at which every slope is 1 (format.md 5.13). */
public record CollapseModulus(long m, int exponent) {
  private static final int MAX_EXPONENT = 64;

  static CollapseModulus read(CanonicalReader in) {
    in.field("modulus");
    long modulus = in.count(Long.MAX_VALUE);
    in.field("exponent");
    return new CollapseModulus(modulus, in.count());
  }

  /** Returns m^k; rejects the evidence unless every slope is 1 modulo it. */
  BigInteger requireCollapse(Rational slope, Steps steps) {
    steps.require(
        exponent >= 1 && exponent <= MAX_EXPONENT,
        "exponent",
        () -> "the exponent " + exponent + " is not 1 to 64");
    steps.require(m >= 2, "modulus", () -> "the modulus is below 2");
    steps.require(
        exponent == 1 || isPrime(),
        "modulus",
        () -> "the modulus " + m + " is not a prime below 2^31, the exponent not 1");
    BigInteger base = BigInteger.valueOf(m);
    BigInteger power = base.pow(exponent);
    BigInteger difference = slope.numerator().subtract(slope.denominator());
    steps.work().add(Work.length(difference), Work.length(power));
    steps.require(
        difference.mod(power).signum() == 0 && base.gcd(slope.denominator()).equals(BigInteger.ONE),
        "modulus",
        () -> "the slope " + slope + " is not 1 modulo " + power);
    return power;
  }

  /** Rejects integer columns unless the elimination modulo m^k finds a pivot for each. */
  void requireFullColumnRank(BigInteger[][] columns, Steps steps) {
    if (exponent == 1 && isPrime()) {
      requireIndependent(columns, steps); // the same question, with small numbers
    } else {
      new LocalElimination(BigInteger.valueOf(m), exponent, columns).requireFullColumnRank(steps);
    }
  }

  private void requireIndependent(BigInteger[][] columns, Steps steps) {
    ModularBasis basis = new ModularBasis((int) m, columns[0].length);
    for (int n = 0; n < columns.length; n++) {
      int column = n;
      Rational[] entries =
          Arrays.stream(columns[n])
              .map(z -> new Rational(z, BigInteger.ONE))
              .toArray(Rational[]::new);
      steps.require(
          basis.add(entries, steps.work()),
          "modulus",
          () -> "no pivot is left modulo " + m + " after " + column + " columns");
    }
  }

  private boolean isPrime() {
    return m <= Integer.MAX_VALUE && CanonicalReader.isPrime(m);
  }

  /**
   * The multiple of a column by a positive rational that has integers with greatest common divisor
   * 1; a column of zeros stays.
   */
  static BigInteger[] primitive(Rational[] column, Work work) {
    BigInteger[] integers = Cleared.of(column, work).integers();
    long length = Work.length(integers);
    work.add(integers.length, length, length);
    BigInteger content = BigInteger.ZERO;
    for (BigInteger entry : integers) {
      content = content.gcd(entry);
    }
    BigInteger divisor = content.max(BigInteger.ONE);
    return Arrays.stream(integers).map(z -> z.divide(divisor)).toArray(BigInteger[]::new);
  }

  static boolean isZero(BigInteger[] column) {
    return Arrays.stream(column).allMatch(entry -> entry.signum() == 0);
  }
}
