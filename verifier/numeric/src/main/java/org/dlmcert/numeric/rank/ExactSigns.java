package org.dlmcert.numeric.rank;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * The exact sign of every hidden preactivation at weights that are doubles: in double where a
 * running error bound proves the sign, else exactly. The bound is Higham's (2002, section 3.1): a
 * computed sum of k products is off by at most k·2⁻⁵³·(1 + small) times the sum of magnitudes.
 */
final class ExactSigns {
  /** 2^-52: twice the unit roundoff, which covers the terms of higher order. */
  private static final double ROUNDOFF = 0x1p-52;

  /** Underflow makes absolute errors of up to this in each operation. */
  private static final double UNDERFLOW = Double.MIN_NORMAL;

  private final FloatNetwork network;
  private final FloatWeights weights;
  private final FloatData data;
  private final boolean[][] positive; // per hidden layer at l - 1: u ≥ 0, at n·d_l + i
  private int exactSamples;

  private ExactSigns(FloatNetwork network, FloatWeights weights, FloatData data) {
    this.network = network;
    this.weights = weights;
    this.data = data;
    this.positive = new boolean[network.depth() - 1][];
    for (int l = 1; l < network.depth(); l++) {
      positive[l - 1] = new boolean[data.samples() * network.width(l)];
    }
  }

  static ExactSigns of(FloatNetwork network, FloatWeights weights, FloatData data) {
    ExactSigns signs = new ExactSigns(network, weights, data);
    for (int n = 0; n < data.samples(); n++) {
      if (!signs.certain(n)) {
        signs.exact(n);
        signs.exactSamples++;
      }
    }
    return signs;
  }

  /** Whether u_l[i] ≥ 0 on sample n, exactly. */
  boolean isPositive(int layer, int unit, int sample) {
    return positive[layer - 1][sample * network.width(layer) + unit];
  }

  /** The number of samples for which doubles could not prove all signs. */
  int exactSamples() {
    return exactSamples;
  }

  private boolean certain(int sample) {
    double[] v = data.inputs()[sample];
    double[] error = new double[v.length];
    for (int l = 1; l < network.depth(); l++) {
      int width = network.width(l);
      double[] next = new double[width];
      double[] nextError = new double[width];
      for (int i = 0; i < width; i++) {
        double sum = 0;
        double magnitude = 0;
        double inherited = 0;
        for (int j = 0; j < v.length; j++) {
          double w = weights.get(l, i, j);
          sum += w * v[j];
          magnitude += Math.abs(w * v[j]);
          inherited += Math.abs(w) * error[j];
        }
        double bound =
            (1 + ROUNDOFF * (v.length + 4)) * inherited
                + ROUNDOFF * (v.length + 4) * magnitude
                + UNDERFLOW * (v.length + 4);
        if (!(Math.abs(sum) > bound)) {
          return false;
        }
        positive[l - 1][sample * width + i] = sum > 0;
        double slope = sum > 0 ? 1 : network.slope();
        next[i] = slope * sum;
        nextError[i] =
            Math.abs(slope) * bound * (1 + 4 * ROUNDOFF) + ROUNDOFF * Math.abs(next[i]) + UNDERFLOW;
      }
      v = next;
      error = nextError;
    }
    return true;
  }

  private void exact(int sample) {
    Network exactNetwork =
        new Network(network.widths(), ExactDouble.of(network.slope()), network.bias());
    RationalMatrix row = ExactDouble.matrix(new double[][] {data.inputs()[sample]});
    List<LayerNoise> none = Collections.nCopies(network.depth() - 1, LayerNoise.NONE);
    ForwardPass pass =
        ForwardPass.through(
            new Instance(
                Optional.empty(),
                exactNetwork,
                new Dataset(row, Optional.empty()),
                none,
                Optional.of(weights.exact())),
            network.depth() - 1);
    for (int l = 1; l < network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        Rational u = pass.preactivation(l).get(i, 0);
        positive[l - 1][sample * network.width(l) + i] = u.signum() >= 0;
      }
    }
  }
}
