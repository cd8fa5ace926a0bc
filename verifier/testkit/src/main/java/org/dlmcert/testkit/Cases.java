package org.dlmcert.testkit;

import java.util.Random;

/**
 * How many random cases a test looks at: some, or with {@code -Dcases=full}, which the profile
 * {@code full} sets, all of them.
 */
public final class Cases {
  private static final boolean ALL = "full".equals(System.getProperty("cases"));

  private Cases() {}

  /** Returns the number of cases. */
  public static int count(int some, int all) {
    return ALL ? all : some;
  }

  /**
   * Returns the random source of a numbered case. Those of {@code new Random(0)}, {@code new
   * Random(1)}, … begin alike: the first {@code nextBoolean()} is true and the first {@code
   * nextInt(2)} is 1 for each of a thousand of them. So the number is mixed first (the end of
   * SplitMix64, Steele, Lea and Flood 2014).
   */
  public static Random random(long number) {
    long mixed = number + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return new Random(mixed ^ mixed >>> 31);
  }
}
