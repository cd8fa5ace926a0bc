package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.List;

/** Products, common divisors and common multiples of vectors of integers. */
public final class IntegerVectors {
  private IntegerVectors() {}

  /** Σ a_j·b_j; the vectors have equal lengths. */
  public static BigInteger dot(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < a.length; j++) {
      if (a[j].signum() != 0 && b[j].signum() != 0) {
        sum = sum.add(a[j].multiply(b[j]));
      }
    }
    return sum;
  }

  /** Σ a_j·b_j; the vectors have equal lengths. */
  public static BigInteger dot(List<BigInteger> a, List<BigInteger> b) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < a.size(); j++) {
      if (a.get(j).signum() != 0 && b.get(j).signum() != 0) {
        sum = sum.add(a.get(j).multiply(b.get(j)));
      }
    }
    return sum;
  }

  /** The greatest common divisor of all entries; 0 if all are 0. */
  public static BigInteger content(Iterable<BigInteger> entries) {
    BigInteger content = BigInteger.ZERO;
    for (BigInteger entry : entries) {
      content = content.equals(BigInteger.ONE) ? content : content.gcd(entry);
    }
    return content;
  }

  /** The vector divided by its content; zeros stay zeros. */
  public static List<BigInteger> primitive(List<BigInteger> vector) {
    BigInteger content = content(vector);
    return content.signum() == 0 || content.equals(BigInteger.ONE)
        ? List.copyOf(vector)
        : vector.stream().map(entry -> entry.divide(content)).toList();
  }

  /** The least common multiple of positive integers; 1 for none. */
  public static BigInteger leastCommonMultiple(Iterable<BigInteger> numbers) {
    BigInteger common = BigInteger.ONE;
    for (BigInteger number : numbers) {
      common = leastCommonMultiple(common, number);
    }
    return common;
  }

  /** The least common multiple of two positive integers. */
  static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
    return b.equals(BigInteger.ONE) || b.equals(a) ? a : a.divide(a.gcd(b)).multiply(b);
  }
}
