package org.dlmcert.checker.algebra;

import java.math.BigInteger;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * A rational vector with its least common denominator taken out: the vector is {@code
 * integers/denominator}. The array is never changed.
 */
public final class Cleared {
  private final BigInteger[] integers;
  private final BigInteger denominator;

  private Cleared(BigInteger[] integers, BigInteger denominator) {
    this.integers = integers;
    this.denominator = denominator;
  }

  /** Clears the denominators of a vector; the work is counted step by step, as lengths grow. */
  public static Cleared of(Rational[] vector, Work work) {
    BigInteger common = BigInteger.ONE;
    for (Rational entry : vector) {
      BigInteger q = entry.denominator();
      if (!entry.isInteger() && !q.equals(common)) {
        work.add(Work.length(common), Work.length(q));
        common = common.divide(common.gcd(q)).multiply(q);
      }
    }
    BigInteger[] integers = new BigInteger[vector.length];
    boolean integral = common.equals(BigInteger.ONE);
    for (int i = 0; i < vector.length; i++) {
      BigInteger p = vector[i].numerator();
      if (!integral) {
        work.add(Work.length(common), Work.length(p) + Work.length(vector[i].denominator()));
      }
      integers[i] = integral ? p : p.multiply(common.divide(vector[i].denominator()));
    }
    return new Cleared(integers, common);
  }

  public BigInteger[] integers() {
    return integers;
  }

  public BigInteger denominator() {
    return denominator;
  }

  /** Returns the scalar product of two integer vectors of one length. */
  public static BigInteger dot(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < a.length; i++) {
      if (a[i].signum() != 0 && b[i].signum() != 0) {
        sum = sum.add(a[i].multiply(b[i]));
      }
    }
    return sum;
  }
}
