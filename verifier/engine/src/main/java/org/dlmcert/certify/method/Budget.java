package org.dlmcert.certify.method;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a search may spend. Results, down to the bytes of certificates, do not depend on the number
 * of threads.
 *
 * @param chosenPatterns the most patterns that a method may try one by one, if that was chosen;
 *     otherwise methods stop where their work is no longer worth while
 * @param threads the most threads that a method may use
 * @param deadline when there should be an answer; methods then have shares of the time, and which
 *     of them decides may depend on the machine
 */
public record Budget(OptionalLong chosenPatterns, int threads, Optional<Deadline> deadline) {
  /** One thread, and no limit chosen. */
  public static final Budget DEFAULT = new Budget(OptionalLong.empty(), 1, Optional.empty());

  private static final long MOST_PATTERNS = 1L << 40;

  public Budget {
    if (chosenPatterns.orElse(0) < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "patterns ≥ 0 and threads ≥ 1 expected, got " + chosenPatterns + " and " + threads);
    }
  }

  /** A chosen limit to the patterns tried one by one. */
  public Budget(long maxPatterns, int threads) {
    this(OptionalLong.of(maxPatterns), threads, Optional.empty());
  }

  /** The most patterns that a method may try one by one: 2^40 unless chosen otherwise. */
  public long maxPatterns() {
    return chosenPatterns.orElse(MOST_PATTERNS);
  }
}
