package org.dlmcert.least;

import java.util.Optional;
import org.dlmcert.exact.Rational;

/** From weights in floating point to exact ones of a smaller loss than the least known. */
final class Improvement {
  private static final double GAIN = 1e-9;
  private static final int DESCENT_STEPS = 4;

  private final FloatProblem problem;
  private final Rational squares;
  private final double floatSquares;

  /**
   * Prepares.
   *
   * @param squares the loss to be improved, as a sum of squares
   * @param floatSquares the same in the scale of the problem in floating point, nearly
   */
  Improvement(FloatProblem problem, Rational squares, double floatSquares) {
    this.problem = problem;
    this.squares = squares;
    this.floatSquares = floatSquares;
  }

  /** Weights of a smaller loss, if descent from the given ones leads there. */
  Optional<ScaledWeights> from(int[] q, double[][] w, double outputBias) {
    FloatDescent found = new FloatDescent(problem, q, w.clone(), outputBias).run(DESCENT_STEPS);
    if (!(found.squares < floatSquares * (1 - GAIN))) {
      return Optional.empty();
    }
    ConeProjection.Best best = ExactPolish.of(problem, found);
    return best.squares().compareTo(squares) < 0 ? Optional.of(best.point()) : Optional.empty();
  }
}
