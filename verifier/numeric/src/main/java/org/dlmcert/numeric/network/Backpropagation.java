package org.dlmcert.numeric.network;

import java.util.Arrays;

/**
 * Forward pass and gradient on batches of samples, in double: (3.1), (3.2) and (5.2) of Soudry and
 * Carmon 2016. A workspace: it is reused from batch to batch and belongs to one thread.
 *
 * <p>A batch costs 2·B·ω multiplications forward and 4·B·ω for the gradient; zeros of the
 * activations and of their derivatives, half of all for slope 0, are skipped. Samples are rows, so
 * that all inner loops run along contiguous memory, four rows at a time; sums are always taken in
 * the same order, so that the same input gives the same bits everywhere.
 */
public final class Backpropagation {
  private static final int FUSED = 4;

  private final FloatNetwork network;
  private final FloatData data;
  private final int capacity;
  private final double[][] outputs; // v_l at l, B × d_l
  private final double[][] slopes; // a_l at l, B × d_l; unused at 0 and L
  private final double[][] deltas; // derivative of the loss by u_l at l, B × d_l
  private final double[][] transposed; // W_l at l, d_l × d_{l-1}
  private final double[] factor = new double[FUSED];
  private final int[] row = new int[FUSED];
  private final Threshold threshold;

  /** A workspace for batches of up to {@code capacity} samples of {@code data}. */
  public Backpropagation(FloatNetwork network, FloatData data, int capacity) {
    this.network = network;
    this.data = data;
    this.capacity = capacity;
    this.threshold = Threshold.of(data.targets());
    int depth = network.depth();
    outputs = new double[depth + 1][];
    slopes = new double[depth + 1][];
    deltas = new double[depth + 1][];
    transposed = new double[depth + 1][];
    for (int l = 0; l <= depth; l++) {
      int size = Math.multiplyExact(capacity, network.width(l));
      outputs[l] = new double[size];
      slopes[l] = new double[size];
      deltas[l] = new double[size];
      transposed[l] = new double[l < 2 ? 0 : network.width(l) * network.width(l - 1)];
    }
  }

  /** The most samples of a batch. */
  public int capacity() {
    return capacity;
  }

  /**
   * The forward pass on the samples order[from], …, order[to - 1].
   *
   * @throws IllegalArgumentException if they are more than the capacity
   */
  public void forward(FloatWeights weights, int[] order, int from, int to) {
    int batch = to - from;
    if (batch > capacity) {
      throw new IllegalArgumentException("a batch of " + batch + " in a workspace for " + capacity);
    }
    int inputs = network.width(0);
    for (int b = 0; b < batch; b++) {
      System.arraycopy(data.inputs()[order[from + b]], 0, outputs[0], b * inputs, inputs);
    }
    for (int l = 1; l <= network.depth(); l++) {
      affine(weights, l, batch);
      if (l < network.depth()) {
        activate(l, order, from, batch);
      }
    }
  }

  /** u_l = W_l v_{l-1} + b_l, into outputs[l]. */
  private void affine(FloatWeights weights, int layer, int batch) {
    int width = network.width(layer);
    int below = network.width(layer - 1);
    double[] w = weights.layer(layer);
    double[] v = outputs[layer - 1];
    double[] u = outputs[layer];
    for (int b = 0; b < batch; b++) {
      if (network.bias()) {
        System.arraycopy(w, below * width, u, b * width, width);
      } else {
        Arrays.fill(u, b * width, (b + 1) * width, 0);
      }
      int pending = 0;
      for (int j = 0; j < below; j++) {
        double c = v[b * below + j];
        if (c != 0) {
          factor[pending] = c;
          row[pending++] = j * width;
          if (pending == FUSED) {
            add4(u, b * width, width, w);
            pending = 0;
          }
        }
      }
      addRest(u, b * width, width, w, pending);
    }
  }

  private void activate(int layer, int[] order, int from, int batch) {
    int width = network.width(layer);
    double s = network.slope();
    double[] v = outputs[layer];
    double[] a = slopes[layer];
    for (int k = 0; k < batch * width; k++) {
      a[k] = v[k] >= 0 ? 1 : s;
    }
    if (data.isNoisy(layer)) {
      for (int b = 0; b < batch; b++) {
        for (int i = 0; i < width; i++) {
          a[b * width + i] *= data.noise(layer, order[from + b], i);
        }
      }
    }
    for (int k = 0; k < batch * width; k++) {
      v[k] *= a[k];
    }
  }

