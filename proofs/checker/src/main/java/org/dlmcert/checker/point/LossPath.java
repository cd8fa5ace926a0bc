package org.dlmcert.checker.point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.ForwardPass;
import org.dlmcert.checker.network.Network;

/**
 * The loss along a straight path of weights that begins at a point: for small t > 0 a polynomial in
 * t (soundness.md section 20). Preactivations and outputs are lists of vectors, one for each power
 * of t.
 */
public final class LossPath {
  private final Network network;
  private final ForwardPass point;
  private final ForwardPass direction;
  private final Work work;

  LossPath(Network network, Network.Parameters direction, Work work) {
    this.network = network;
    this.work = work;
    this.point = new ForwardPass(network, network.parameters().orElseThrow(), work);
    this.direction = new ForwardPass(network, direction, work);
  }

  /** A term of the loss times 2N: the power of t, at least 1, and its nonzero coefficient. */
  record Term(int order, Rational coefficient) {}

  /** Returns the term of the lowest order; empty if the loss is constant for small t. */
  Optional<Term> lowestTerm() {
    Rational[][] all = residuals();
    Rational[] linear = linearPieces(all);
    Cleared[] residuals = Arrays.stream(all).map(e -> Cleared.of(e, work)).toArray(Cleared[]::new);
    for (int r = 1; r < 2 * residuals.length - 1; r++) {
      Rational coefficient = r < linear.length ? linear[r] : Rational.ZERO;
      for (int p = Math.max(0, r - residuals.length + 1); p < residuals.length && p <= r; p++) {
        Rational product = Vectors.dot(residuals[p], residuals[r - p], work);
        coefficient = Vectors.plus(coefficient, product, work);
      }
      if (coefficient.signum() != 0) {
        return Optional.of(new Term(r, coefficient));
      }
    }
    return Optional.empty();
  }

  /** Returns the coefficients of outputs - targets, each over all samples and outputs. */
  private Rational[][] residuals() {
    int last = network.layers();
    int width = network.width(last);
    work.add(last + 1, width, network.samples());
    work.reserve(last + 1, width, network.samples(), Work.NUMBER);
    Rational[][] residuals = new Rational[last + 1][width * network.samples()];
    for (int n = 0; n < network.samples(); n++) {
      List<Rational[]> outputs = outputs(n);
      for (int k = 0; k < width; k++) {
        Rational target = network.targets().orElseThrow().get(n)[k];
        outputs.get(0)[k] = Vectors.minus(outputs.get(0)[k], target, work);
        for (int r = 0; r <= last; r++) {
          residuals[r][n * width + k] = outputs.get(r)[k];
        }
      }
    }
    return residuals;
  }

  /**
   * For Huber's loss: takes out the residuals with |e| > δ for small t > 0, and returns the
   * coefficients, from the first on, of what they add to the loss times 2N, 2δ·|e| - δ².
   */
  private Rational[] linearPieces(Rational[][] residuals) {
    Rational[] sums = new Rational[residuals.length];
    Arrays.fill(sums, Rational.ZERO);
    for (int n = 0; n < residuals[0].length && !network.loss().squared(); n++) {
      Rational delta = network.loss().delta().orElseThrow();
      int sign = residuals[0][n].signum();
      Rational size = sign < 0 ? negated(residuals[0][n]) : residuals[0][n];
      int beyond = Vectors.minus(size, delta, work).signum();
      for (int r = 1; r < sums.length && beyond == 0; r++) {
        beyond = sign * residuals[r][n].signum();
      }
      for (int r = 0; r < sums.length && beyond > 0; r++) {
        Rational once = sign < 0 ? negated(residuals[r][n]) : residuals[r][n];
        Rational term = Vectors.times(delta, Vectors.plus(once, once, work), work);
        sums[r] = Vectors.plus(sums[r], term, work);
        residuals[r][n] = Rational.ZERO;
      }
    }
    return sums;
  }

  private static Rational negated(Rational number) {
    return new Rational(number.numerator().negate(), number.denominator());
  }

  private List<Rational[]> outputs(int sample) {
    List<Rational[]> v = Collections.singletonList(network.input(sample));
    for (int l = 1; l <= network.layers(); l++) {
      List<Rational[]> u = preactivations(l, v);
      for (int i = 0; l < network.layers() && i < network.width(l); i++) {
        activate(u, i, network.noise(l).factor(i, sample));
      }
      v = u;
    }
    return v;
  }

  /** Returns (W + t·D)·v + b + t·c, of one order more than v. */
  private List<Rational[]> preactivations(int layer, List<Rational[]> v) {
    List<Rational[]> u = new ArrayList<>();
    for (int r = 0; r <= v.size(); r++) {
      Rational[] sum = new Rational[network.width(layer)];
      Arrays.fill(sum, Rational.ZERO);
      if (r < v.size()) {
        Rational one = r == 0 ? Rational.ONE : Rational.ZERO;
        sum = point.preactivations(layer, v.get(r), one);
      }
      if (r > 0) {
        Rational one = r == 1 ? Rational.ONE : Rational.ZERO;
        Rational[] moved = direction.preactivations(layer, v.get(r - 1), one);
        for (int i = 0; i < sum.length; i++) {
          sum[i] = Vectors.plus(sum[i], moved[i], work);
        }
      }
      u.add(sum);
    }
    return u;
  }

  /** Multiplies the unit by its noise, and by the slope that its lowest nonzero term decides. */
  private void activate(List<Rational[]> u, int unit, Rational noise) {
    int sign = 0;
    for (int r = 0; r < u.size() && sign == 0; r++) {
      sign = u.get(r)[unit].signum();
    }
    Rational slope = Vectors.times(noise, sign < 0 ? network.slope() : Rational.ONE, work);
    for (Rational[] coefficient : u) {
      coefficient[unit] = Vectors.times(coefficient[unit], slope, work);
    }
  }
}
