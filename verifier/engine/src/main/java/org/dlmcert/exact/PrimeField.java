package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The integers modulo a prime {@code p < 2^31}, each written as its canonical residue, an {@code
 * int} from 0 to p - 1.
 *
 * <p>Arguments called residues must be canonical; this is not checked in the row kernels, whose
 * results are canonical whenever their arguments are. All kernels are exact: every intermediate is
 * an integer that fits its type, as noted at each.
 */
public final class PrimeField {
  /** The largest prime below 2^31, the Mersenne prime 2^31 - 1. */
  public static final int LARGEST_PRIME = Integer.MAX_VALUE;

  private static final long LOW_HALF = 0xffffffffL;

  private final int modulus;

  private PrimeField(int modulus) {
    this.modulus = modulus;
  }

  /**
   * The field of {@code modulus} elements.
   *
   * @throws IllegalArgumentException if the modulus is not a prime
   */
  public static PrimeField of(int modulus) {
    if (!isPrime(modulus)) {
      throw new IllegalArgumentException(modulus + " is not a prime");
    }
    return new PrimeField(modulus);
  }

  /** The field of the largest prime that an {@code int} holds, 2^31 - 1. */
  public static PrimeField largest() {
    return new PrimeField(LARGEST_PRIME);
  }

  /**
   * All prime fields in descending order of the prime, from 2^31 - 1: the first is the usual guess,
   * the next ones are for retries when a prime proves unlucky.
   */
  public static Iterable<PrimeField> descending() {
    return descendingFrom(LARGEST_PRIME);
  }

  /** All prime fields with a prime at most {@code bound}, in descending order of the prime. */
  public static Iterable<PrimeField> descendingFrom(int bound) {
    return () ->
        new Iterator<>() {
          private int candidate = bound;

          @Override
          public boolean hasNext() {
            while (candidate >= 2 && !isPrime(candidate)) {
              candidate--;
            }
            return candidate >= 2;
          }

          @Override
          public PrimeField next() {
            if (!hasNext()) {
              throw new NoSuchElementException("no prime is left below " + bound);
            }
            return new PrimeField(candidate--);
          }
        };
  }

  /**
   * Whether n is prime, decided by the strong test to the bases 2, 3, 5 and 7, which errs on no n
   * below 3,215,031,751 (C. Pomerance, J. L. Selfridge and S. S. Wagstaff, The pseudoprimes to 25 ·
   * 10^9, 1980; G. Jaeschke, 1993).
   */
  public static boolean isPrime(int n) {
    if (n < 2) {
      return false;
    }
    int[] bases = {2, 3, 5, 7};
    for (int base : bases) {
      if (n % base == 0) {
        return n == base;
      }
    }
    int twos = Integer.numberOfTrailingZeros(n - 1);
    for (int base : bases) {
      long x = power(base, (n - 1) >> twos, n);
      boolean passes = x == 1 || x == n - 1;
      for (int i = 1; i < twos && !passes; i++) {
        x = x * x % n;
        passes = x == n - 1;
      }
      if (!passes) {
        return false;
      }
    }
    return true;
  }

