package org.dlmcert.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Random-integer instances: all numbers uniform from -range to range, noise without 0. The numbers
 * come from {@link Random}, whose sequence the Java platform specifies, so an instance is the same
 * everywhere.
 *
 * @param range the largest absolute value, at least 1
 */
public record RandomInstance(Network network, int samples, int range) {
  /** The largest range. */
  public static final int LARGEST_RANGE = 1_000_000_000;

  public RandomInstance {
    if (samples < 0 || range < 1 || range > LARGEST_RANGE) {
      throw new IllegalArgumentException(
          "samples ≥ 0 and 1 ≤ range ≤ 10^9 expected, got " + samples + " and " + range);
    }
  }

  /** The instance of a seed: inputs, targets, noise and weights are drawn in this order. */
  public Instance of(long seed) {
    Random random = new Random(seed);
    RationalMatrix inputs = matrix(random, samples, network.inputs());
    RationalMatrix targets = matrix(random, samples, network.outputs());
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < network.depth(); l++) {
      noise.add(
          new LayerNoise.Given(
              RationalMatrix.of(samples, network.width(l), (n, i) -> nonzero(random))));
    }
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      matrices.add(matrix(random, network.width(l), network.width(l - 1)));
      if (network.bias()) {
        biases.add(IntStream.range(0, network.width(l)).mapToObj(i -> any(random)).toList());
      }
    }
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(inputs, Optional.of(targets)),
        noise,
        Optional.of(
            new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty())));
  }

  private RationalMatrix matrix(Random random, int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> any(random));
  }

  private Rational any(Random random) {
    return Rational.of(random.nextInt(2 * range + 1) - range);
  }

  private Rational nonzero(Random random) {
    int magnitude = 1 + random.nextInt(range);
    return Rational.of(random.nextBoolean() ? magnitude : -magnitude);
  }
}
