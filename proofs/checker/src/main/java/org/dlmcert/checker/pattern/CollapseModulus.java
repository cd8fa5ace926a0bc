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
  private static final long GOLDEN_ABOVE = 39_088_169; // two Fibonacci numbers in turn
  private static final long GOLDEN_BELOW = 63_245_986;

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

  /** M as it is made, one primitive column of integers after the other. */
  @FunctionalInterface
  interface PrimitiveColumns {
    BigInteger[] column(int n);
  }

  /** Rejects a matrix unless the elimination modulo m^k finds a pivot for each column. */
  void requireFullColumnRank(int rows, int columns, PrimitiveColumns matrix, Steps steps) {
    if (exponent == 1 && isPrime()) {
      requireRank(rows, columns, matrix, steps); // the same question, with small numbers
      return;
    }
    BigInteger power = BigInteger.valueOf(m).pow(exponent);
    long length = Work.length(power);
    steps.work().add(columns, columns, rows, length * length);
    steps.work().reserve(columns, rows, Work.NUMBER + length);
    BigInteger[][] entries = new BigInteger[columns][];
    Arrays.setAll(entries, matrix::column);
    new LocalElimination(BigInteger.valueOf(m), exponent, entries).requireFullColumnRank(steps);
  }

  /**
   * Takes one row after the other, until their rank is the number of columns: any order would do,
   * and in steps of about the golden section of all rows few depend on those before.
   */
  private void requireRank(int rows, int columns, PrimitiveColumns matrix, Steps steps) {
    ModularBasis basis = new ModularBasis((int) m, columns);
    steps.work().add(rows, columns);
    steps.work().reserve(columns, (rows + (long) columns) / 2 + 1);
    int[][] residues = new int[columns][];
    for (int n = 0; n < columns; n++) {
      residues[n] = Arrays.stream(matrix.column(n)).mapToInt(z -> (int) basis.residue(z)).toArray();
    }
    long step = rows * GOLDEN_ABOVE / GOLDEN_BELOW;
    while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(rows)).equals(BigInteger.ONE)) {
      step++;
    }
    for (int t = 0; t < rows && basis.rank() < columns; t++) {
      int row = (int) (t * step % rows);
      steps.work().add(basis.rank() + 1L, columns);
      basis.add(Arrays.stream(residues).mapToLong(column -> column[row]).toArray());
    }
    steps.require(
        basis.rank() == columns,
        "modulus",
        () -> "the rank modulo " + m + " is " + basis.rank() + ", not " + columns);
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
