package org.dlmcert.certify.claim;

import org.dlmcert.exact.RationalMatrix;

/**
 * One layer of units with generic noise on known inputs, below several outputs with generic weights
 * that are held.
 *
 * @param inputs X, d×N, with the row of ones of a bias
 * @param units the number D of units
 * @param outputs the number k of outputs
 */
public record GenericOutputs(RationalMatrix inputs, int units, int outputs)
    implements FullRankProblem {
  @Override
  public int samples() {
    return inputs.columns();
  }
}
