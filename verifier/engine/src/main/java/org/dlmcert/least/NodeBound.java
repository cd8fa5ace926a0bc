package org.dlmcert.least;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;

/**
 * A bound of the weights with some signs, written for nodes that know fewer or more of them: all
 * numbers k are there, and which signs they need (proofs/format.md, 5.33).
 */
final class NodeBound {
  private final LeastProblem problem;
  private final BoundStep.Bound bound;
  private final SignState known;
  private final Rational[][] k; // of each unit and sample

  /**
   * A bound for the weights with the known signs.
   *
   * @param known of the node that the bound was made for
   */
  NodeBound(LeastProblem problem, BoundStep.Bound bound, SignState known) {
    this.problem = problem;
    this.bound = bound;
    this.known = known;
    k = new Rational[problem.units()][problem.samples()];
    for (int i = 0; i < k.length; i++) {
      for (int n = 0; n < k[i].length; n++) {
        k[i][n] = end(i, n, known.input(i, n) < 0 ? -1 : 1);
      }
      for (int n : bound.units().get(i).low()) {
        k[i][n] = end(i, n, -1);
      }
      for (BoundStep.Term term : bound.units().get(i).given()) {
        k[i][term.sample()] = term.factor();
      }
    }
  }

  /** m for the sign +, s·m for -. */
  private Rational end(int unit, int sample, int sign) {
    Rational end =
        Rational.of(
            bound.vector().get(sample).multiply(problem.slope(unit, sample, sign)),
            problem.unitScale(unit));
    return known.output(unit) < 0 ? end.negate() : end;
  }

  /** Whether k is in its range for a sign, or where it is not known (0). */
  private boolean isAllowed(int unit, int sample, int sign) {
    return problem.isZero(sample)
        || (sign < 0 || k[unit][sample].compareTo(end(unit, sample, 1)) <= 0)
            && (sign > 0 || k[unit][sample].compareTo(end(unit, sample, -1)) >= 0);
  }

  /** Those of the presumed signs without which there would be no bound. */
  List<PresumedSigns.Sign> needed(List<PresumedSigns.Sign> presumed) {
    return presumed.stream().filter(s -> !isAllowed(s.unit(), s.sample(), 0)).toList();
  }

  /** The bound for a node; none if it does not know enough. */
  Optional<BoundStep.Bound> at(SignState state) {
    List<BoundStep.Factors> units = new ArrayList<>();
    for (int i = 0; i < k.length; i++) {
      List<Integer> low = new ArrayList<>();
      List<BoundStep.Term> given = new ArrayList<>();
      for (int n = 0; n < k[i].length; n++) {
        int sign = state.input(i, n);
        if (problem.isZero(n)) {
          continue;
        }
        if (!isAllowed(i, n, sign)) {
          return Optional.empty();
        }
        if (!k[i][n].equals(end(i, n, sign < 0 ? -1 : 1))) {
          if (sign == 0 && k[i][n].equals(end(i, n, -1))) {
            low.add(n);
          } else {
            given.add(new BoundStep.Term(n, k[i][n]));
          }
        }
      }
      units.add(new BoundStep.Factors(low, given));
    }
    return Optional.of(new BoundStep.Bound(bound.vector(), units));
  }
}
