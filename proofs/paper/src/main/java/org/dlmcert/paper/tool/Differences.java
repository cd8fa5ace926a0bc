package org.dlmcert.paper.tool;

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
public final class Differences {
  private static final Rational TWO = Rational.of(2);

  private final Setting setting;
  private final List<Integer> signs;
  private final int count;

  private Differences(Setting setting) {
    if (!setting.isDifferentiable()) {
      throw new IllegalArgumentException("a point inside a cell expected");
    }
    this.setting = setting;
    this.signs = setting.signs();
    this.count = setting.parameters().size();
  }

  /**
   * All first derivatives, as one row.
   *
   * @throws IllegalArgumentException if a preactivation is zero
   */
  public static RationalMatrix gradient(Setting setting) {
    Differences here = new Differences(setting);
    return RationalMatrix.of(1, here.count, (i, p) -> here.first(p));
  }

  /**
   * All second derivatives.
   *
   * @throws IllegalArgumentException if a preactivation is zero
   */
  public static RationalMatrix hessian(Setting setting) {
    Differences here = new Differences(setting);
    Rational[][] entries = new Rational[here.count][here.count];
    for (int p = 0; p < here.count; p++) {
      for (int q = 0; q <= p; q++) {
        entries[p][q] = here.second(p, q);
        entries[q][p] = entries[p][q];
      }
    }
    return RationalMatrix.of(here.count, here.count, (p, q) -> entries[p][q]);
  }

  private Rational first(int p) {
    for (Rational step = Rational.ONE; ; step = step.dividedBy(TWO)) {
      Setting forward = at(p, step, p, Rational.ZERO);
      Setting back = at(p, step.negate(), p, Rational.ZERO);
      if (isInside(forward) && isInside(back)) {
        return forward.loss().minus(back.loss()).dividedBy(step.times(TWO));
      }
    }
  }

  /** The coefficient of the product of both moves, of which the loss has no other odd term. */
  private Rational second(int p, int q) {
    for (Rational step = Rational.ONE; ; step = step.dividedBy(TWO)) {
      Setting both = at(p, step, q, step);
      Setting neither = at(p, step.negate(), q, step.negate());
      Setting one = at(p, step, q, step.negate());
      Setting other = at(p, step.negate(), q, step);
      if (isInside(both) && isInside(neither) && isInside(one) && isInside(other)) {
        return both.loss()
            .plus(neither.loss())
            .minus(one.loss())
            .minus(other.loss())
            .dividedBy(step.times(step).times(Rational.of(4)));
      }
    }
  }

  private boolean isInside(Setting point) {
    return point.signs().equals(signs);
  }

  private Setting at(int p, Rational stepP, int q, Rational stepQ) {
    Rational[] direction = new Rational[count];
    Arrays.fill(direction, Rational.ZERO);
    direction[p] = stepP;
    direction[q] = direction[q].plus(stepQ);
    return setting.moved(List.of(direction), Rational.ONE);
  }
}
