package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Weights;

/** The loss straight from its definition, sample by sample, and its derivatives by differences. */
final class SlowLoss {
  /** Smaller than any zero of a preactivation along a direction of the tests. */
  private static final Rational SMALL = Rational.of(1, 1L << 40);

  private SlowLoss() {}

  /** The loss of one residual as the least of t²/2 + δ|e - t|, which is at the t nearest to e. */
  private static Rational value(Loss loss, Rational e) {
    Rational t = derivative(loss, e);
    Rational square = t.times(t).dividedBy(Rational.of(2));
    return loss instanceof Loss.Huber huber
        ? square.plus(huber.delta().times(e.minus(t).abs()))
        : square;
  }

  /** The number in [-δ, δ] that is nearest to e. */
  static Rational derivative(Loss loss, Rational e) {
    if (loss instanceof Loss.Huber huber) {
      Rational delta = huber.delta();
      Rational below = e.compareTo(delta) > 0 ? delta : e;
      return below.compareTo(delta.negate()) < 0 ? delta.negate() : below;
    }
    return e;
  }

  /** 1/N·Σ ℓ(f(x) - y). */
  static Rational at(Instance instance, Weights weights) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      List<Rational> v = instance.dataset().inputs().row(n);
      for (int l = 1; l <= instance.network().depth(); l++) {
        List<Rational> next = new ArrayList<>();
        for (int i = 0; i < instance.network().width(l); i++) {
          Rational u = weights.bias(l, i);
          for (int j = 0; j < v.size(); j++) {
            u = u.plus(weights.matrix(l).get(i, j).times(v.get(j)));
          }
          if (l < instance.network().depth()) {
            u = u.times(instance.noise(l).factor(n, i));
            // the sign is that of the preactivation, before the noise
            Rational before = weights.bias(l, i);
            for (int j = 0; j < v.size(); j++) {
              before = before.plus(weights.matrix(l).get(i, j).times(v.get(j)));
            }
            u = before.signum() < 0 ? u.times(instance.network().slope()) : u;
          }
          next.add(u);
        }
        v = next;
      }
      for (int k = 0; k < v.size(); k++) {
        Rational e = v.get(k).minus(instance.dataset().targets().orElseThrow().get(n, k));
        sum = sum.plus(value(instance.loss(), e));
      }
    }
    return instance.samples() == 0 ? sum : sum.dividedBy(Rational.of(instance.samples()));
  }

  /**
   * The coefficients of the loss along W + t·D for small t, from its values at 2L + 1 points of a
   * short interval (Newton's divided differences): exact, as it is a polynomial of degree 2L there.
   */
  static List<Rational> along(Instance instance, Weights direction) {
    int degree = 2 * instance.network().depth();
    Weights start = instance.weights().orElseThrow();
    Rational[] t = new Rational[degree + 1];
    Rational[] table = new Rational[degree + 1];
    for (int k = 0; k <= degree; k++) {
      t[k] = SMALL.times(Rational.of(k));
      table[k] = at(instance, ParameterLayout.moved(start, direction, t[k]));
    }
    for (int level = 1; level <= degree; level++) {
      for (int k = degree; k >= level; k--) {
        table[k] = table[k].minus(table[k - 1]).dividedBy(t[k].minus(t[k - level]));
      }
    }
    List<Rational> coefficients = new ArrayList<>(List.of(table[degree]));
    for (int k = degree - 1; k >= 0; k--) {
      // multiply by (t - t_k) and add the next difference
      List<Rational> next = new ArrayList<>();
      for (int j = 0; j <= coefficients.size(); j++) {
        Rational shifted = j == 0 ? table[k] : coefficients.get(j - 1);
        Rational kept = j < coefficients.size() ? coefficients.get(j).times(t[k]) : Rational.ZERO;
        next.add(shifted.minus(kept));
      }
      coefficients = next;
    }
    return coefficients;
  }
}
