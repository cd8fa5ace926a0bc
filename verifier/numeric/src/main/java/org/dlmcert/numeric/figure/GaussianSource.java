package org.dlmcert.numeric.figure;

import java.util.Random;
import org.dlmcert.numeric.network.FloatData;

/** Independent standard normal inputs, targets +1 and -1 with probability 1/2. */
public record GaussianSource() implements SampleSource {
  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public String title() {
    return "random (Gaussian)";
  }

  @Override
  public String description() {
    return "inputs independent and standard normal, targets +1 or -1 with probability 1/2 each, all drawn"
        + " anew for every repetition.";
  }

  @Override
  public int mostSamples() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int mostInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public FloatData draw(int samples, int width, int hiddenLayers, Random random) {
    return FloatData.gaussian(samples, width, hiddenLayers, random);
  }
}
