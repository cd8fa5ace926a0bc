package org.dlmcert.point;

import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.kink.DirectionalDerivative;

/**
 * The conditions of proofs/format.md, 5.23 and 5.25, for one hidden layer: that every unit is
 * <em>balanced</em>, which makes the point a local minimum if it holds for the samples with zero
 * preactivation, and a global one if it holds for all samples.
 */
final class Balance {
  private final Point point;
  private final RationalMatrix below;

  /**
   * @param point of a network with one hidden layer
   */
  Balance(Point point) {
    this.point = point;
    this.below = point.below(1);
  }

  /**
   * The sufficient condition for a local minimum; where the loss is differentiable and the output
   * single it is necessary as well (soundness.md, 21).
   */
  boolean isLocalMinimum() {
    return residualsAddUp()
        && allForms((i, k) -> FirstOrder.form(point, 1, i, below, n -> residual(k, n)));
  }

  /** The sufficient condition for a global minimum. */
  boolean isGlobalMinimum() {
    return residualsAddUp() && allForms(this::everywhere);
  }

  private DirectionalDerivative everywhere(int unit, int output) {
    return DirectionalDerivative.of(
        below,
        n -> !point.isVoid(1, n),
        n -> residual(output, n).times(point.instance().noise(1).factor(n, unit)),
        n -> Rational.ONE,
        point.network().slope());
  }

  private interface Form {
    DirectionalDerivative of(int unit, int output);
  }

  private boolean allForms(Form form) {
    return IntStream.range(0, point.network().width(1))
        .allMatch(
            i ->
                IntStream.range(0, point.network().outputs())
                    .allMatch(k -> form.of(i, k).isZero()));
  }

  private Rational residual(int output, int sample) {
    return point.lossDerivatives().get(output, sample);
  }

  private boolean residualsAddUp() {
    return !point.network().bias()
        || IntStream.range(0, point.network().outputs())
            .allMatch(
                k ->
                    point.lossDerivatives().row(k).stream()
                        .reduce(Rational.ZERO, Rational::plus)
                        .isZero());
  }
}
