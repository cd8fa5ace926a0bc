package org.dlmcert.certify.claim;

import org.dlmcert.exact.RationalMatrix;

/**
 * One layer of units with generic noise on known inputs, below several outputs with given weights
 * that are held.
 *
 * @param inputs X, d×N, with the row of ones of a bias
 * @param outputWeights W_L, k×D
 */
public record HeldOutputs(RationalMatrix inputs, RationalMatrix outputWeights)
    implements FullRankProblem {
  @Override
  public int samples() {
    return inputs.columns();
  }

  /** The number D of units. */
  public int units() {
    return outputWeights.columns();
  }
}
