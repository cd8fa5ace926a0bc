package org.dlmcert.certify.claim;

import org.dlmcert.exact.RationalMatrix;

/**
 * Several layers with generic noise on given weights, below several outputs whose weights are given
 * and held.
 *
 * @param layers the same with generic output weights
 * @param outputWeights W_L, k×D
 */
public record GivenUpperWeights(GivenWeights layers, RationalMatrix outputWeights)
    implements FullRankProblem {
  @Override
  public int samples() {
    return layers.samples();
  }
}
