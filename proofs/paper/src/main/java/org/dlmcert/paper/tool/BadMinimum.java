package org.dlmcert.paper.tool;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.gradient.KhatriRao;

/**
 * A differentiable local minimum of positive loss, one hidden layer: a point inside a cell whose
 * residual e ≠ 0 is orthogonal to all rows of A_1∘X (sections 3.9 and 3.10 of the theory).
 */
public record BadMinimum(Setting setting) {
  /**
   * A minimum at a point of an open cell of deficient pattern: the output weights are ones and the
   * targets are made for it.
   *
   * @param weights W_1, d_1×d_0, with all preactivations nonzero
   * @return empty if the pattern of the point has full column rank
   */
  public static Optional<BadMinimum> at(
      RationalMatrix inputs, RationalMatrix noise, Rational slope, RationalMatrix weights) {
    Setting point =
        new Setting(
            inputs,
            List.of(noise),
            slope,
            List.of(weights, RationalMatrix.of(1, weights.rows(), (o, i) -> Rational.ONE)),
            RationalMatrix.of(1, inputs.columns(), (o, n) -> Rational.ZERO));
    return RowSpace.of(KhatriRao.product(point.slopes().get(0), inputs))
        .nullVector()
        .map(e -> new BadMinimum(point.withResidual(e)));
  }

  /**
   * The minimum of a given cell of a single unit for given targets, without noise: the units one
   * and two carry the least-squares solution between them, the others stay in the cell with output
   * weight 0.
   *
   * @param cell c, a point of the cell, 1×d_0
   * @param units d_1 ≥ 2
   */
  public static BadMinimum withoutNoise(
      RationalMatrix inputs,
      Rational slope,
      RationalMatrix targets,
      RationalMatrix cell,
      int units) {
    RationalMatrix slopes = UnitCells.slopes(cell, inputs, slope);
    RationalMatrix best = RowSpace.of(KhatriRao.product(slopes, inputs)).coefficients(targets);
    Rational t = Rational.ONE;
    while (true) {
      Rational scale = t;
      RationalMatrix first =
          RationalMatrix.of(
              1, inputs.rows(), (i, j) -> best.get(0, j).plus(scale.times(cell.get(0, j))));
      if (UnitCells.slopes(first, inputs, slope).equals(slopes) && hasNoZero(first.times(inputs))) {
        RationalMatrix w1 =
            RationalMatrix.of(
                units,
                inputs.rows(),
                (i, j) -> i == 0 ? first.get(0, j) : scale.times(cell.get(0, j)));
        RationalMatrix w2 =
            RationalMatrix.of(1, units, (o, i) -> Rational.of(i == 0 ? 1 : i == 1 ? -1 : 0));
        RationalMatrix ones = RationalMatrix.of(units, inputs.columns(), (i, n) -> Rational.ONE);
        return new BadMinimum(new Setting(inputs, List.of(ones), slope, List.of(w1, w2), targets));
      }
      t = t.times(Rational.of(2));
    }
  }

  /** Such a minimum for random inputs and targets, N > d_0. */
  public static BadMinimum withoutNoise(Draws draws, int inputs, int units, int samples) {
    while (true) {
      RationalMatrix x = draws.nonzero(inputs, samples);
      RationalMatrix cell = draws.nonzero(1, inputs);
      if (hasNoZero(cell.times(x))) {
        BadMinimum minimum =
            withoutNoise(x, Rational.of(1, 4), draws.nonzero(1, samples), cell, units);
        if (minimum.setting().loss().signum() > 0) {
          return minimum;
        }
      }
    }
  }

  private static boolean hasNoZero(RationalMatrix row) {
    return row.row(0).stream().noneMatch(Rational::isZero);
  }

  /**
   * Whether it is one, by every route there is: inside a cell, of positive loss, critical by
   * differences, orthogonal to A_1∘X, H ⪰ 0, and none of five random points nearby is lower.
   */
  public boolean isOne(Draws draws) {
    return setting.isDifferentiable()
        && setting.loss().signum() > 0
        && Differences.gradient(setting).isZero()
        && KhatriRao.product(setting.slopes().get(0), setting.inputs())
            .times(setting.residuals().transpose())
            .isZero()
        && Inertia.of(Hessian.of(setting.instance())).negative() == 0
        && setting.noneLowerNearby(draws, 5);
  }
}