  private static long power(long base, int exponent, int n) {
    long result = 1;
    long square = base;
    for (int e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = result * square % n;
      }
      square = square * square % n;
    }
    return result;
  }

  /** The prime p. */
  public int modulus() {
    return modulus;
  }

  /** The residue of {@code value}. */
  public int reduce(long value) {
    long residue = value + (modulus & value >> 63); // saves the division when |value| < p
    if (residue >= 0 && residue < modulus) {
      return (int) residue;
    }
    return (int) Math.floorMod(value, (long) modulus);
  }

  /** The residue of {@code value}. */
  public int reduce(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      return reduce(value.longValue());
    }
    return value.mod(BigInteger.valueOf(modulus)).intValue();
  }

  /** Whether the prime divides neither numerator nor denominator: the p-adic valuation is 0. */
  public boolean isUnit(Rational value) {
    return reduce(value.numerator()) != 0 && reduce(value.denominator()) != 0;
  }

  /**
   * The residue of {@code value}.
   *
   * @throws ArithmeticException if the prime divides its denominator
   */
  public int reduce(Rational value) {
    return multiply(reduce(value.numerator()), inverse(reduce(value.denominator())));
  }

  /** The integer of least absolute value with this residue, between -p/2 and p/2. */
  public int symmetric(int residue) {
    return residue > modulus >> 1 ? residue - modulus : residue;
  }

  public int add(int a, int b) {
    int sum = a + b - modulus; // at least -p and below p: the wrapped a + b is undone
    return sum + (modulus & sum >> 31);
  }

  public int subtract(int a, int b) {
    int difference = a - b;
    return difference + (modulus & difference >> 31);
  }

  public int negate(int a) {
    return a == 0 ? 0 : modulus - a;
  }

  public int multiply(int a, int b) {
    return (int) ((long) a * b % modulus);
  }

  /**
   * The inverse, by the extended Euclidean algorithm; O(log p).
   *
   * @throws ArithmeticException if {@code a} is 0
   */
  public int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse modulo " + modulus);
    }
    int r0 = modulus;
    int r1 = a;
    int t0 = 0;
    int t1 = 1;
    while (r1 != 0) {
      int quotient = r0 / r1;
      int r2 = r0 - quotient * r1;
      int t2 = t0 - quotient * t1; // |t2| is at most p
      r0 = r1;
      r1 = r2;
      t0 = t1;
      t1 = t2;
    }
    return t0 < 0 ? t0 + modulus : t0;
  }

  /**
   * The residue of {@code Σ a[aOffset + i] · b[bOffset + i]}, i from 0 to length - 1.
   *
   * <p>A product is at most (2^31 - 2)^2, so that four of them sum to less than 2^64 and the sum
   * read as unsigned is exact; its two halves are collected apart, which cannot overflow for any
   * {@code int} length, and reduced once at the end.
   */
  public int dot(int[] a, int aOffset, int[] b, int bOffset, int length) {
    long low = 0;
    long high = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      long sum =
          (long) a[aOffset + i] * b[bOffset + i]
              + (long) a[aOffset + i + 1] * b[bOffset + i + 1]
              + (long) a[aOffset + i + 2] * b[bOffset + i + 2]
              + (long) a[aOffset + i + 3] * b[bOffset + i + 3];
      low += sum & LOW_HALF;
      high += sum >>> 32;
    }
    for (; i < length; i++) {
      long product = (long) a[aOffset + i] * b[bOffset + i];
      low += product & LOW_HALF;
      high += product >>> 32;
    }
    long shift = (1L << 32) % modulus;
    return (int) ((high % modulus * shift + low % modulus) % modulus);
  }

  /**
   * The residue of {@code Σ a[places[i]] · b[i]}, i from 0 to count - 1: the scalar product with a
   * vector of few entries. Exact as {@link #dot(int[], int, int[], int, int)}.
   */
  public int dot(int[] a, int[] places, int[] b, int count) {
    long low = 0;
    long high = 0;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      long sum =
          (long) a[places[i]] * b[i]
              + (long) a[places[i + 1]] * b[i + 1]
              + (long) a[places[i + 2]] * b[i + 2]
              + (long) a[places[i + 3]] * b[i + 3];
      low += sum & LOW_HALF;
      high += sum >>> 32;
    }
    for (; i < count; i++) {
      long product = (long) a[places[i]] * b[i];
      low += product & LOW_HALF;
      high += product >>> 32;
    }
    long shift = (1L << 32) % modulus;
    return (int) ((high % modulus * shift + low % modulus) % modulus);
  }

  /**
   * Adds a multiple of one row to another: {@code target[targetOffset + i] += factor ·
   * source[sourceOffset + i]} modulo p, i from 0 to length - 1. The two ranges must be disjoint or
   * the same.
   *
   * <p>The quotient of factor · s by p is guessed as q = ⌊⌊factor · 2^32 / p⌋ · s / 2^32⌋ (V.
   * Shoup's fixed multiplicand), which leaves a remainder from 0 to p + p · s / 2^32 &lt; 3p / 2.
   */
  public void addScaled(
      int[] target, int targetOffset, int factor, int[] source, int sourceOffset, int length) {
    if (modulus == LARGEST_PRIME) {
      addScaledMersenne(target, targetOffset, factor, source, sourceOffset, length);
      return;
    }
    long p = modulus;
    long guess = ((long) factor << 32) / p;
    for (int i = 0; i < length; i++) {
      long s = source[sourceOffset + i];
      long r = factor * s - (guess * s >>> 32) * p + target[targetOffset + i] - p;
      r += p & r >> 63;
      r -= p;
      target[targetOffset + i] = (int) (r + (p & r >> 63));
    }
  }

  /**
   * The same for p = 2^31 - 1, where 2^31 ≡ 1: {@code x = factor · s + t}, at most p² - p, is the
   * sum of its low 31 bits and of the bits above, at most 2 p - 1.
   */
  private static void addScaledMersenne(
      int[] target, int targetOffset, int factor, int[] source, int sourceOffset, int length) {
    int p = LARGEST_PRIME;
    for (int i = 0; i < length; i++) {
      long x = (long) factor * source[sourceOffset + i] + target[targetOffset + i];
      int folded =
          ((int) x & p) + (int) (x >>> 31) - p; // a wrapped sum is undone by the subtraction
      target[targetOffset + i] = folded + (p & folded >> 31);
    }
  }

  /**
   * Multiplies a row: {@code row[offset + i] *= factor} modulo p, i from 0 to length - 1. Exact as
   * in {@link #addScaled}.
   */
  public void scale(int[] row, int offset, int factor, int length) {
    long p = modulus;
    long guess = ((long) factor << 32) / p;
    for (int i = offset; i < offset + length; i++) {
      long s = row[i];
      long r = factor * s - (guess * s >>> 32) * p - p;
      row[i] = (int) (r + (p & r >> 63));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrimeField that && modulus == that.modulus;
  }

  @Override
  public int hashCode() {
    return modulus;
  }

  @Override
  public String toString() {
    return "integers modulo " + modulus;
  }
}
