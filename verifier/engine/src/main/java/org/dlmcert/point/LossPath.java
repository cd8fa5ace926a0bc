package org.dlmcert.point;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The loss along W + t·D for small t ≥ 0: a polynomial, also from a point with zero preactivations,
 * because each preactivation has the sign of its lowest nonzero coefficient (proofs/format.md,
 * <em>Path</em>). Its degree is 2L at most; O(ω·N·L²) operations.
 */
final class LossPath {
  private final Polynomial loss;

  private LossPath(Polynomial loss) {
    this.loss = loss;
  }

  /** Follows the loss from a point in a direction of the shapes of its weights. */
  static LossPath along(Point point, Weights direction) {
    Network network = point.network();
    int samples = point.instance().samples();
    RationalMatrix inputs = point.instance().dataset().inputs();
    Polynomial[][] values = new Polynomial[network.inputs()][samples];
    for (int j = 0; j < values.length; j++) {
      for (int n = 0; n < samples; n++) {
        values[j][n] = Polynomial.of(inputs.get(n, j), Rational.ZERO);
      }
    }
    for (int l = 1; l <= network.depth(); l++) {
      Polynomial[][] next = new Polynomial[network.width(l)][samples];
      for (int i = 0; i < next.length; i++) {
        Polynomial[] row = row(point.weights(), direction, l, i);
        for (int n = 0; n < samples; n++) {
          Polynomial u = row[row.length - 1];
          for (int j = 0; j < values.length; j++) {
            u = u.plus(row[j].times(values[j][n]));
          }
          next[i][n] = l < network.depth() ? activated(point, u, l, i, n) : u;
        }
      }
      values = next;
    }
    Polynomial sum = Polynomial.ZERO;
    for (int k = 0; k < values.length; k++) {
      for (int n = 0; n < samples; n++) {
        Polynomial e =
            values[k][n].plus(Polynomial.of(point.targets().get(n, k).negate(), Rational.ZERO));
        sum = sum.plus(value(point.lossFunction(), e));
      }
    }
    return new LossPath(samples == 0 ? sum : sum.times(Rational.of(1, samples)));
  }

  /** ℓ(e) for small t: which piece it is, the lowest coefficients of e decide. */
  private static Polynomial value(Loss.Piecewise loss, Polynomial e) {
    if (loss instanceof Loss.Huber huber) {
      Rational delta = huber.delta();
      Polynomial size = e.signOfSmall() < 0 ? e.times(Rational.of(-1)) : e;
      if (size.plus(Polynomial.of(delta.negate(), Rational.ZERO)).signOfSmall() > 0) {
        Rational start = Loss.SQUARED.value(delta).negate();
        return size.times(delta).plus(Polynomial.of(start, Rational.ZERO));
      }
    }
    return e.times(e).times(Rational.of(1, 2));
  }

  /** The weights of a unit along the path, its bias last. */
  private static Polynomial[] row(Weights weights, Weights direction, int layer, int unit) {
    RationalMatrix w = weights.matrix(layer);
    RationalMatrix d = direction.matrix(layer);
    Polynomial[] row = new Polynomial[w.columns() + 1];
    for (int j = 0; j < w.columns(); j++) {
      row[j] = Polynomial.of(w.get(unit, j), d.get(unit, j));
    }
    row[w.columns()] = Polynomial.of(weights.bias(layer, unit), direction.bias(layer, unit));
    return row;
  }

  private static Polynomial activated(Point point, Polynomial u, int layer, int unit, int sample) {
    Rational noise = point.instance().noise(layer).factor(sample, unit);
    return u.times(u.signOfSmall() < 0 ? noise.times(point.network().slope()) : noise);
  }

  /** The one-sided derivative. */
  Rational derivative() {
    return loss.coefficient(1);
  }

  /** The coefficient of t^power. */
  Rational coefficient(int power) {
    return loss.coefficient(power);
  }

  /** The least power of t, from 1, with a nonzero coefficient; empty where the loss is constant. */
  Optional<Integer> order() {
    return IntStream.range(1, loss.coefficients().size())
        .filter(k -> !loss.coefficient(k).isZero())
        .boxed()
        .findFirst();
  }

  /** Whether the loss decreases at once. */
  boolean descends() {
    return order().map(k -> coefficient(k).signum() < 0).orElse(false);
  }
}
