package org.dlmcert.checker.algebra;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** Exact operations on rational vectors; the work is counted before it is done. */
public final class Vectors {
  private static final Rational MINUS_ONE = new Rational(BigInteger.ONE.negate(), BigInteger.ONE);

  private Vectors() {}

  /** Returns the scalar product of two vectors of one length. */
  public static Rational dot(Rational[] a, Rational[] b, Work work) {
    return dot(Cleared.of(a, work), Cleared.of(b, work), work);
  }

  /** Returns the scalar product of two vectors of one length. */
  public static Rational dot(Cleared a, Cleared b, Work work) {
    long lengthOfA = Work.length(a.integers());
    long lengthOfB = Work.length(b.integers());
    work.add(a.integers().length, lengthOfA, lengthOfB);
    work.add(Work.length(a.denominator()), Work.length(b.denominator()));
    BigInteger denominator = a.denominator().multiply(b.denominator());
    work.add(lengthOfA + lengthOfB, Work.length(denominator));
    return Rational.of(Cleared.dot(a.integers(), b.integers()), denominator);
  }

  /** Returns the product of two numbers. */
  public static Rational times(Rational a, Rational b, Work work) {
    // By the numerator: a record's own equals is made at run time, at each start.
    if (b.isInteger() && b.numerator().equals(BigInteger.ONE) || a.signum() == 0) {
      return a;
    }
    if (a.isInteger() && a.numerator().equals(BigInteger.ONE) || b.signum() == 0) {
      return b;
    }
    long lengths = Work.length(a.numerator()) + Work.length(b.numerator());
    work.add(lengths, Work.length(a.denominator()) + Work.length(b.denominator()));
    return a.times(b);
  }

  public static Rational plus(Rational a, Rational b, Work work) {
    if (a.signum() == 0 || b.signum() == 0) {
      return a.signum() == 0 ? b : a;
    }
    return dot(new Rational[] {a, b}, new Rational[] {Rational.ONE, Rational.ONE}, work);
  }

  public static Rational minus(Rational a, Rational b, Work work) {
    return dot(new Rational[] {a, b}, new Rational[] {Rational.ONE, MINUS_ONE}, work);
  }

  /** Returns a nonzero vector divided by its first nonzero entry: the same for one line. */
  public static List<Rational> direction(Rational[] vector, Work work) {
    Rational first = Stream.of(vector).filter(x -> x.signum() != 0).findFirst().orElseThrow();
    BigInteger sign = BigInteger.valueOf(first.signum());
    Rational inverse =
        new Rational(first.denominator().multiply(sign), first.numerator().multiply(sign));
    return Stream.of(vector).map(x -> times(x, inverse, work)).toList();
  }

  /** Returns the vector with one entry more. */
  public static Rational[] append(Rational[] vector, Rational entry) {
    Rational[] longer = new Rational[vector.length + 1];
    System.arraycopy(vector, 0, longer, 0, vector.length);
    longer[vector.length] = entry;
    return longer;
  }

  public static boolean isZero(Rational[] vector) {
    return Arrays.stream(vector).allMatch(entry -> entry.signum() == 0);
  }

  /** Returns |v|²/2N; 0 for N = 0. */
  public static Rational loss(Rational[] residuals, int samples, Work work) {
    BigInteger twice = BigInteger.valueOf(Math.max(1, 2L * samples));
    Rational share = Rational.of(BigInteger.ONE, twice);
    return times(dot(residuals, residuals, work), share, work);
  }
}
