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
    /** The least minimum of the census. */
    CENSUS,
    /** Descent from other weights. */
    DESCENT
  }
}
