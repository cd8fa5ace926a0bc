package org.dlmcert.numeric.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * A-priori bounds on the rounding errors of {@link FloatGradient}, after N. J. Higham (Accuracy and
 * Stability of Numerical Algorithms, 2002, lemma 3.1): every quantity is a polynomial of the given
 * numbers; if no term of it suffers more than k roundings, the error is at most k·u/(1 - k·u) times
 * the sum of the magnitudes of its terms, u = 2⁻⁵³. These sums come out of the same code, run on
 * absolute values. Reading the numbers as doubles counts as a rounding. Holds where all slopes are
 * those of the exact network, and no result is subnormal.
 */
final class RoundingBounds {
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final FloatNetwork network;
  private final FloatGradient magnitudes;
  private final int columns;
  private final int[] below; // roundings in v_l, at l
  private final int[] back; // roundings in δ_l, at l

  RoundingBounds(FloatWeights weights, FloatData data) {
    this.network = weights.network();
    this.columns = data.samples() * network.outputs();
    this.magnitudes = FloatGradient.of(absolute(weights), absolute(network, data));
    int depth = network.depth();
    below = new int[depth + 1];
    back = new int[depth + 1];
    below[0] = 1;
    for (int l = 1; l <= depth; l++) {
      // Per term: the weight, its product, at most fanIn additions; then slope, noise, two
      // products.
      below[l] = preactivation(l) + 4;
    }
    for (int l = depth - 1; l >= 1; l--) {
      back[l] = back[l + 1] + network.width(l + 1) + 2 + 4;
    }
  }

  private static FloatWeights absolute(FloatWeights weights) {
    FloatWeights result = weights.copy();
    for (int l = 1; l <= weights.network().depth(); l++) {
      double[] layer = result.layer(l);
      Arrays.setAll(layer, k -> Math.abs(layer[k]));
    }
    return result;
  }

  /** All magnitudes, the slope's in the noise; targets negative, so that residuals add them. */
  private static FloatData absolute(FloatNetwork network, FloatData data) {
    double largestSlope = Math.max(1, Math.abs(network.slope()));
    List<double[][]> noise = new ArrayList<>();
    for (int l = 1; l < network.depth(); l++) {
      double[][] factors = new double[data.samples()][network.width(l)];
      for (int n = 0; n < factors.length; n++) {
        for (int i = 0; i < factors[n].length; i++) {
          factors[n][i] = largestSlope * Math.abs(data.noise(l, n, i));
        }
      }
      noise.add(factors);
    }
    return new FloatData(map(data.inputs(), 1), map(data.targets(), -1), noise);
  }

  private static double[][] map(double[][] rows, int sign) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(v -> sign * Math.abs(v)).toArray())
        .toArray(double[][]::new);
  }

  private int preactivation(int layer) {
    return below[layer - 1] + network.fanIn(layer) + 2;
  }

  private static double bound(int roundings, double magnitude) {
    double k = roundings * UNIT_ROUNDOFF;
    // Twice the second order covers that the magnitude itself is computed.
    return (k / (1 - k)) * (1 + 4 * k) * magnitude;
  }

  double preactivation(int layer, int unit, int sample) {
    return bound(preactivation(layer), magnitudes.preactivation(layer, unit, sample));
  }

  double output(int layer, int unit, int sample) {
    return bound(below[layer], magnitudes.output(layer, unit, sample));
  }

  private int residual() {
    return below[network.depth()] + 2;
  }

  double mse() {
    return bound(2 * residual() + columns + 3, magnitudes.mse());
  }

  private int layer(int l) {
    return back[l] + below[l - 1] + 1;
  }

  /** Of every entry of G_l. */
  double[][] layerBounds(int l) {
    return Arrays.stream(magnitudes.layer(l))
        .map(row -> Arrays.stream(row).map(v -> bound(layer(l), v)).toArray())
        .toArray(double[][]::new);
  }

  /** Of every entry of G. */
  double[][] full() {
    List<double[]> rows = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      rows.addAll(Arrays.asList(layerBounds(l)));
    }
    return rows.toArray(double[][]::new);
  }

  /** Of every entry of the gradient by W_l. */
  double[] gradient(int l) {
    return Arrays.stream(magnitudes.gradient(l))
        .map(v -> bound(layer(l) + residual() + columns + 2, v))
        .toArray();
  }

  /**
   * Of every entry of the Hessian. A term of G Gᵀ is a product of two entries of G; a term of Ê[e
   * Λ] is e·δ_m·J·v, with J the derivative of v_{m-1} by u_l. Both are added up over the columns.
   */
  double[][] hessian() {
    double[][] bounds = magnitudes.hessian();
    int row = 0;
    for (int m = 1; m <= network.depth(); m++) {
      for (int r = 0; r < network.parameters(m); r++, row++) {
        int column = 0;
        for (int l = 1; l <= network.depth(); l++) {
          int roundings = hessian(Math.max(l, m), Math.min(l, m));
          for (int q = 0; q < network.parameters(l); q++, column++) {
            bounds[row][column] = bound(roundings, bounds[row][column]);
          }
        }
      }
    }
    return bounds;
  }

  private int hessian(int upper, int lower) {
    int square = layer(upper) + layer(lower) + 1;
    int derivative = 4; // the slope of layer l, then of every layer above it a weighted sum
    for (int l = lower + 1; l < upper; l++) {
      derivative += network.width(l - 1) + 2 + 4;
    }
    int curvature = residual() + back[upper] + derivative + below[lower - 1] + 3;
    return Math.max(square, lower < upper ? curvature : 0) + 2 * columns + 2;
  }
}
