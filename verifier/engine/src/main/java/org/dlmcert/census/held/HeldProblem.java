package org.dlmcert.census.held;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.LeastSquares;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;

/**
 * A data set and a network with one hidden layer without noise, several outputs and output weights
 * that are held (proofs/format.md, 4.16).
 */
public final class HeldProblem {
  private final Instance instance;
  private final RationalMatrix inputs;
  private final RationalMatrix outputWeights;

  private HeldProblem(Instance instance) {
    this.instance = instance;
    this.inputs =
        Gradient.withOnes(instance.dataset().inputs().transpose(), instance.network().bias());
    this.outputWeights = instance.weights().orElseThrow().matrix(2);
  }

  /**
   * The problem of an instance.
   *
   * @throws IllegalArgumentException with a message for people, if the instance has maxout units,
   *     more than one hidden layer, one output, no targets, no weights, another loss, or noise
   */
  public static HeldProblem of(Instance instance) {
    Network network = instance.network();
    require(!network.isMaxout(), "activation: leaky expected, got maxout");
    require(
        network.depth() == 2,
        "widths: one hidden layer expected, got " + Widths.text(network.widths()));
    require(
        network.outputs() > 1,
        "widths: several outputs expected, got " + Widths.text(network.widths()));
    require(
        instance.noise(1) instanceof LayerNoise.None,
        "noise: \"none\" expected for the worst minimum of single-unit cells");
    require(instance.dataset().targets().isPresent(), "targets: expected, and missing");
    require(
        instance.loss().equals(Loss.SQUARED),
        "loss: squared expected, got " + instance.loss().word());
    require(
        instance.weights().isPresent(),
        "weights: expected with several outputs, whose weights are held, and missing");
    return new HeldProblem(instance);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  public Instance instance() {
    return instance;
  }

  /** X, d×N, with a row of ones if there are biases. */
  public RationalMatrix inputs() {
    return inputs;
  }

  /** W_2, k×D. */
  public RationalMatrix outputWeights() {
    return outputWeights;
  }

  public boolean bias() {
    return instance.network().bias();
  }

  /** The number D of units. */
  public int units() {
    return outputWeights.columns();
  }

  /** The number k of outputs. */
  public int outputs() {
    return outputWeights.rows();
  }

  /** w^i. */
  List<Rational> column(int unit) {
    return IntStream.range(0, outputs()).mapToObj(c -> outputWeights.get(c, unit)).toList();
  }

  /**
   * What is nearest to the targets.
   *
   * @param weights rows of d entries for each unit, and with biases k more
   */
  record Fit(List<Rational> weights, Rational loss) {}

  /** The outputs of some units, each with the slopes of a cell, that are nearest to the targets. */
  Fit nearest(List<Integer> units, List<SignVector> cells) {
    int d = inputs.rows();
    int k = outputs();
    int hidden = units.size() * d;
    Rational slope = instance.network().slope();
    RationalMatrix features =
        RationalMatrix.of(
            hidden + (bias() ? k : 0),
            instance.samples() * k,
            (row, m) -> {
              int output = m % k;
              if (row >= hidden) {
                return row - hidden == output ? Rational.ONE : Rational.ZERO;
              }
              int n = m / k;
              Rational x = inputs.get(row % d, n);
              Rational factor = outputWeights.get(output, units.get(row / d));
              return x.times(factor).times(cells.get(row / d).isPlus(n) ? Rational.ONE : slope);
            });
    RationalMatrix targets =
        RationalMatrix.of(
            instance.samples() * k,
            1,
            (m, j) -> instance.dataset().targets().orElseThrow().get(m / k, m % k));
    RationalMatrix solution = LeastSquares.solve(features, targets);
    RationalMatrix outputs = features.transpose().times(solution);
    List<Rational> residuals =
        IntStream.range(0, targets.rows())
            .mapToObj(m -> outputs.get(m, 0).minus(targets.get(m, 0)))
            .toList();
    return new Fit(
        IntStream.range(0, features.rows()).mapToObj(row -> solution.get(row, 0)).toList(),
        instance.samples() == 0
            ? Rational.ZERO
            : Rational.dot(residuals, residuals).dividedBy(Rational.of(2L * instance.samples())));
  }
}
