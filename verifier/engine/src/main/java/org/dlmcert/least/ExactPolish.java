package org.dlmcert.least;

import java.math.BigInteger;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/** From weights in floating point to the exact best point of the closed cells they are in. */
final class ExactPolish {
  private ExactPolish() {}

  /** The best point of the product of cells; where a preactivation is 0 the sign + is taken. */
  static ConeProjection.Best of(FloatProblem problem, FloatDescent found) {
    LeastProblem exact = problem.exact;
    BigInteger[][] directions = new BigInteger[problem.units][];
    SignState signs = SignState.none(problem.units, problem.samples);
    for (int i = 0; i < problem.units; i++) {
      signs = signs.withOutput(found.q[i], i);
      directions[i] = problem.direction(found.w[i]);
      for (int n = 0; n < problem.samples; n++) {
        if (exact.isBent(i, n)) {
          int sign = IntegerVectors.dot(directions[i], exact.input(n)).signum();
          signs = signs.withInput(n, sign < 0 ? -1 : 1, i);
        }
      }
    }
    return ConeProjection.from(exact, signs, start(exact, found.q, directions));
  }

  /** The directions themselves have the signs; how long they are does not matter. */
  private static ScaledWeights start(LeastProblem exact, int[] q, BigInteger[][] directions) {
    Rational[][] w = new Rational[directions.length][exact.dimensions()];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] = Rational.of(directions[i][j]);
      }
    }
    return new ScaledWeights(q, w, Rational.ZERO);
  }
}