  /**
   * Adds Σ_n e⁽ⁿ⁾ ∂v_L⁽ⁿ⁾/∂w over the batch to {@code gradient}, after a forward pass of its own.
   *
   * @return the sum of squared residuals, and the number of misclassified samples
   */
  public BatchLoss gradient(
      FloatWeights weights, int[] order, int from, int to, FloatWeights gradient) {
    forward(weights, order, from, to);
    int batch = to - from;
    int depth = network.depth();
    BatchLoss loss = loss(order, from, batch, deltas[depth]);
    for (int l = depth; l >= 1; l--) {
      addGradient(l, batch, gradient);
      if (l > 1) {
        backward(weights, l, batch);
      }
    }
    return loss;
  }

  /** The loss of a forward pass on these samples; nothing but outputs change. */
  public BatchLoss loss(FloatWeights weights, int[] order, int from, int to) {
    forward(weights, order, from, to);
    return loss(order, from, to - from, deltas[network.depth()]);
  }

  private BatchLoss loss(int[] order, int from, int batch, double[] residuals) {
    int width = network.outputs();
    double[] v = outputs[network.depth()];
    double squares = 0;
    int errors = 0;
    for (int b = 0; b < batch; b++) {
      double[] target = data.targets()[order[from + b]];
      boolean wrong = false;
      for (int o = 0; o < width; o++) {
        double e = v[b * width + o] - target[o];
        residuals[b * width + o] = e;
        squares += e * e;
        wrong |= threshold.separates(v[b * width + o], target[o]);
      }
      errors += wrong ? 1 : 0;
    }
    return new BatchLoss(squares, errors);
  }

  /** gradient_l[j][i] += Σ_b v_{l-1}[b][j] δ_l[b][i]. */
  private void addGradient(int layer, int batch, FloatWeights gradient) {
    int width = network.width(layer);
    int below = network.width(layer - 1);
    double[] v = outputs[layer - 1];
    double[] delta = deltas[layer];
    double[] g = gradient.layer(layer);
    for (int j = 0; j < below; j++) {
      int pending = 0;
      for (int b = 0; b < batch; b++) {
        double c = v[b * below + j];
        if (c != 0) {
          factor[pending] = c;
          row[pending++] = b * width;
          if (pending == FUSED) {
            add4(g, j * width, width, delta);
            pending = 0;
          }
        }
      }
      addRest(g, j * width, width, delta, pending);
    }
    for (int b = 0; network.bias() && b < batch; b++) {
      for (int i = 0; i < width; i++) {
        g[below * width + i] += delta[b * width + i];
      }
    }
  }

  /** δ_{l-1} = diag(a_{l-1}) W_lᵀ δ_l. */
  private void backward(FloatWeights weights, int layer, int batch) {
    int width = network.width(layer);
    int below = network.width(layer - 1);
    double[] w = weights.layer(layer);
    double[] rows = transposed[layer];
    for (int j = 0; j < below; j++) {
      for (int i = 0; i < width; i++) {
        rows[i * below + j] = w[j * width + i];
      }
    }
    double[] delta = deltas[layer];
    double[] lower = deltas[layer - 1];
    double[] a = slopes[layer - 1];
    Arrays.fill(lower, 0, batch * below, 0);
    for (int b = 0; b < batch; b++) {
      int pending = 0;
      for (int i = 0; i < width; i++) {
        double c = delta[b * width + i];
        if (c != 0) {
          factor[pending] = c;
          row[pending++] = i * below;
          if (pending == FUSED) {
            add4(lower, b * below, below, rows);
            pending = 0;
          }
        }
      }
      addRest(lower, b * below, below, rows, pending);
    }
    for (int k = 0; k < batch * below; k++) {
      lower[k] *= a[k];
    }
  }

  /** target[at + k] += Σ_q factor[q]·source[row[q] + k], k &lt; length, for all four q. */
  private void add4(double[] target, int at, int length, double[] source) {
    double c0 = factor[0];
    double c1 = factor[1];
    double c2 = factor[2];
    double c3 = factor[3];
    int r0 = row[0];
    int r1 = row[1];
    int r2 = row[2];
    int r3 = row[3];
    for (int k = 0; k < length; k++) {
      target[at + k] +=
          (c0 * source[r0 + k] + c1 * source[r1 + k]) + (c2 * source[r2 + k] + c3 * source[r3 + k]);
    }
  }

  private void addRest(double[] target, int at, int length, double[] source, int pending) {
    for (int q = 0; q < pending; q++) {
      double c = factor[q];
      int r = row[q];
      for (int k = 0; k < length; k++) {
        target[at + k] += c * source[r + k];
      }
    }
  }
}
