package org.dlmcert.app;

/** How many random cases a test looks at: some, or with {@code -Dcases=full} all of them. */
public final class Cases {
  private Cases() {}

  /** The number of cases. */
  public static int count(int some, int all) {
    return "full".equals(System.getProperty("cases")) ? all : some;
  }
}
