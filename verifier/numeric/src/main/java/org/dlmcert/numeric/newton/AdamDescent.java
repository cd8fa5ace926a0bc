package org.dlmcert.numeric.newton;

import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.network.GradientPass;
import org.dlmcert.progress.Interruption;

/**
 * Adam's method (Kingma and Ba 2015) on all samples, with a step that decays to almost 0, so that
 * preactivations that tend to 0 come near it.
 */
final class AdamDescent {
  private static final double LAST_RATE = 1e-9;

  private final double rate;
  private final int steps;

  AdamDescent(double rate, int steps) {
    this.rate = rate;
    this.steps = steps;
  }

  /** Where it ends from a start, which stays as it is. */
  FloatWeights from(FloatWeights start, FloatData data) throws InterruptedException {
    FloatWeights weights = start.copy();
    GradientPass pass = new GradientPass(weights.network(), data);
    int depth = weights.network().depth();
    double[][] mean = new double[depth + 1][];
    double[][] square = new double[depth + 1][];
    for (int l = 1; l <= depth; l++) {
      mean[l] = new double[weights.network().parameters(l)];
      square[l] = new double[weights.network().parameters(l)];
    }
    for (int t = 1; t <= steps; t++) {
      Interruption.check();
      double step = rate * Math.pow(LAST_RATE / rate, (double) t / steps);
      double meanShare = 1 - Math.pow(0.9, t);
      double squareShare = 1 - Math.pow(0.99, t);
      double[][] gradient = pass.at(weights);
      for (int l = 1; l <= depth; l++) {
        int fanIn = weights.network().fanIn(l);
        for (int r = 0; r < mean[l].length; r++) {
          double g = gradient[l][r];
          mean[l][r] = 0.9 * mean[l][r] + 0.1 * g;
          square[l][r] = 0.99 * square[l][r] + 0.01 * g * g;
          double m = mean[l][r] / meanShare;
          double s = square[l][r] / squareShare;
          double change = s == 0 ? 0 : step * m / (Math.sqrt(s) + 1e-14);
          weights.set(l, r / fanIn, r % fanIn, weights.get(l, r / fanIn, r % fanIn) - change);
        }
      }
    }
    return weights;
  }
}
