package org.dlmcert.numeric.newton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.nearby.Coordinate;
import org.dlmcert.point.nearby.Kink;

/**
 * N·loss - Σ λ_k·u_k in double, with slope 0 at the kinks k: its gradient and its second
 * derivatives by some parameters and by λ.
 */
final class FloatLagrangian {
  private final FloatNetwork network;
  private final FloatData data;
  private final FloatWeights weights;
  private final List<Kink> kinks;
  private final double[][][] u; // [l][n][i]
  private final double[][][] a; // [l][n][i]
  private final double[][][] v; // [l][n][i]

  FloatLagrangian(FloatWeights weights, FloatData data, List<Kink> kinks) {
    this.network = weights.network();
    this.data = data;
    this.weights = weights;
    this.kinks = kinks;
    int layers = network.depth() + 1;
    u = new double[layers][data.samples()][];
    a = new double[layers][data.samples()][];
    v = new double[layers][data.samples()][];
    Map<Integer, List<Kink>> declared = kinks.stream().collect(Collectors.groupingBy(Kink::sample));
    for (int n = 0; n < data.samples(); n++) {
      v[0][n] = data.inputs()[n];
      for (int l = 1; l < layers; l++) {
        forward(l, n, declared.getOrDefault(n, List.of()));
      }
    }
  }

