package org.dlmcert.certify;

/**
 * What a search may spend. Results, down to the bytes of certificates, do not depend on the number
 * of threads.
 *
 * @param maxPatterns the most patterns that a method may try one by one
 * @param threads the most threads that a method may use
 */
public record Budget(long maxPatterns, int threads) {
  /** 2^40 patterns on one thread. */
  public static final Budget DEFAULT = new Budget(1L << 40, 1);

  public Budget {
    if (maxPatterns < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "maxPatterns ≥ 0 and threads ≥ 1 expected, got " + maxPatterns + " and " + threads);
    }
  }
}
