package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** An immutable list of integers: longs where all fit, big integers otherwise. */
public sealed interface IntegerVector {
  /** What one tensor of big integers may take, in bits. */
  long MOST_BITS = 1L << 33;

  int size();

  BigInteger get(int k);

  int signum(int k);

  /** The greatest number of bits of an entry, without its sign. */
  int bits();

  /** The entries at these positions; zero at position -1. */
  IntegerVector select(int[] positions);

  /** Whether all entries are longs. */
  default boolean isSmall() {
    return this instanceof Small;
  }

  /** Entry k as a long, modulo 2^64: the entry itself where {@link #isSmall}. */
  long low(int k);

  static IntegerVector of(long... values) {
    return new Small(values.clone());
  }

  /**
   * The vector of {@code entry(0)}, …, {@code entry(size - 1)}.
   *
   * @throws Unfit if it takes too much memory
   */
  static IntegerVector of(int size, IntFunction<BigInteger> entry) {
    long[] small = new long[size];
    for (int k = 0; k < size; k++) {
      BigInteger value = entry.apply(k);
      if (value.bitLength() > 63) {
        return big(size, k, small, value, entry);
      }
      small[k] = value.longValue();
    }
    return new Small(small);
  }

  private static IntegerVector big(
      int size, int at, long[] before, BigInteger value, IntFunction<BigInteger> entry) {
    BigInteger[] big = new BigInteger[size];
    for (int k = 0; k < at; k++) {
      big[k] = BigInteger.valueOf(before[k]);
    }
    big[at] = value;
    long bits = 64L * size + value.bitLength();
    for (int k = at + 1; k < size; k++) {
      big[k] = entry.apply(k);
      bits += big[k].bitLength();
      if (bits > MOST_BITS) {
        throw new Unfit("exact values of at most " + MOST_BITS + " bits together", "more");
      }
    }
    return new Big(big);
  }

  /** All entries of all parts, one part after the other. */
  static IntegerVector concatenated(List<IntegerVector> parts) {
    int size = 0;
    for (IntegerVector part : parts) {
      size = Math.addExact(size, part.size());
    }
    if (parts.stream().allMatch(IntegerVector::isSmall)) {
      long[] all = new long[size];
      int k = 0;
      for (IntegerVector part : parts) {
        for (int j = 0; j < part.size(); j++) {
          all[k++] = part.low(j);
        }
      }
      return new Small(all);
    }
    BigInteger[] all = new BigInteger[size];
    int k = 0;
    for (IntegerVector part : parts) {
      for (int j = 0; j < part.size(); j++) {
        all[k++] = part.get(j);
      }
    }
    return new Big(all);
  }

  /** Each entry times a factor. */
  default IntegerVector times(BigInteger factor) {
    if (factor.equals(BigInteger.ONE)) {
      return this;
    }
    if (isSmall() && bits() + factor.bitLength() <= 62) {
      long f = factor.longValue();
      long[] values = new long[size()];
      Arrays.setAll(values, k -> low(k) * f);
      return new Small(values);
    }
    return of(size(), k -> get(k).multiply(factor));
  }

  /** Longs. */
  record Small(long[] values) implements IntegerVector {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public BigInteger get(int k) {
      return BigInteger.valueOf(values[k]);
    }

    @Override
    public int signum(int k) {
      return Long.signum(values[k]);
    }

    @Override
    public long low(int k) {
      return values[k];
    }

    @Override
    public int bits() {
      long union = 0;
      for (long value : values) {
        union |= value ^ value >> 63;
      }
      return 64 - Long.numberOfLeadingZeros(union);
    }

    @Override
    public IntegerVector select(int[] positions) {
      long[] selected = new long[positions.length];
      for (int k = 0; k < positions.length; k++) {
        selected[k] = positions[k] < 0 ? 0 : values[positions[k]];
      }
      return new Small(selected);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Small that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }

  /** Big integers, of which at least one was none of a long's. */
  record Big(BigInteger[] values) implements IntegerVector {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public BigInteger get(int k) {
      return values[k];
    }

    @Override
    public int signum(int k) {
      return values[k].signum();
    }

    @Override
    public long low(int k) {
      return values[k].longValue();
    }

    @Override
    public int bits() {
      int bits = 0;
      for (BigInteger value : values) {
        bits = Math.max(bits, value.bitLength());
      }
      return bits;
    }

    @Override
    public IntegerVector select(int[] positions) {
      return of(positions.length, k -> positions[k] < 0 ? BigInteger.ZERO : values[positions[k]]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Big that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }
}
