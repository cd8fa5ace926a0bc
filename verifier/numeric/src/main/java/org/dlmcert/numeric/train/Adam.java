package org.dlmcert.numeric.train;

import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * Adam (D. P. Kingma and J. Ba, 2015, algorithm 1) with β_1 = 0.9, β_2 = 0.99, ε = 1e-8, the
 * constants of Soudry and Carmon's experiments.
 */
public final class Adam implements Optimizer {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.99;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final FloatWeights mean;
  private final FloatWeights square;
  private double power1 = 1;
  private double power2 = 1;

  /** Adam with the step size {@code rate}. */
  public Adam(FloatNetwork network, double rate) {
    this.rate = rate;
    this.mean = FloatWeights.zero(network);
    this.square = FloatWeights.zero(network);
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public void step(FloatWeights weights, FloatWeights gradient) {
    power1 *= BETA_1;
    power2 *= BETA_2;
    double scale = rate / (1 - power1);
    double correction = 1 / (1 - power2);
    for (int l = 1; l <= weights.network().depth(); l++) {
      update(
          weights.layer(l), gradient.layer(l), mean.layer(l), square.layer(l), scale, correction);
    }
  }

  private static void update(
      double[] w, double[] g, double[] m, double[] s, double scale, double correction) {
    for (int k = 0; k < w.length; k++) {
      m[k] = BETA_1 * m[k] + (1 - BETA_1) * g[k];
      s[k] = BETA_2 * s[k] + (1 - BETA_2) * (g[k] * g[k]);
      w[k] -= scale * m[k] / (Math.sqrt(s[k] * correction) + EPSILON);
    }
  }
}
