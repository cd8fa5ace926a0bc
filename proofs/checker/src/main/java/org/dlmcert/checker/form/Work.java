package org.dlmcert.checker.form;

import java.math.BigInteger;

/**
 * Counts work before it is done, and memory before it is taken (format.md section 6), and stops the
 * check at the limits.
 */
public final class Work {
  private static final int UNIT_BITS = 60;

  /** The memory for an exact number of moderate length, in words of eight bytes. */
  public static final int NUMBER = 16;

  private static final int WORD_BYTES = 8;

  private final long limit;
  // Half of what there is: the other half is for what has been read.
  private final long words = Runtime.getRuntime().maxMemory() / WORD_BYTES / 2;
  private long total;
  private long reserved;
  private long mostReserved;

  public Work(long limit) {
    this.limit = limit;
  }

  public long total() {
    return total;
  }

  public long limit() {
    return limit;
  }

  /** Returns the most words that were reserved at one time. */
  public long mostReserved() {
    return mostReserved;
  }

  /**
   * Adds the product of the factors, none negative.
   *
   * @throws Exceeded if the total passes the limit
   */
  public void add(long... factors) {
    total = sum(total, product(factors));
    if (total > limit || total == Long.MAX_VALUE) {
      throw new Exceeded(total, limit, "the work needed exceeds the limit");
    }
  }

  /**
   * Counts the product of the factors, none negative, as words of eight bytes that are about to be
   * allocated for what a file claims and does not itself hold.
   *
   * @throws Exceeded if that is more than half of the memory
   */
  public void reserve(long... factors) {
    long sum = sum(reserved, product(factors));
    if (sum > words) {
      throw new Exceeded(total, limit, "the memory needed exceeds what there is");
    }
    reserved = sum;
    mostReserved = Math.max(mostReserved, sum);
  }

  /** Gives back what was reserved by the same factors. */
  public void release(long... factors) {
    reserved -= product(factors);
  }

  /** The product of numbers that are not negative; the largest long if it is not below that. */
  private static long product(long[] factors) {
    long product = 1;
    for (long factor : factors) {
      boolean fits = Math.multiplyHigh(product, factor) == 0 && product * factor >= 0;
      product = fits ? product * factor : Long.MAX_VALUE;
    }
    return product;
  }

  private static long sum(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  /** Returns the length of a number in units of 60 bits, about 18 decimal digits; at least 1. */
  public static long length(BigInteger number) {
    return Math.max(1, (number.bitLength() + UNIT_BITS - 1) / UNIT_BITS);
  }

  /** Returns the length of the longest entry; 1 if there is none. */
  public static long length(BigInteger[] numbers) {
    long longest = 1;
    for (BigInteger number : numbers) {
      longest = Math.max(longest, length(number));
    }
    return longest;
  }

  /** Thrown where the work, or the memory, exceeds the limit. */
  public static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long total;
    private final long limit;
    private final String tried;

    private Exceeded(long total, long limit, String tried) {
      super(tried, null, false, false);
      this.total = total;
      this.limit = limit;
      this.tried = tried;
    }

    public long total() {
      return total;
    }

    public long limit() {
      return limit;
    }

    public String tried() {
      return tried;
    }
  }
}
