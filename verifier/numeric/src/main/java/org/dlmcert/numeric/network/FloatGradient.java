package org.dlmcert.numeric.network;

/**
 * Loss, gradient matrices and Hessian in double, for any depth, with biases, noise and several
 * outputs: the straightforward code that people write, every sum from left to right, in the layout
 * of the exact {@code Gradient}: column n·d_L + o of G_l belongs to sample n and output o, row
 * i·fanIn + j to W_l[i][j].
 */
public final class FloatGradient {
  private final FloatNetwork network;
  private final FloatData data;
  private final FloatWeights weights;
  private final double[][][] preactivations; // at l: N × d_l
  private final double[][][] slopes; // at l: N × d_l
  private final double[][][] outputs; // at l: N × d_l
  private final double[][][] deltas; // at l: d_l × (N·d_L)

  private final double slopeAtZero;

  private FloatGradient(FloatWeights weights, FloatData data, KinkConvention convention) {
    this.network = weights.network();
    this.data = data;
    this.slopeAtZero = convention.slope(network.slope());
    this.weights = weights;
    int layers = network.depth() + 1;
    this.preactivations = new double[layers][][];
    this.slopes = new double[layers][][];
    this.outputs = new double[layers][][];
    this.deltas = new double[network.depth() + 1][][];
    outputs[0] = data.inputs();
    for (int l = 1; l <= network.depth(); l++) {
      forward(l);
    }
    backward();
  }

  /** All quantities at these weights, with slope 1 where u = 0. */
  public static FloatGradient of(FloatWeights weights, FloatData data) {
    return of(weights, data, KinkConvention.RIGHT);
  }

  /** All quantities at these weights. */
  public static FloatGradient of(FloatWeights weights, FloatData data, KinkConvention convention) {
    return new FloatGradient(weights, data, convention);
  }

  private double slope(double u) {
    return u > 0 ? 1 : u == 0 ? slopeAtZero : network.slope();
  }

  private void forward(int layer) {
    int width = network.width(layer);
    boolean last = layer == network.depth();
    preactivations[layer] = new double[data.samples()][width];
    slopes[layer] = new double[data.samples()][width];
    outputs[layer] = new double[data.samples()][width];
    for (int n = 0; n < data.samples(); n++) {
      for (int i = 0; i < width; i++) {
        double u = 0;
        for (int j = 0; j < network.fanIn(layer); j++) {
          u += weights.get(layer, i, j) * output(layer - 1, j, n);
        }
        double a = last ? 1 : slope(u) * data.noise(layer, n, i);
        preactivations[layer][n][i] = u;
        slopes[layer][n][i] = a;
        outputs[layer][n][i] = a * u;
      }
    }
  }

  private int columns() {
    return data.samples() * network.outputs();
  }

  private void backward() {
    int last = network.outputs();
    int depth = network.depth();
    deltas[depth] = new double[last][columns()];
    for (int c = 0; c < columns(); c++) {
      deltas[depth][c % last][c] = 1;
    }
    for (int l = depth - 1; l >= 1; l--) {
      deltas[l] = new double[network.width(l)][columns()];
      for (int i = 0; i < network.width(l); i++) {
        for (int c = 0; c < columns(); c++) {
          double sum = 0;
          for (int k = 0; k < network.width(l + 1); k++) {
            sum += weights.get(l + 1, k, i) * deltas[l + 1][k][c];
          }
          deltas[l][i][c] = slope(l, i, c / last) * sum;
        }
      }
    }
  }

  /** u_l[i] on sample n: W_l v_{l-1} + b_l. */
  public double preactivation(int layer, int unit, int sample) {
    return preactivations[layer][sample][unit];
  }

  /** a_l[i] on sample n, 1 ≤ l &lt; L: noise times slope. */
  public double slope(int layer, int unit, int sample) {
    return slopes[layer][sample][unit];
  }

  /** v_l[i] on sample n, 0 ≤ l ≤ L; with biases, v[d_l] is 1. */
  public double output(int layer, int unit, int sample) {
    return unit == network.width(layer) ? 1 : outputs[layer][sample][unit];
  }

