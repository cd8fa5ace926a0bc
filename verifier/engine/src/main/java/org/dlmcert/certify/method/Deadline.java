package org.dlmcert.certify.method;

import java.time.Duration;

/** A time by which there should be an answer. */
public record Deadline(long nanoTime) {
  /** So far from now. */
  public static Deadline in(Duration left) {
    return new Deadline(System.nanoTime() + left.toNanos());
  }

  /** The time that is left, not negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }
}
