package org.dlmcert.numeric.train;

import java.util.Random;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * Weights uniform with mean 0 and variance 2/d_{l-1} (K. He et al., 2015), biases 0. The numbers
 * come from {@link Random}, whose sequence the Java platform specifies.
 */
public final class UniformInitialization {
  private UniformInitialization() {}

  /** New weights, drawn layer by layer, row by row. */
  public static FloatWeights of(FloatNetwork network, Random random) {
    FloatWeights weights = FloatWeights.zero(network);
    for (int l = 1; l <= network.depth(); l++) {
      double bound = Math.sqrt(6.0 / network.width(l - 1));
      for (int i = 0; i < network.width(l); i++) {
        for (int j = 0; j < network.width(l - 1); j++) {
          weights.set(l, i, j, bound * (2 * random.nextDouble() - 1));
        }
      }
    }
    return weights;
  }
}
