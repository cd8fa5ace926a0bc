package org.dlmcert.testkit;

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
}
