package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * An instance at its weights, evaluated exactly: preactivations, residuals, the loss (3.2), and
 * where preactivations are zero.
 *
 * <p>The input of a layer is <em>void</em> on a sample where it is zero for all weights nearby
 * (proofs/format.md, <em>Points</em>): there preactivations are zero without a kink.
 */
public final class Point {
  private final Instance instance;
  private final RationalMatrix targets; // N×d_L
  private final ForwardPass pass;
  private final RationalMatrix residuals; // d_L×N
  private final Loss.Piecewise lossFunction;
  private final RationalMatrix derivatives; // d_L×N
  private final Rational loss;
  private final boolean[][] voidInputs; // [l - 1][n]
  private final List<ZeroPreactivation> zeros;

  private Point(Instance instance, RationalMatrix targets) {
    this.instance = instance;
    this.targets = targets;
    pass = ForwardPass.of(instance);
    RationalMatrix outputs = pass.output(instance.network().depth());
    residuals =
        RationalMatrix.of(
            outputs.rows(),
            outputs.columns(),
            (k, n) -> outputs.get(k, n).minus(targets.get(n, k)));
    if (!(instance.loss() instanceof Loss.Piecewise piecewise)) {
      throw new IllegalArgumentException(
          "loss: squared or huber:δ expected at a point, got " + instance.loss().word());
    }
    if (!piecewise.equals(Loss.SQUARED)
        && (instance.network().depth() != 2 || instance.network().outputs() != 1)) {
      throw new IllegalArgumentException(
          "loss: squared expected unless there are one hidden layer and one output, got "
              + piecewise.word()
              + " with the widths "
              + instance.network().widths());
    }
    lossFunction = piecewise;
    derivatives =
        piecewise.equals(Loss.SQUARED)
            ? residuals
            : RationalMatrix.of(
                residuals.rows(),
                residuals.columns(),
                (k, n) -> piecewise.derivative(residuals.get(k, n)));
    loss = loss(outputs);
    voidInputs = voidInputs();
    zeros = zeros();
  }

  /**
   * Evaluates an instance at its weights.
   *
   * @throws IllegalArgumentException if it has no weights or no targets, generic noise, or a loss
   *     that is not supported for its widths
   */
  public static Point of(Instance instance) {
    return new Point(
        instance,
        instance
            .dataset()
            .targets()
            .orElseThrow(() -> new IllegalArgumentException("the instance has no targets")));
  }

  /** 1/N·Σ ℓ(outputs - targets), by (3.2) for squares; 0 without samples. */
  private Rational loss(RationalMatrix outputs) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < targets.rows(); n++) {
      for (int k = 0; k < targets.columns(); k++) {
        Rational e = outputs.get(k, n).minus(targets.get(n, k));
        sum = sum.plus(lossFunction.value(e));
      }
    }
    return sum.isZero() ? sum : sum.dividedBy(Rational.of(targets.rows()));
  }

  private boolean[][] voidInputs() {
    Network network = instance.network();
    int samples = instance.samples();
    boolean[][] inputs = new boolean[network.depth()][samples];
    for (int n = 0; n < samples && !network.bias(); n++) {
      inputs[0][n] = instance.dataset().inputs().row(n).stream().allMatch(Rational::isZero);
      for (int l = 1; l < network.depth(); l++) {
        int layer = l;
        int sample = n;
        inputs[l][n] =
            inputs[l - 1][n]
                || IntStream.range(0, network.width(l)).allMatch(i -> isOff(layer, i, sample));
      }
    }
    return inputs;
  }

  /** Whether a unit's output is zero for all weights nearby. */
  private boolean isOff(int layer, int unit, int sample) {
    return instance.noise(layer).factor(sample, unit).isZero()
        || instance.network().slope().isZero()
            && pass.preactivation(layer).get(unit, sample).signum() < 0;
  }

  private List<ZeroPreactivation> zeros() {
    List<ZeroPreactivation> found = new ArrayList<>();
    for (int l = 1; l < instance.network().depth(); l++) {
      for (int i = 0; i < instance.network().width(l); i++) {
        for (int n = 0; n < instance.samples(); n++) {
          if (isKink(l, i, n)) {
            found.add(new ZeroPreactivation(l, i, n));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  public Instance instance() {
    return instance;
  }

  public Network network() {
    return instance.network();
  }

  /** The weights of the point. */
  public Weights weights() {
    return instance.weights().orElseThrow();
  }

  public ForwardPass pass() {
    return pass;
  }

  /** The residuals e = outputs - targets, d_L×N. */
  public RationalMatrix residuals() {
    return residuals;
  }

  /** The derivatives ℓ'(e) of the samples' losses by the outputs, d_L×N: e for squares. */
  public RationalMatrix lossDerivatives() {
    return derivatives;
  }

  /** ℓ. */
  Loss.Piecewise lossFunction() {
    return lossFunction;
  }

  public Rational loss() {
    return loss;
  }

  /** Whether the input of a layer, 1 ≤ l ≤ L, is zero on a sample for all weights nearby. */
  public boolean isVoid(int layer, int sample) {
    return voidInputs[layer - 1][sample];
  }

  /** Whether a preactivation of a hidden unit is zero, and its layer's input not void. */
  public boolean isKink(int layer, int unit, int sample) {
    return pass.preactivation(layer).get(unit, sample).isZero() && !isVoid(layer, sample);
  }

  /** The zero preactivations, leaving out those of void inputs. */
  public List<ZeroPreactivation> zeroPreactivations() {
    return zeros;
  }

  /** Whether every preactivation is nonzero, unless its layer's input is void. */
  public boolean isDifferentiable() {
    return zeros.isEmpty();
  }

  /**
   * Whether the outputs are polynomials in the weights nearby: at every zero preactivation the
   * noise is zero or the slope one.
   */
  public boolean isSmooth() {
    return zeros.stream().allMatch(z -> slopeJump(z.layer(), z.unit(), z.sample()).isZero());
  }

  /** The jump ε·(1 - s) of a unit's slope at preactivation zero. */
  Rational slopeJump(int layer, int unit, int sample) {
    return instance
        .noise(layer)
        .factor(sample, unit)
        .times(Rational.ONE.minus(instance.network().slope()));
  }

  /** What the weights of a layer are multiplied with, a row of ones below with biases. */
  RationalMatrix below(int layer) {
    return Gradient.withOnes(pass.output(layer - 1), instance.network().bias());
  }

  /** The same instance at other weights. */
  public Instance at(Weights weights) {
    return instance.at(weights);
  }

  /** The loss at other weights. */
  public Rational lossAt(Weights weights) {
    return loss(ForwardPass.of(at(weights)).output(instance.network().depth()));
  }

  /** The targets, N×d_L. */
  public RationalMatrix targets() {
    return targets;
  }
}
