package org.dlmcert.numeric.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.numeric.ExactDouble;

/**
 * Samples as numeric code sees them; the arrays are shared and not to be changed.
 *
 * @param inputs N rows of d_0
 * @param targets N rows of d_L; no rows where there are no targets
 * @param noise per hidden layer N rows of d_l, or no rows for no noise
 */
@SuppressWarnings("ArrayRecordComponent") // carries large arrays from one loop to the next
public record FloatData(double[][] inputs, double[][] targets, List<double[][]> noise) {
  public FloatData {
    noise = List.copyOf(noise);
  }

  /** Samples without noise. */
  public static FloatData of(double[][] inputs, double[][] targets, int hiddenLayers) {
    return new FloatData(inputs, targets, Collections.nCopies(hiddenLayers, new double[0][]));
  }

  /** Independent standard normal inputs, targets +1 and -1 with probability 1/2, no noise. */
  public static FloatData gaussian(int samples, int width, int hiddenLayers, Random random) {
    double[][] inputs = new double[samples][width];
    double[][] targets = new double[samples][1];
    for (int n = 0; n < samples; n++) {
      for (int j = 0; j < width; j++) {
        inputs[n][j] = random.nextGaussian();
      }
      targets[n][0] = random.nextBoolean() ? 1 : -1;
    }
    return of(inputs, targets, hiddenLayers);
  }

  /**
   * The samples and the noise of an instance, rounded to the nearest doubles.
   *
   * @throws IllegalArgumentException if noise is generic
   */
  public static FloatData of(Instance instance) {
    List<double[][]> noise = new ArrayList<>();
    for (LayerNoise layer : instance.noise()) {
      if (layer instanceof LayerNoise.Generic) {
        throw new IllegalArgumentException("generic noise has no values");
      }
      noise.add(layer.table().map(ExactDouble::nearest).orElse(new double[0][]));
    }
    return new FloatData(
        ExactDouble.nearest(instance.dataset().inputs()),
        instance.dataset().targets().map(ExactDouble::nearest).orElse(new double[0][]),
        noise);
  }

  /** The number N of samples. */
  public int samples() {
    return inputs.length;
  }

  /** The factor ε of unit i of hidden layer l on sample n. */
  public double noise(int layer, int sample, int unit) {
    double[][] factors = noise.get(layer - 1);
    return factors.length == 0 ? 1 : factors[sample][unit];
  }

  /** Whether hidden layer l has noise. */
  public boolean isNoisy(int layer) {
    return noise.get(layer - 1).length > 0;
  }

  /** The exact values of inputs and targets. */
  public Dataset exact() {
    RationalMatrix x = ExactDouble.matrix(inputs);
    return new Dataset(
        x, targets.length == 0 ? Optional.empty() : Optional.of(ExactDouble.matrix(targets)));
  }
}
