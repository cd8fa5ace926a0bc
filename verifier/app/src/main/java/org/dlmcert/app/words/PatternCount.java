package org.dlmcert.app.words;

import java.math.BigInteger;

/** Numbers of patterns in words. */
public final class PatternCount {
  /** As many bits of a count can be tried one by one. */
  public static final int FEASIBLE_BITS = 40;

  private PatternCount() {}

  /** The number itself if it is short, otherwise as a power of two, or between two. */
  public static String words(BigInteger count) {
    if (count.bitLength() <= 50) {
      return count.toString();
    }
    int power = count.bitLength() - 1;
    return (count.getLowestSetBit() == power ? "2^" : "about 2^") + power;
  }
}
