package org.dlmcert.point;

import org.dlmcert.least.LeastLoss;

/** What is known of the losses of all other weights at a local minimum. */
public sealed interface Elsewhere {

  /** Some weights have a smaller loss: the minimum is spurious. */
  record Better(BetterPoint point) implements Elsewhere {}

  /** No weights have a smaller loss. */
  record Least(LeastLoss proof) implements Elsewhere {}

  /**
   * It is not known.
   *
   * @param limit what the search stopped at
   * @param value the limit, where it is a number
   */
  record Open(Limit limit, long value) implements Elsewhere {}

  /** What a search stopped at. */
  enum Limit {
    /** The most nodes of the tree of signs. */
    NODES,
    /** The time-out. */
    TIME,
    /** The network and the data are too large for the tree to be begun. */
    SIZE,
    /** The tree is about one hidden layer of leaky units, one output and squares. */
    QUESTION
  }
}
