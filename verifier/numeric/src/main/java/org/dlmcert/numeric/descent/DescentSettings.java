package org.dlmcert.numeric.descent;

import java.util.Random;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.train.UniformInitialization;

/**
 * The setting of Figure 6.2: ReLU layers of the inputs' width d, Gaussian inputs, targets ±1, plain
 * gradient descent; from {@code constantEpochs} on the rate is multiplied by 0.999 an epoch until
 * it is {@code lastRate}.
 *
 * @param hiddenLayers 1 in the paper
 * @param width d
 * @param samples N
 */
public record DescentSettings(
    int hiddenLayers,
    int width,
    int samples,
    double rate,
    int constantEpochs,
    double lastRate,
    long seed) {
  /** The factor of the rate. */
  public static final double DECAY = 0.999;

  /** One hidden layer. */
  public DescentSettings(
      int width, int samples, double rate, int constantEpochs, double lastRate, long seed) {
    this(1, width, samples, rate, constantEpochs, lastRate, seed);
  }

  /** d = 25, N = 100, the rate constant to epoch 5000 and then down to 1e-9. */
  public static DescentSettings full(long seed) {
    return new DescentSettings(25, 100, 0.2, 5000, 1e-9, seed);
  }

  /** d = 12, N = 40, in a few seconds. */
  public static DescentSettings quick(long seed) {
    return new DescentSettings(12, 40, 0.2, 5000, 1e-9, seed);
  }

  /** Two hidden layers, d = 12, N = 60, the rate constant to epoch 20000. */
  public static DescentSettings deep(long seed) {
    return new DescentSettings(2, 12, 60, 0.1, 20_000, 1e-9, seed);
  }

  /** Two hidden layers, d = 8, N = 20, in a few seconds. */
  public static DescentSettings quickDeep(long seed) {
    return new DescentSettings(2, 8, 20, 0.1, 5000, 1e-9, seed);
  }

  /** All epochs: the constant ones, and as many as the decay needs. */
  public int epochs() {
    return constantEpochs
        + (int) Math.ceil(StrictMath.log(lastRate / rate) / StrictMath.log(DECAY));
  }

  public FloatNetwork network() {
    return FloatNetwork.ofEqualWidths(width, hiddenLayers, 0);
  }

  /** Inputs and targets; the random numbers of the weights come after them. */
  public FloatData data(Random random) {
    return FloatData.gaussian(samples, width, hiddenLayers, random);
  }

  FloatWeights start(Random random) {
    return UniformInitialization.of(network(), random);
  }
}
