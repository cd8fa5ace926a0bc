package org.dlmcert.numeric.train;

import org.dlmcert.numeric.network.FloatWeights;

/**
 * Plain gradient descent: w ← w - rate·gradient. The rate is constant for {@code constantEpochs}
 * epochs and is then multiplied by {@code decay} after every epoch.
 */
public final class GradientDescent implements Optimizer {
  private final int constantEpochs;
  private final double decay;
  private double rate;
  private int epochs;

  /**
   * @param decay a factor from 0 to 1; 1 for a constant rate
   */
  public GradientDescent(double rate, int constantEpochs, double decay) {
    this.rate = rate;
    this.constantEpochs = constantEpochs;
    this.decay = decay;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public void step(FloatWeights weights, FloatWeights gradient) {
    for (int l = 1; l <= weights.network().depth(); l++) {
      double[] w = weights.layer(l);
      double[] g = gradient.layer(l);
      for (int k = 0; k < w.length; k++) {
        w[k] -= rate * g[k];
      }
    }
  }

  @Override
  public void epochEnded() {
    epochs++;
    if (epochs > constantEpochs) {
      rate *= decay;
    }
  }
}
