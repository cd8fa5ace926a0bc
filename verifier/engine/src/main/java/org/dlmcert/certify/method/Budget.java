package org.dlmcert.certify.method;

import java.util.Optional;
import java.util.OptionalLong;
import org.dlmcert.task.Threads;
import org.dlmcert.task.Workers;

/**
 * What a search may spend. Results, down to the bytes of certificates, do not depend on the
 * workers.
 *
 * @param chosenPatterns the most patterns that a method may try one by one, if that was chosen;
 *     otherwise methods stop where their work is no longer worth while
 * @param workers who does what a method can divide into tasks
 * @param deadline when there should be an answer; methods then have shares of the time, and which
 *     of them decides may depend on the machine
 */
public record Budget(OptionalLong chosenPatterns, Workers workers, Optional<Deadline> deadline) {
  /** One thread, and no limit chosen. */
  public static final Budget DEFAULT =
      new Budget(OptionalLong.empty(), Threads.ONE, Optional.empty());

  private static final long MOST_PATTERNS = 1L << 40;

  public Budget {
    if (chosenPatterns.orElse(0) < 0) {
      throw new IllegalArgumentException("patterns ≥ 0 expected, got " + chosenPatterns);
    }
  }

  /** A chosen limit to the patterns tried one by one. */
  public Budget(long maxPatterns, int threads) {
    this(OptionalLong.of(maxPatterns), new Threads(threads), Optional.empty());
  }

  /** The most patterns that a method may try one by one: 2^40 unless chosen otherwise. */
  public long maxPatterns() {
    return chosenPatterns.orElse(MOST_PATTERNS);
  }
}
