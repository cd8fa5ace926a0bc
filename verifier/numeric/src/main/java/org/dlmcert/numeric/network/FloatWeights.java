package org.dlmcert.numeric.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;

/**
 * All parameters of a network, in double; changed in place by training.
 *
 * <p>Layer l is one array in input-major order: W_l[i][j] at {@code j·d_l + i}, and the biases as
 * the last row j = d_{l-1}. The rows that the inner loops run along are contiguous this way.
 */
public final class FloatWeights {
  private final FloatNetwork network;
  private final double[][] layers;

  private FloatWeights(FloatNetwork network, double[][] layers) {
    this.network = network;
    this.layers = layers;
  }

  /** All parameters zero. */
  public static FloatWeights zero(FloatNetwork network) {
    double[][] layers = new double[network.depth()][];
    for (int l = 1; l <= network.depth(); l++) {
      layers[l - 1] = new double[network.parameters(l)];
    }
    return new FloatWeights(network, layers);
  }

  /** Exact weights, each rounded to the nearest double. */
  public static FloatWeights of(FloatNetwork network, Weights weights) {
    FloatWeights all = zero(network);
    for (int l = 1; l <= network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        for (int j = 0; j < network.width(l - 1); j++) {
          all.set(l, i, j, ExactDouble.nearest(weights.matrix(l).get(i, j)));
        }
        if (network.bias()) {
          all.set(l, i, network.width(l - 1), ExactDouble.nearest(weights.bias(l, i)));
        }
      }
    }
    return all;
  }

  public FloatNetwork network() {
    return network;
  }

  /** W_l[i][j]; j = d_{l-1} is the bias. */
  public double get(int layer, int unit, int input) {
    return layers[layer - 1][input * network.width(layer) + unit];
  }

  /** Sets W_l[i][j]; j = d_{l-1} is the bias. */
  public void set(int layer, int unit, int input, double value) {
    layers[layer - 1][input * network.width(layer) + unit] = value;
  }

  /** The parameters of layer l themselves, input-major. */
  public double[] layer(int layer) {
    return layers[layer - 1];
  }

  /** A copy that shares nothing. */
  public FloatWeights copy() {
    double[][] all = new double[layers.length][];
    for (int l = 0; l < layers.length; l++) {
      all[l] = layers[l].clone();
    }
    return new FloatWeights(network, all);
  }

  /** Sets all parameters to zero. */
  public void clear() {
    for (double[] layer : layers) {
      Arrays.fill(layer, 0);
    }
  }

  /** b_l; zeros for a network without bias. */
  public double[] biases(int layer) {
    double[] values = new double[network.width(layer)];
    for (int i = 0; network.bias() && i < values.length; i++) {
      values[i] = get(layer, i, network.width(layer - 1));
    }
    return values;
  }

  /** The exact values of all parameters. */
  public Weights exact() {
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      int layer = l;
      matrices.add(
          RationalMatrix.of(
              network.width(l), network.width(l - 1), (i, j) -> ExactDouble.of(get(layer, i, j))));
      biases.add(Arrays.stream(biases(l)).mapToObj(ExactDouble::of).toList());
    }
    return new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty());
  }
}
