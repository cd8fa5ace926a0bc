package org.dlmcert.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.kink.DirectionalDerivative;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Paths of decrease of higher order, from a point without any of first order.
 *
 * <p>First a unit of the last hidden layer whose output weights are all zero: if e is not
 * orthogonal to its outputs to first order, F(d) ≠ 0, then moving the unit by T·d and an output
 * weight by -sign F(d) decreases the loss to second order for large T; for one hidden layer and one
 * output every saddle is of this kind. Then the Hessian, where the outputs are smooth; then the
 * kernel of the Hessian, and seeded directions, whose lowest order may be odd.
 */
final class SaddleSearch {
  private static final int RANDOM_DIRECTIONS = 24;
  private static final long SEED = 1605_08361L;

  private final Point point;
  private final Progress progress;
  private final ParameterLayout layout;

  /** A decrease and why it was to be expected. */
  record Found(Descent descent, PointVerdict.Decrease reason, Optional<IdleUnit> idle) {
    Found(Descent descent, PointVerdict.Decrease reason) {
      this(descent, reason, Optional.empty());
    }
  }

  SaddleSearch(Point point, Progress progress) {
    this.point = point;
    this.progress = progress;
    this.layout = new ParameterLayout(point.network());
  }

  /**
   * What came of it.
   *
   * @param found a path of decrease, if one was found
   * @param inertia of the Hessian, if it was computed
   */
  record Answer(Optional<Found> found, Optional<Inertia> inertia) {}

  /** Looks for a path of decrease. */
  Answer find() {
    Optional<Found> idle = idleUnit();
    if (idle.isPresent()) {
      return new Answer(idle, Optional.empty());
    }
    if (point.isSmooth() && point.lossFunction().equals(Loss.SQUARED)) {
      progress.stage("inertia of the Hessian", Progress.UNKNOWN);
      RationalMatrix hessian = Hessian.at(point.instance(), point.pass());
      Inertia inertia = Inertia.of(hessian);
      return new Answer(curved(hessian, inertia), Optional.of(inertia));
    }
    return new Answer(seeded(), Optional.empty());
  }

  private Optional<Found> curved(RationalMatrix hessian, Inertia inertia) {
    if (inertia.negativeDirection().isPresent()) {
      return along(layout.weights(shortened(hessian, inertia.negativeDirection().get())))
          .map(d -> new Found(d, PointVerdict.Decrease.NEGATIVE_CURVATURE));
    }
    return inKernel(hessian).or(this::seeded);
  }

  private Optional<Descent> along(Weights direction) {
    return Descent.along(point, direction);
  }

  /** The direction in few digits, if its curvature is still negative. */
  private static List<Rational> shortened(RationalMatrix hessian, List<Rational> direction) {
    List<Rational> rounded = Descent.rounded(direction);
    return Inertia.quadraticForm(hessian, rounded).signum() < 0 ? rounded : direction;
  }

  private Optional<Found> idleUnit() {
    int last = point.network().depth() - 1;
    RationalMatrix output = point.weights().matrix(last + 1);
    RationalMatrix below = point.below(last);
    for (int i = 0; i < point.network().width(last); i++) {
      int unit = i;
      if (!IntStream.range(0, output.rows()).allMatch(k -> output.get(k, unit).isZero())) {
        continue;
      }
      for (int k = 0; k < output.rows(); k++) {
        int row = k;
        DirectionalDerivative form =
            FirstOrder.form(point, last, unit, below, n -> point.lossDerivatives().get(row, n));
        if (!form.isZero()) {
          List<Rational> move = move(form);
          Optional<Descent> found = along(idleDirection(form, move, last, unit, row));
          if (found.isPresent()) {
            Optional<IdleUnit> idle = Optional.of(new IdleUnit(unit, move));
            return found.map(d -> new Found(d, PointVerdict.Decrease.IDLE_UNIT, idle));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A direction in which the form is not zero, in few digits if that is possible. */
  private static List<Rational> move(DirectionalDerivative form) {
    List<Rational> exact = form.nonzeroDirection();
    List<Rational> rounded = Descent.rounded(exact);
    return form.at(rounded).isZero() ? exact : rounded;
  }

  /** Row i: T·d, output weight: ∓1; N times the coefficient of t² is Σv²/2 - T·|F(d)|. */
  private Weights idleDirection(
      DirectionalDerivative form, List<Rational> d, int last, int unit, int row) {
    Rational value = form.at(d);
    List<Rational> outputs = point.pass().output(last).row(unit);
    Rational bound = Rational.dot(outputs, outputs).dividedBy(value.abs().times(Rational.of(2)));
    Rational t = Rational.of(bound.numerator().divide(bound.denominator()).add(BigInteger.ONE));
    List<Rational> vector = layout.zeros();
    int offset = layout.offset(last, unit);
    for (int j = 0; j < d.size(); j++) {
      vector.set(offset + j, t.times(d.get(j)));
    }
    vector.set(layout.offset(last + 1, row) + unit, Rational.of(-value.signum()));
    return layout.weights(vector);
  }

  /** Where the Hessian is positive semidefinite, its kernel may still lead down. */
  private Optional<Found> inKernel(RationalMatrix hessian) {
    IntegerMatrix kernel = IntegerKernel.basis(hessian.clearColumns().matrix());
    List<List<Rational>> candidates = new ArrayList<>();
    for (int k = 0; k < kernel.rows() && k < RANDOM_DIRECTIONS; k++) {
      candidates.add(combination(hessian, kernel, unitVector(kernel.rows(), k)));
    }
    Random random = new Random(SEED);
    for (int k = 0; k < RANDOM_DIRECTIONS && kernel.rows() > 1; k++) {
      int[] factors = random.ints(kernel.rows(), -3, 4).toArray();
      candidates.add(combination(hessian, kernel, factors));
    }
    return firstDescent(candidates);
  }

  private static int[] unitVector(int size, int k) {
    int[] vector = new int[size];
    vector[k] = 1;
    return vector;
  }

  /** Columns were cleared, so kernel entries are those of H times the scales. */
  private static List<Rational> combination(
      RationalMatrix hessian, IntegerMatrix kernel, int[] factors) {
    List<BigInteger> scales = hessian.clearColumns().scales();
    return IntStream.range(0, kernel.columns())
        .mapToObj(
            j -> {
              Rational sum = Rational.ZERO;
              for (int k = 0; k < factors.length; k++) {
                sum = sum.plus(Rational.of(kernel.get(k, j)).times(Rational.of(factors[k])));
              }
              return sum.times(Rational.of(scales.get(j)));
            })
        .toList();
  }

  private Optional<Found> seeded() {
    Random random = new Random(SEED);
    List<List<Rational>> candidates = new ArrayList<>();
    for (int k = 0; k < RANDOM_DIRECTIONS; k++) {
      candidates.add(layout.vector(DescentSearch.randomDirection(layout, random)));
    }
    return firstDescent(candidates);
  }

  private Optional<Found> firstDescent(List<List<Rational>> candidates) {
    for (List<Rational> candidate : candidates) {
      Interruption.check();
      Optional<Descent> found = along(layout.weights(candidate));
      if (found.isEmpty()) {
        found = along(layout.weights(candidate.stream().map(Rational::negate).toList()));
      }
      if (found.isPresent()) {
        return found.map(d -> new Found(d, PointVerdict.Decrease.HIGHER_ORDER));
      }
    }
    return Optional.empty();
  }
}
