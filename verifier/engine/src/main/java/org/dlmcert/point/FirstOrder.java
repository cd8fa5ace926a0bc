package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.kink.DirectionalDerivative;
import org.dlmcert.model.Weights;

/**
 * The first-order behaviour of the loss at a point: its gradient, or its kinks.
 *
 * <p>Backwards through the layers, c_L = e and c_l = W_{l+1}ᵀ(a_{l+1}∘c_{l+1}). A zero
 * preactivation is a kink of the loss where c·ε·(1-s) ≠ 0; kinks of one unit on one line may
 * cancel, which its {@link DirectionalDerivative} knows. Above and in the topmost layer with a kink
 * all is exact; what the layers below that one do is known exactly only if it is the first.
 */
final class FirstOrder {
  private static final Rational[] NO_RATIONALS = {};

  private final Point point;
  private final List<Rational> linear; // N times the derivatives, zero where they are not known
  private final List<UnitForm> forms = new ArrayList<>();
  private int kinkLayer; // 0 if there are no kinks

  /** The form of a unit with kinks. */
  record UnitForm(int layer, int unit, DirectionalDerivative form) {}

  private FirstOrder(Point point) {
    this.point = point;
    ParameterLayout layout = new ParameterLayout(point.network());
    Rational[] derivatives = layout.zeros().toArray(NO_RATIONALS);
    RationalMatrix signal = point.lossDerivatives();
    int depth = point.network().depth();
    put(derivatives, layout.offset(depth, 0), signal, point.below(depth));
    for (int l = depth - 1; l >= 1 && kinkLayer == 0; l--) {
      signal = signalBelow(point, l + 1, signal);
      layer(l, signal, derivatives, layout);
    }
    linear = List.of(derivatives);
  }

  /** Analyses a point. */
  static FirstOrder of(Point point) {
    return new FirstOrder(point);
  }

  /** c_{l-1}, from c_l. */
  private static RationalMatrix signalBelow(Point point, int layer, RationalMatrix signal) {
    return point
        .weights()
        .matrix(layer)
        .transpose()
        .times(times(point.pass().slopes(layer), signal));
  }

  /** a∘c, entry by entry. */
  private static RationalMatrix times(RationalMatrix slopes, RationalMatrix signal) {
    return RationalMatrix.of(
        signal.rows(), signal.columns(), (i, n) -> slopes.get(i, n).times(signal.get(i, n)));
  }

  private void layer(int l, RationalMatrix signal, Rational[] derivatives, ParameterLayout layout) {
    RationalMatrix below = point.below(l);
    put(derivatives, layout.offset(l, 0), times(point.pass().slopes(l), signal), below);
    for (int i = 0; i < signal.rows(); i++) {
      int unit = i;
      boolean kinked = false;
      for (int n = 0; n < signal.columns() && !kinked; n++) {
        kinked =
            point.isKink(l, i, n)
                && !signal.get(i, n).isZero()
                && !point.slopeJump(l, i, n).isZero();
      }
      if (kinked) {
        kinkLayer = l;
        DirectionalDerivative form = form(point, l, unit, below, n -> signal.get(unit, n));
        forms.add(new UnitForm(l, unit, form));
        for (int j = 0; j < below.rows(); j++) {
          derivatives[layout.offset(l, unit) + j] =
              form.isLinear() ? form.linear().get(j) : Rational.ZERO;
        }
      }
    }
  }

  /** The form of Σ_n c_n·v_n for the output v of one hidden unit. */
  static DirectionalDerivative form(
      Point point, int layer, int unit, RationalMatrix below, IntFunction<Rational> signal) {
    Rational slope = point.network().slope();
    return DirectionalDerivative.of(
        below,
        n -> point.isKink(layer, unit, n),
        n -> signal.apply(n).times(point.instance().noise(layer).factor(n, unit)),
        n -> point.pass().preactivation(layer).get(unit, n).signum() < 0 ? slope : Rational.ONE,
        slope);
  }

  /** The derivatives by a layer's weights, row by row. */
  private static void put(
      Rational[] derivatives, int offset, RationalMatrix signal, RationalMatrix below) {
    RationalMatrix product = signal.times(below.transpose());
    for (int i = 0; i < product.rows(); i++) {
      for (int j = 0; j < product.columns(); j++) {
        derivatives[offset + i * product.columns() + j] = product.get(i, j);
      }
    }
  }

  /** The gradient of the loss; empty if it has none, or if that is not known. */
  Optional<Weights> gradient() {
    if (!isLinear() || kinkLayer > 1) {
      return Optional.empty();
    }
    Rational mean = mean();
    return Optional.of(
        new ParameterLayout(point.network()).weights(linear.stream().map(mean::times).toList()));
  }

  /** Whether all forms are linear: then only layers below a kink can spoil the gradient. */
  private boolean isLinear() {
    return forms.stream().allMatch(f -> f.form().isLinear());
  }

  /** Whether the loss is proved to have no gradient. */
  boolean isNotDifferentiable() {
    return !isLinear();
  }

  /** The topmost layer with kinks of the loss, or 0. */
  int kinkLayer() {
    return kinkLayer;
  }

  /** The units with kinks in {@link #kinkLayer()}. */
  List<UnitForm> forms() {
    return forms;
  }

  /** The known derivatives, as weights; zero where they are not known. */
  Weights known() {
    Rational mean = mean();
    return new ParameterLayout(point.network()).weights(linear.stream().map(mean::times).toList());
  }

  private Rational mean() {
    int samples = point.instance().samples();
    return samples == 0 ? Rational.ZERO : Rational.of(1, samples);
  }
}
