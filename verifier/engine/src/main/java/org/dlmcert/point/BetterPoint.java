package org.dlmcert.point;

import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;

/**
 * Weights with a smaller loss.
 *
 * @param weights of the shapes of the instance
 * @param loss their loss
 * @param source how they were found
 */
public record BetterPoint(Weights weights, Rational loss, Source source) {
  /** How weights were found. */
  public enum Source {
    /** Pairs of hidden units that act as linear maps inside one cell. */
    PAIRED_UNITS,
    /** Hidden weights drawn at random, and the last layer fitted to them. */
    LAST_LAYER_FIT,
    /** Local search, or the search that a tree of signs is. */
    TREE,
    /** Descent from other weights. */
    DESCENT
  }
}