  /** v_L - y, as columns of G. */
  public double[] residuals() {
    int width = network.outputs();
    double[] e = new double[columns()];
    for (int c = 0; c < e.length; c++) {
      e[c] = outputs[network.depth()][c / width][c % width] - data.targets()[c / width][c % width];
    }
    return e;
  }

  /** (3.2): Σ e² / 2N; 0 for N = 0. */
  public double mse() {
    double sum = 0;
    for (double e : residuals()) {
      sum += e * e;
    }
    return data.samples() == 0 ? 0 : sum / (2.0 * data.samples());
  }

  /** G_l = Δ_l ∘ V_{l-1}, (5.4): d_l·fanIn(l) rows, N·d_L columns. */
  public double[][] layer(int layer) {
    int fanIn = network.fanIn(layer);
    double[][] g = new double[network.parameters(layer)][columns()];
    for (int r = 0; r < g.length; r++) {
      for (int c = 0; c < columns(); c++) {
        g[r][c] = deltas[layer][r / fanIn][c] * output(layer - 1, r % fanIn, c / network.outputs());
      }
    }
    return g;
  }

  /** G, (5.5): the G_l stacked. */
  public double[][] full() {
    double[][] g = new double[network.parameters()][];
    int row = 0;
    for (int l = 1; l <= network.depth(); l++) {
      for (double[] values : layer(l)) {
        g[row++] = values;
      }
    }
    return g;
  }

  /** The gradient of the MSE by the parameters of layer l, (1/N) G_l e. */
  public double[] gradient(int layer) {
    double[] e = residuals();
    double[][] g = layer(layer);
    double[] gradient = new double[g.length];
    for (int r = 0; r < g.length; r++) {
      double sum = 0;
      for (int c = 0; c < e.length; c++) {
        sum += g[r][c] * e[c];
      }
      gradient[r] = data.samples() == 0 ? 0 : sum / data.samples();
    }
    return gradient;
  }

  /** The Hessian of the MSE, (5.6) and (5.7): ω × ω, Ê[e Λ] + (1/N) G Gᵀ; 0 for N = 0. */
  public double[][] hessian() {
    double[][] g = full();
    double[] e = residuals();
    double[][] h = new double[g.length][g.length];
    for (int c = 0; c < e.length; c++) {
      addCurvature(h, c, e[c]);
      for (int r = 0; r < g.length; r++) {
        for (int q = 0; q < g.length; q++) {
          h[r][q] += g[r][c] * g[q][c];
        }
      }
    }
    for (double[] row : h) {
      for (int q = 0; q < row.length; q++) {
        row[q] /= Math.max(1, data.samples());
      }
    }
    return h;
  }

  /** Adds e·Λ of one column, both halves: Λ_{ml} for l &lt; m is δ_m ⊗ J ⊗ v_{l-1}. */
  private void addCurvature(double[][] h, int column, double e) {
    int sample = column / network.outputs();
    int lower = 0;
    for (int l = 1; l < network.depth(); l++) {
      for (int p = 0; p < network.width(l); p++) {
        double[] response = new double[network.width(l)];
        response[p] = slope(l, p, sample);
        int upper = lower + network.parameters(l);
        int below = lower;
        for (int m = l + 1; m <= network.depth(); m++) {
          for (int i = 0; i < network.width(m); i++) {
            for (int j = 0; j < network.width(m - 1); j++) {
              int row = upper + i * network.fanIn(m) + j;
              double factor = e * deltas[m][i][column] * response[j];
              for (int q = 0; factor != 0 && q < network.fanIn(l); q++) {
                int col = below + p * network.fanIn(l) + q;
                double value = factor * output(l - 1, q, sample);
                h[row][col] += value;
                h[col][row] += value;
              }
            }
          }
          response = m < network.depth() ? next(m, response, sample) : response;
          upper += network.parameters(m);
        }
      }
      lower += network.parameters(l);
    }
  }

  /** diag(a_m) W_m applied to a change of v_{m-1}. */
  private double[] next(int layer, double[] change, int sample) {
    double[] result = new double[network.width(layer)];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int j = 0; j < change.length; j++) {
        sum += weights.get(layer, i, j) * change[j];
      }
      result[i] = slope(layer, i, sample) * sum;
    }
    return result;
  }
}
