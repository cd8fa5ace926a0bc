package org.dlmcert.certify.claim;

import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * One layer or several below several outputs whose biases are trained, too: a row of ones for each
 * output below the matrix of the other question. A proof for that one is a proof for this one
 * (proofs/soundness.md, section 33).
 *
 * @param held the question without these rows
 */
public record BiasedOutputs(FullRankProblem held) implements FullRankProblem {
  @Override
  public int samples() {
    return held.samples();
  }

  @Override
  public FullRankProblem withHeldBiases() {
    return held;
  }

  /** The matrix with k rows more: row c has a 1 in each column of output c. */
  public static RationalMatrix withRows(RationalMatrix matrix, int outputs) {
    return RationalMatrix.of(
        matrix.rows() + outputs,
        matrix.columns(),
        (row, m) ->
            row < matrix.rows()
                ? matrix.get(row, m)
                : m % outputs == row - matrix.rows() ? Rational.ONE : Rational.ZERO);
  }
}
