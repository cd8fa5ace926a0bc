package org.dlmcert.numeric.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.numeric.vectors.ExactValues;
import org.junit.jupiter.api.Test;

/** The fast pass, the plain pass and the exact pass agree. */
class GradientInDoubleTest {
  private static final int CASES = 100;

  private static FloatWeights weights(Instance instance) {
    return FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
  }

  @Test
  void theFastGradientIsThePlainOne() {
    for (long seed = 0; seed < CASES; seed++) {
      Instance instance = RandomPoints.any(seed);
      FloatWeights weights = weights(instance);
      FloatData data = FloatData.of(instance);
      FloatGradient plain = FloatGradient.of(weights, data);
      int[] order = IntStream.range(0, data.samples()).toArray();
      FloatWeights sum = FloatWeights.zero(weights.network());
      Backpropagation pass = new Backpropagation(weights.network(), data, Math.max(1, 2));
      BatchLoss loss = BatchLoss.NONE;
      for (int from = 0; from < order.length; from += 2) {
        loss =
            loss.plus(pass.gradient(weights, order, from, Math.min(order.length, from + 2), sum));
      }
      int samples = Math.max(1, data.samples());
      assertThat(loss.mse(samples))
          .as("seed %d", seed)
          .isCloseTo(plain.mse(), within(1e-9 * (1 + plain.mse())));
      assertThat((double) loss.errors() / samples)
          .as("seed %d", seed)
          .isEqualTo(share(plain, weights.network(), data));
      for (int l = 1; l <= weights.network().depth(); l++) {
        double[] gradient = plain.gradient(l);
        int fanIn = weights.network().fanIn(l);
        for (int r = 0; r < gradient.length; r++) {
          assertThat(sum.get(l, r / fanIn, r % fanIn) / samples)
              .as("seed %d, layer %d, row %d of %s", seed, l, r, instance.network())
              .isCloseTo(gradient[r], within(1e-9 * (1 + Math.abs(gradient[r]))));
        }
      }
    }
  }

  /** The share of samples with an output on the wrong side of the threshold of the targets. */
  private static double share(FloatGradient plain, FloatNetwork network, FloatData data) {
    Threshold threshold = Threshold.of(data.targets());
    long errors =
        IntStream.range(0, data.samples())
            .filter(
                n ->
                    IntStream.range(0, network.outputs())
                        .anyMatch(
                            o ->
                                threshold.separates(
                                    plain.output(network.depth(), o, n), data.targets()[n][o])))
            .count();
    return (double) errors / Math.max(1, data.samples());
  }

  @Test
  void theReusedPassGivesTheBitsOfThePlainGradient() {
    for (long seed = 0; seed < CASES; seed++) {
      Instance instance = RandomPoints.any(seed);
      FloatData data = FloatData.of(instance);
      GradientPass pass = new GradientPass(FloatNetwork.of(instance.network()), data);
      FloatWeights weights = weights(instance);
      for (double shift : new double[] {0, 0.5}) {
        weights.set(1, 0, 0, weights.get(1, 0, 0) + shift);
        FloatGradient plain = FloatGradient.of(weights, data);
        double[][] gradient = pass.at(weights);
        for (int l = 1; l <= weights.network().depth(); l++) {
          assertThat(gradient[l])
              .as("seed %d, layer %d of %s", seed, l, instance.network())
              .isEqualTo(plain.gradient(l));
        }
      }
    }
  }

  @Test
  void theGradientIsTheExactOneUpToRounding() {
    for (long seed = 0; seed < CASES; seed++) {
      Instance instance = RandomPoints.any(seed);
      ExactValues exact = ExactValues.of(instance);
      FloatGradient plain = FloatGradient.of(weights(instance), FloatData.of(instance));
      assertThat(plain.mse())
          .as("seed %d", seed)
          .isCloseTo(near(exact.mse().orElseThrow()), within(1e-9 * (1 + plain.mse())));
      for (int l = 1; l <= instance.network().depth(); l++) {
        int fanIn = plain.layer(l).length / instance.network().width(l);
        for (int i = 0; i < instance.network().width(l); i++) {
          for (int j = 0; j < instance.network().width(l - 1); j++) {
            double expected = near(exact.gradient(l).orElseThrow().values().get(i, j));
            assertThat(plain.gradient(l)[i * fanIn + j])
                .as("seed %d, W_%d[%d][%d]", seed, l, i, j)
                .isCloseTo(expected, within(1e-8 * (1 + Math.abs(expected))));
          }
        }
      }
    }
  }

  private static double near(Rational value) {
    return ExactDouble.nearest(value);
  }

  /** The derivative of the gradient along every parameter, by central differences. */
  @Test
  void theHessianIsTheDerivativeOfTheGradient() {
    double h = 1e-6;
    int checked = 0;
    for (long seed = 0; seed < 60; seed++) {
      Instance instance = RandomPoints.any(seed);
      FloatData data = FloatData.of(instance);
      FloatWeights at = weights(instance);
      if (data.samples() == 0 || leastPreactivation(at, data) < 1e-3) {
        continue;
      }
      checked++;
      double[][] hessian = FloatGradient.of(at, data).hessian();
      int column = 0;
      for (int l = 1; l <= at.network().depth(); l++) {
        for (int r = 0; r < at.network().parameters(l); r++, column++) {
          double[] up = moved(at, data, l, r, h);
          double[] down = moved(at, data, l, r, -h);
          for (int row = 0; row < up.length; row++) {
            double slope = (up[row] - down[row]) / (2 * h);
            assertThat(hessian[row][column])
                .as("seed %d, %s, row %d, column %d", seed, instance.network(), row, column)
                .isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  private static double leastPreactivation(FloatWeights weights, FloatData data) {
    FloatGradient point = FloatGradient.of(weights, data);
    double least = 1;
    for (int l = 1; l < weights.network().depth(); l++) {
      for (int n = 0; n < data.samples(); n++) {
        for (int i = 0; i < weights.network().width(l); i++) {
          least = Math.min(least, Math.abs(point.preactivation(l, i, n)));
        }
      }
    }
    return least;
  }

  private static double[] moved(FloatWeights at, FloatData data, int layer, int row, double h) {
    FloatWeights moved = at.copy();
    int fanIn = at.network().fanIn(layer);
    moved.set(layer, row / fanIn, row % fanIn, at.get(layer, row / fanIn, row % fanIn) + h);
    FloatGradient point = FloatGradient.of(moved, data);
    return IntStream.rangeClosed(1, at.network().depth())
        .mapToObj(point::gradient)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void batchesBeyondTheWorkspaceAreRefused() {
    Instance instance = RandomPoints.plain(List.of(2, 2, 1), Rational.ZERO, 3, 1);
    FloatWeights weights = weights(instance);
    Backpropagation pass = new Backpropagation(weights.network(), FloatData.of(instance), 2);
    assertThatThrownBy(() -> pass.forward(weights, new int[] {0, 1, 2}, 0, 3))
        .hasMessage("a batch of 3 in a workspace for 2");
  }

  @Test
  void exactWeightsComeBack() {
    for (long seed = 0; seed < 50; seed++) {
      Instance instance = RandomPoints.any(seed);
      assertThat(weights(instance).exact()).isEqualTo(instance.weights().orElseThrow());
    }
  }
}
