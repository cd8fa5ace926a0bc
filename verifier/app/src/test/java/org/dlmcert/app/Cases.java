package org.dlmcert.app;

/** How many random cases a test looks at: some, or with {@code -Dcases=full} all of them. */
public final class Cases {
  private Cases() {}

  /** The number of cases. */
  public static int count(int some, int all) {
    return org.dlmcert.testkit.Cases.count(some, all);
  }
}
