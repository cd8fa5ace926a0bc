package org.dlmcert.numeric.network;

import java.util.Arrays;

/**
 * The gradient of the MSE of a small network on all samples, bit for bit that of {@link
 * FloatGradient}, sample by sample in flat arrays that are reused: for thousands of steps in a row.
 * A workspace; it belongs to one thread. A pass costs about 2·N·(1 + 2·d_L)·ω operations.
 */
public final class GradientPass {
  private final FloatNetwork network;
  private final FloatData data;
  private final int depth;
  private final int[] widths;
  private final int[] fanIns;
  private final double[][] outputs; // v_l at l, with a 1 at the end for biases
  private final double[][] slopes; // a_l at l
  private final double[][] deltas; // derivative of one output by u_l at l
  private final double[][] gradient; // at l: row i·fanIn + j, as in FloatGradient

  /** A workspace for these samples. */
  public GradientPass(FloatNetwork network, FloatData data) {
    this.network = network;
    this.data = data;
    depth = network.depth();
    widths = network.widths().stream().mapToInt(Integer::intValue).toArray();
    fanIns = new int[depth + 1];
    outputs = new double[depth + 1][];
    slopes = new double[depth + 1][];
    deltas = new double[depth + 1][];
    gradient = new double[depth + 1][];
    for (int l = 0; l <= depth; l++) {
      outputs[l] = new double[widths[l] + 1];
      outputs[l][widths[l]] = 1;
      slopes[l] = new double[widths[l]];
      deltas[l] = new double[widths[l]];
      fanIns[l] = l == 0 ? 0 : network.fanIn(l);
      gradient[l] = new double[l == 0 ? 0 : network.parameters(l)];
    }
  }

  /**
   * The derivatives of the MSE by the parameters of each layer, at l = 1, …, L in the order of
   * {@link FloatGradient#gradient}; valid until the next call.
   */
  public double[][] at(FloatWeights weights) {
    for (double[] layer : gradient) {
      Arrays.fill(layer, 0);
    }
    for (int n = 0; n < data.samples(); n++) {
      add(weights, n);
    }
    for (double[] layer : gradient) {
      divide(layer, Math.max(1, data.samples()));
    }
    return gradient;
  }

  private static void divide(double[] numbers, int by) {
    for (int r = 0; r < numbers.length; r++) {
      numbers[r] /= by;
    }
  }

  /** Adds what a sample contributes. */
  private void add(FloatWeights weights, int sample) {
    System.arraycopy(data.inputs()[sample], 0, outputs[0], 0, widths[0]);
    for (int l = 1; l <= depth; l++) {
      forward(weights.layer(l), l, sample);
    }
    double[] target = data.targets()[sample];
    for (int o = 0; o < target.length; o++) {
      backward(weights, o);
      for (int l = 1; l <= depth; l++) {
        add(l, outputs[depth][o] - target[o]);
      }
    }
  }

  private void forward(double[] w, int layer, int sample) {
    int width = widths[layer];
    double[] below = outputs[layer - 1];
    double[] u = outputs[layer];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int j = 0; j < fanIns[layer]; j++) {
        sum += w[j * width + i] * below[j];
      }
      u[i] = sum;
    }
    if (layer < depth) {
      double[] a = slopes[layer];
      for (int i = 0; i < width; i++) {
        a[i] = (u[i] >= 0 ? 1 : network.slope()) * data.noise(layer, sample, i);
        u[i] *= a[i];
      }
    }
  }

  /** The derivatives of output o. */
  private void backward(FloatWeights weights, int output) {
    Arrays.fill(deltas[depth], 0);
    deltas[depth][output] = 1;
    for (int l = depth - 1; l >= 1; l--) {
      double[] w = weights.layer(l + 1);
      double[] above = deltas[l + 1];
      for (int i = 0; i < widths[l]; i++) {
        double sum = 0;
        for (int k = 0; k < above.length; k++) {
          sum += w[i * above.length + k] * above[k];
        }
        deltas[l][i] = slopes[l][i] * sum;
      }
    }
  }

  private void add(int layer, double residual) {
    double[] delta = deltas[layer];
    double[] below = outputs[layer - 1];
    double[] g = gradient[layer];
    int fanIn = fanIns[layer];
    for (int i = 0; i < delta.length; i++) {
      double d = delta[i];
      for (int j = 0; j < fanIn; j++) {
        g[i * fanIn + j] += d * below[j] * residual;
      }
    }
  }
}
