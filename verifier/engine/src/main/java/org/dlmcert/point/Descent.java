package org.dlmcert.point;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;

/**
 * A direction in which the loss decreases, and a step in it, all exact.
 *
 * @param direction D, of the shapes of the weights
 * @param order the lowest power of t, from 1, in the loss of W + t·D - its value at W
 * @param coefficient of this power; negative
 * @param step a t with a smaller loss
 * @param lossAfter the loss there
 */
public record Descent(
    Weights direction, int order, Rational coefficient, Rational step, Rational lossAfter) {
  private static final int DOUBLINGS = 20;
  private static final BigInteger LARGEST = BigInteger.valueOf(1000);
  private static final Rational TWO = Rational.of(2);

  /** The descent in this direction; empty if the loss does not decrease at once. */
  static Optional<Descent> along(Point point, Weights direction) {
    LossPath path = LossPath.along(point, direction);
    return path.descends()
        ? Optional.of(of(point, direction, path.order().orElseThrow(), path))
        : Optional.empty();
  }

  private static Descent of(Point point, Weights direction, int order, LossPath path) {
    return withStep(point, direction, order, path.coefficient(order));
  }

  /**
   * Finds a step, a power of two: a first one doubled while that helps, or halved until it does.
   */
  static Descent withStep(Point point, Weights direction, int order, Rational coefficient) {
    Rational step = firstStep(point, direction);
    Rational loss = lossAfter(point, direction, step);
    if (loss.compareTo(point.loss()) < 0) {
      for (int k = 0; k < DOUBLINGS; k++) {
        Rational further = lossAfter(point, direction, step.times(TWO));
        if (further.compareTo(loss) >= 0) {
          break;
        }
        step = step.times(TWO);
        loss = further;
      }
    }
    while (loss.compareTo(point.loss()) >= 0) {
      Interruption.check();
      step = step.dividedBy(TWO);
      loss = lossAfter(point, direction, step);
    }
    return new Descent(direction, order, coefficient, step, loss);
  }

  /** About as large as moves the largest weight by an eighth of its size; 1 at most. */
  private static Rational firstStep(Point point, Weights direction) {
    ParameterLayout layout = new ParameterLayout(point.network());
    Rational weight = largest(layout.vector(point.weights()));
    Rational change = largest(layout.vector(direction)).times(Rational.of(8));
    Rational step = Rational.ONE;
    while (!weight.isZero() && step.times(change).compareTo(weight) > 0) {
      step = step.dividedBy(TWO);
    }
    return step;
  }

  private static Rational largest(List<Rational> vector) {
    return vector.stream()
        .map(Rational::abs)
        .reduce(Rational.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  private static Rational lossAfter(Point point, Weights direction, Rational step) {
    return point.lossAt(ParameterLayout.moved(point.weights(), direction, step));
  }

  /**
   * A vector with a positive multiple of almost the same direction in integers: primitive, and of
   * at most three digits if rounded towards zero. Every entry keeps its sign or becomes 0.
   */
  static List<Rational> rounded(List<Rational> vector) {
    List<Rational> primitive = primitive(vector);
    BigInteger largest =
        primitive.stream().map(v -> v.numerator().abs()).reduce(BigInteger.ZERO, BigInteger::max);
    return largest.compareTo(LARGEST) <= 0
        ? primitive
        : primitive(
            primitive.stream()
                .map(v -> Rational.of(v.numerator().multiply(LARGEST).divide(largest)))
                .toList());
  }

  /** The vector times a positive rational: integers without common factor. */
  static List<Rational> primitive(List<Rational> vector) {
    BigInteger denominator = Rational.commonDenominator(vector);
    List<BigInteger> integers = vector.stream().map(v -> v.numeratorOver(denominator)).toList();
    return IntegerVectors.primitive(integers).stream().map(Rational::of).toList();
  }
}
