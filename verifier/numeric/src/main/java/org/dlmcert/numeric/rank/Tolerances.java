package org.dlmcert.numeric.rank;

import java.util.Optional;

/**
 * The tolerances with which a count of computed values would have been right.
 *
 * @param from the least, inclusive
 * @param to the end, exclusive
 */
public record Tolerances(double from, double to) {

  /** These tolerances; empty unless {@code from < to}. */
  static Optional<Tolerances> between(double from, double to) {
    return from < to ? Optional.of(new Tolerances(from, to)) : Optional.empty();
  }

  /** In words: "from 0.0 to below 1.0E-13". */
  public String words() {
    return "from " + from + (Double.isInfinite(to) ? " on" : " to below " + to);
  }
}
