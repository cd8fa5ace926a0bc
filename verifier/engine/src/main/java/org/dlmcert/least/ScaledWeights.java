package org.dlmcert.least;

import java.math.BigInteger;
import org.dlmcert.exact.Rational;

/**
 * A point of a {@link LeastProblem}: for each unit the sign of its output weight and w̃, and the
 * bias of the output (0 if there is none). Never changed.
 */
final class ScaledWeights {
  private final int[] signs;
  private final Rational[][] weights;
  private final Rational outputBias;

  ScaledWeights(int[] signs, Rational[][] weights, Rational outputBias) {
    this.signs = signs;
    this.weights = weights;
    this.outputBias = outputBias;
  }

  int units() {
    return signs.length;
  }

  int dimensions() {
    return weights[0].length;
  }

  int sign(int unit) {
    return signs[unit];
  }

  Rational weight(int unit, int coordinate) {
    return weights[unit][coordinate];
  }

  Rational outputBias() {
    return outputBias;
  }

  Rational preactivation(int unit, BigInteger[] x) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < x.length; j++) {
      if (x[j].signum() != 0) {
        sum = sum.plus(weights[unit][j].times(Rational.of(x[j])));
      }
    }
    return sum;
  }
}
