package org.dlmcert.least;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which sign to ask for next: on the sample where the relaxation leaves out most of the squared
 * residual that its weights have, of the unit of which most is known.
 */
final class Branching {
  private Branching() {}

  /** A unit and a sample. */
  record Pair(int unit, int sample) {}

  /** The pair to split at; none if all signs that matter are known. */
  static Optional<Pair> of(FloatProblem problem, SignState state, Optional<RelaxationGuess> guess) {
    double[] left = new double[problem.samples];
    if (guess.isPresent()) {
      int[] q = IntStream.range(0, problem.units).map(state::output).toArray();
      double[] e = problem.residuals(q, guess.get().weights(), guess.get().outputBias());
      for (int n = 0; n < left.length; n++) {
        // What counts already cannot be gained.
        left[n] = guess.get().counts()[n] ? 0 : e[n] * e[n];
      }
    }
    int[] knownOf = IntStream.range(0, problem.units).map(i -> known(state, i)).toArray();
    Optional<Pair> best = Optional.empty();
    double most = -1;
    int mostKnown = -1;
    for (int n = 0; n < problem.samples; n++) {
      for (int i = 0; i < problem.units; i++) {
        if (state.input(i, n) != 0 || !problem.exact.isBent(i, n)) {
          continue;
        }
        int known = knownOf[i];
        if (left[n] > most || left[n] == most && known > mostKnown) {
          best = Optional.of(new Pair(i, n));
          most = left[n];
          mostKnown = known;
        }
      }
    }
    return best;
  }

  private static int known(SignState state, int unit) {
    return (int) IntStream.range(0, state.samples()).filter(n -> state.input(unit, n) != 0).count();
  }
}
