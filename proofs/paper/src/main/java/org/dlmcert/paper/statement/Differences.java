package org.dlmcert.paper.statement;

import java.util.Arrays;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Derivatives of the loss inside a cell by difference quotients, and exact all the same: while no
 * preactivation changes its sign, every output is of degree at most 1 in each single weight, so the
 * loss is of degree at most 2 in each, and central quotients have no error. Knows nothing of the
 * formulas (5.1)–(5.7).
 */
final class Differences {
  private final Setting setting;
  private final Rational step;

  private Differences(Setting setting, Rational step) {
    this.setting = setting;
    this.step = step;
  }

  /**
   * Quotients with a step small enough that no pair of weights leaves the cell.
   *
   * @throws IllegalArgumentException if a preactivation is zero
   */
  static Differences of(Setting setting) {
    if (!setting.isDifferentiable()) {
      throw new IllegalArgumentException("a point inside a cell expected");
    }
    Rational step = Rational.ONE;
    for (int halvings = 0; halvings < 200; halvings++) {
      Differences candidate = new Differences(setting, step);
      if (candidate.staysInside()) {
        return candidate;
      }
      step = step.dividedBy(Rational.of(2));
    }
    throw new IllegalStateException("no step is small enough");
  }

  private boolean staysInside() {
    List<Integer> signs = setting.signs();
    int count = setting.parameters().size();
    for (int p = 0; p < count; p++) {
      for (int q = p; q < count; q++) {
        for (int k = 0; k < 4; k++) {
          if (!at(p, k & 1, q, k >> 1).signs().equals(signs)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** The setting with weight p moved forward (0) or back (1), and weight q likewise. */
  private Setting at(int p, int backP, int q, int backQ) {
    Rational[] direction = new Rational[setting.parameters().size()];
    Arrays.fill(direction, Rational.ZERO);
    direction[p] = direction[p].plus(Rational.of(1 - 2 * backP));
    direction[q] = direction[q].plus(Rational.of(1 - 2 * backQ));
    return setting.moved(List.of(direction), step);
  }

  /** All first derivatives, as one row. */
  RationalMatrix gradient() {
    Rational four = step.times(Rational.of(4));
    return RationalMatrix.of(
        1,
        setting.parameters().size(),
        (i, p) ->
            at(p, 0, p, 0).loss().minus(at(p, 1, p, 1).loss()).dividedBy(four)); // moved by 2·step
  }

  /** All second derivatives. */
  RationalMatrix hessian() {
    int count = setting.parameters().size();
    Rational[][] entries = new Rational[count][count];
    Rational four = step.times(step).times(Rational.of(4));
    Rational here = setting.loss();
    for (int p = 0; p < count; p++) {
      for (int q = p; q < count; q++) {
        Rational forward = at(p, 0, q, 0).loss();
        Rational back = at(p, 1, q, 1).loss();
        Rational crossed =
            p == q ? here.plus(here) : at(p, 0, q, 1).loss().plus(at(p, 1, q, 0).loss());
        entries[p][q] = forward.plus(back).minus(crossed).dividedBy(four);
        entries[q][p] = entries[p][q];
      }
    }
    return RationalMatrix.of(count, count, (p, q) -> entries[p][q]);
  }
}
