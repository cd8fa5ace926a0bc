package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * A network at a point in the paper's notation, where samples are columns, with its loss by a
 * forward pass of its own: a second route beside the engine's.
 *
 * @param inputs X, d_0×N
 * @param noise E_1, …, E_{L-1}, d_l×N
 * @param slope s
 * @param weights W_1, …, W_L, d_l×d_{l-1}
 * @param targets y, 1×N; d_L×N where only outputs are asked for
 */
public record Setting(
    RationalMatrix inputs,
    List<RationalMatrix> noise,
    Rational slope,
    List<RationalMatrix> weights,
    RationalMatrix targets) {
  public Setting {
    noise = List.copyOf(noise);
    weights = List.copyOf(weights);
  }

  public int samples() {
    return inputs.columns();
  }

  public int depth() {
    return weights.size();
  }

  public RationalMatrix weight(int layer) {
    return weights.get(layer - 1);
  }

  /** The same setting as an instance of the model, where samples are rows. */
  public Instance instance() {
    List<Integer> widths = new ArrayList<>(List.of(inputs.rows()));
    weights.forEach(w -> widths.add(w.rows()));
    return new Instance(
        Optional.empty(),
        new Network(widths, slope, false),
        new Dataset(inputs.transpose(), Optional.of(targets.transpose())),
        noise.stream().map(e -> (LayerNoise) new LayerNoise.Given(e.transpose())).toList(),
        Optional.of(new Weights(weights, Optional.empty())));
  }

  public Setting withWeights(List<RationalMatrix> changed) {
    return new Setting(inputs, noise, slope, changed, targets);
  }

  public Setting withTargets(RationalMatrix changed) {
    return new Setting(inputs, noise, slope, weights, changed);
  }

  /** The setting whose residual at this point is e (1×N): y = v_L - e. */
  public Setting withResidual(RationalMatrix residual) {
    RationalMatrix v = outputs();
    return withTargets(
        RationalMatrix.of(1, samples(), (i, n) -> v.get(0, n).minus(residual.get(0, n))));
  }

  /** u_1, …, u_L, (3.1). */
  public List<RationalMatrix> preactivations() {
    List<RationalMatrix> all = new ArrayList<>();
    RationalMatrix v = inputs;
    for (int l = 1; l <= depth(); l++) {
      RationalMatrix u = weight(l).times(v);
      all.add(u);
      if (l < depth()) {
        RationalMatrix a = slopes(l, u);
        v = RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
      }
    }
    return all;
  }

  private RationalMatrix slopes(int layer, RationalMatrix u) {
    RationalMatrix e = noise.get(layer - 1);
    return RationalMatrix.of(
        u.rows(),
        u.columns(),
        (i, n) -> u.get(i, n).signum() >= 0 ? e.get(i, n) : e.get(i, n).times(slope));
  }

  /** A_1, …, A_{L-1}, d_l×N. */
  public List<RationalMatrix> slopes() {
    List<RationalMatrix> u = preactivations();
    List<RationalMatrix> all = new ArrayList<>();
    for (int l = 1; l < depth(); l++) {
      all.add(slopes(l, u.get(l - 1)));
    }
    return all;
  }

  /** v_L, 1×N, d_L×N with several outputs. */
  public RationalMatrix outputs() {
    return preactivations().get(depth() - 1);
  }

  /** e = v_L - y, 1×N. */
  public RationalMatrix residuals() {
    RationalMatrix v = outputs();
    return RationalMatrix.of(1, samples(), (i, n) -> v.get(0, n).minus(targets.get(0, n)));
  }

  /** MSE, (3.2). */
  public Rational loss() {
    return RowSpace.squaredNorm(residuals()).dividedBy(Rational.of(2L * samples()));
  }

  /** The signs of all hidden preactivations, in order. */
  public List<Integer> signs() {
    return preactivations().subList(0, depth() - 1).stream()
        .flatMap(
            u -> Stream.iterate(0, i -> i < u.rows(), i -> i + 1).flatMap(i -> u.row(i).stream()))
        .map(Rational::signum)
        .toList();
  }

  public boolean isDifferentiable() {
    return !signs().contains(0);
  }

  /** All weights, layer by layer and row by row, as the rows of G. */
  public List<Rational> parameters() {
    List<Rational> all = new ArrayList<>();
    for (RationalMatrix w : weights) {
      for (int i = 0; i < w.rows(); i++) {
        all.addAll(w.row(i));
      }
    }
    return all;
  }

  /** The setting with {@code step·direction} added to all weights. */
  public Setting moved(List<Rational> direction, Rational step) {
    List<RationalMatrix> changed = new ArrayList<>();
    int offset = 0;
    for (RationalMatrix w : weights) {
      int from = offset;
      changed.add(
          RationalMatrix.of(
              w.rows(),
              w.columns(),
              (i, j) -> w.get(i, j).plus(step.times(direction.get(from + i * w.columns() + j)))));
      offset += w.rows() * w.columns();
    }
    return withWeights(changed);
  }

  /** Whether the loss is lower at a point on the ray of this direction, halving the step. */
  public boolean isLowerAlong(List<Rational> direction) {
    Rational here = loss();
    Rational step = Rational.ONE;
    for (int halvings = 0; halvings < 100; halvings++, step = step.dividedBy(Rational.of(2))) {
      if (moved(direction, step).loss().compareTo(here) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether none of some random points nearby has a lower loss; exact at every point. */
  public boolean noneLowerNearby(Draws draws, int points) {
    Rational here = loss();
    int count = parameters().size();
    for (int k = 0; k < points; k++) {
      Rational step = Rational.of(1, 1L << draws.between(10, 30));
      if (moved(draws.matrix(1, count).row(0), step).loss().compareTo(here) < 0) {
        return false;
      }
    }
    return true;
  }

  /** (1/N) G e by the engine, ω×1. */
  public RationalMatrix gradient() {
    RationalMatrix product = Gradient.of(instance()).full().times(residuals().transpose());
    Rational factor = Rational.of(1, samples());
    return RationalMatrix.of(product.rows(), 1, (i, j) -> product.get(i, j).times(factor));
  }

  /** g_i = Ê[e a_i x], 1×d_0, for unit i (from 0) of one hidden layer. */
  public RationalMatrix meanGradient(int unit) {
    RationalMatrix e = residuals();
    RationalMatrix a = slopes().get(0);
    RationalMatrix weighted =
        RationalMatrix.of(1, samples(), (o, n) -> e.get(0, n).times(a.get(unit, n)));
    RationalMatrix sum = weighted.times(inputs.transpose());
    Rational mean = Rational.of(1, samples());
    return RationalMatrix.of(1, sum.columns(), (o, j) -> sum.get(o, j).times(mean));
  }
}