  private void forward(int layer, int sample, List<Kink> declared) {
    int width = network.width(layer);
    u[layer][sample] = new double[width];
    a[layer][sample] = new double[width];
    v[layer][sample] = new double[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int j = 0; j < network.fanIn(layer); j++) {
        sum += weights.get(layer, i, j) * output(layer - 1, j, sample);
      }
      double slope = 1;
      if (layer < network.depth()) {
        slope = data.noise(layer, sample, i) * (sum < 0 ? network.slope() : 1);
        for (Kink kink : declared) {
          slope = kink.layer() == layer && kink.unit() == i ? 0 : slope;
        }
      }
      u[layer][sample][i] = sum;
      a[layer][sample][i] = slope;
      v[layer][sample][i] = slope * sum;
    }
  }

  /** v_l[i]; 1 after the last unit. */
  double output(int layer, int unit, int sample) {
    return unit == network.width(layer) ? 1 : v[layer][sample][unit];
  }

  double preactivation(int layer, int unit, int sample) {
    return u[layer][sample][unit];
  }

  double slope(int layer, int unit, int sample) {
    return a[layer][sample][unit];
  }

  private double residual(int output, int sample) {
    return v[network.depth()][sample][output] - data.targets()[sample][output];
  }

  double loss() {
    double sum = 0;
    for (int n = 0; n < data.samples(); n++) {
      for (int k = 0; k < network.outputs(); k++) {
        sum += residual(k, n) * residual(k, n);
      }
    }
    return sum / (2.0 * data.samples());
  }

  /** δ_l for factors on the preactivations of a sample. */
  private double[][] backward(int sample, double[][] factors) {
    double[][] delta = new double[network.depth() + 1][];
    delta[network.depth()] = factors[network.depth()];
    for (int l = network.depth() - 1; l >= 1; l--) {
      delta[l] = new double[network.width(l)];
      for (int i = 0; i < delta[l].length; i++) {
        delta[l][i] = a[l][sample][i] * heard(l, i, delta[l + 1]) + factors[l][i];
      }
    }
    return delta;
  }

  private double heard(int layer, int unit, double[] above) {
    double sum = 0;
    for (int k = 0; k < above.length; k++) {
      sum += weights.get(layer + 1, k, unit) * above[k];
    }
    return sum;
  }

  private double[][] noFactors() {
    double[][] factors = new double[network.depth() + 1][];
    for (int l = 1; l <= network.depth(); l++) {
      factors[l] = new double[network.width(l)];
    }
    return factors;
  }

  /** The derivatives of N·loss - Σ λu by all preactivations of a sample. */
  private double[][] adjoint(int sample, double[] multipliers) {
    double[][] factors = noFactors();
    for (int k = 0; k < network.outputs(); k++) {
      factors[network.depth()][k] = residual(k, sample);
    }
    for (int k = 0; k < kinks.size(); k++) {
      Kink kink = kinks.get(k);
      if (kink.sample() == sample) {
        factors[kink.layer()][kink.unit()] = -multipliers[k];
      }
    }
    return backward(sample, factors);
  }

  private double[] gradient(List<Coordinate> moving, int sample, double[][] delta) {
    double[] gradient = new double[moving.size()];
    for (int p = 0; p < gradient.length; p++) {
      Coordinate c = moving.get(p);
      gradient[p] = delta[c.layer()][c.unit()] * output(c.layer() - 1, c.input(), sample);
    }
    return gradient;
  }

  /** By moving parameters and multipliers. */
  double[] gradient(List<Coordinate> moving, double[] multipliers) {
    double[] gradient = new double[moving.size() + kinks.size()];
    for (int n = 0; n < data.samples(); n++) {
      double[] own = gradient(moving, n, adjoint(n, multipliers));
      for (int p = 0; p < own.length; p++) {
        gradient[p] += own[p];
      }
    }
    for (int k = 0; k < kinks.size(); k++) {
      Kink kink = kinks.get(k);
      gradient[moving.size() + k] = -u[kink.layer()][kink.sample()][kink.unit()];
    }
    return gradient;
  }

  /** Second derivatives by moving parameters and multipliers. */
  double[][] hessian(List<Coordinate> moving, double[] multipliers) {
    int z = moving.size();
    double[][] h = new double[z + kinks.size()][z + kinks.size()];
    for (int n = 0; n < data.samples(); n++) {
      for (int k = 0; k < network.outputs(); k++) {
        double[][] factors = noFactors();
        factors[network.depth()][k] = 1;
        double[] row = gradient(moving, n, backward(n, factors));
        for (int p = 0; p < z; p++) {
          for (int q = p; q < z; q++) {
            h[p][q] += row[p] * row[q];
          }
        }
      }
      addMixed(h, moving, n, adjoint(n, multipliers));
    }
    for (int k = 0; k < kinks.size(); k++) {
      Kink kink = kinks.get(k);
      double[][] factors = noFactors();
      factors[kink.layer()][kink.unit()] = 1;
      double[] row = gradient(moving, kink.sample(), backward(kink.sample(), factors));
      for (int p = 0; p < z; p++) {
        h[p][z + k] = -row[p];
      }
    }
    for (int p = 0; p < h.length; p++) {
      for (int q = 0; q < p; q++) {
        h[p][q] = h[q][p];
      }
    }
    return h;
  }

  private void addMixed(double[][] h, List<Coordinate> moving, int sample, double[][] delta) {
    for (int p = 0; p < moving.size(); p++) {
      Coordinate low = moving.get(p);
      double[] response = new double[network.width(low.layer())];
      response[low.unit()] = a[low.layer()][sample][low.unit()];
      int layer = low.layer();
      double input = output(low.layer() - 1, low.input(), sample);
      for (int q = p + 1; q < moving.size(); q++) {
        Coordinate high = moving.get(q);
        while (layer < high.layer() - 1) {
          response = next(++layer, response, sample);
        }
        if (high.layer() > low.layer() && high.input() < response.length) {
          h[p][q] += delta[high.layer()][high.unit()] * response[high.input()] * input;
        }
      }
    }
  }

  private double[] next(int layer, double[] change, int sample) {
    double[] result = new double[network.width(layer)];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int j = 0; j < change.length; j++) {
        sum += weights.get(layer, i, j) * change[j];
      }
      result[i] = a[layer][sample][i] * sum;
    }
    return result;
  }

  /** The kinks from which the loss grows to both sides. */
  List<Kink> strict(double[] multipliers) {
    List<Kink> strict = new ArrayList<>();
    for (int k = 0; k < kinks.size(); k++) {
      if (decrease(k, multipliers) < 0) {
        strict.add(kinks.get(k));
      }
    }
    return strict;
  }

  /** The largest rate at which N·loss decreases to one side of a kink. */
  double largestDecrease(double[] multipliers) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < kinks.size(); k++) {
      largest = Math.max(largest, decrease(k, multipliers));
    }
    return largest;
  }

  private double decrease(int k, double[] multipliers) {
    Kink kink = kinks.get(k);
    double[][] delta = adjoint(kink.sample(), multipliers);
    double pull =
        data.noise(kink.layer(), kink.sample(), kink.unit())
            * heard(kink.layer(), kink.unit(), delta[kink.layer() + 1]);
    return Math.max(-multipliers[k] - pull, multipliers[k] + network.slope() * pull);
  }
}
