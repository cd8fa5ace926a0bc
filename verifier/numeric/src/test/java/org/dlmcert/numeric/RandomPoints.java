package org.dlmcert.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.testkit.Cases;

/** Random instances with weights whose numbers are doubles, from a seed. */
public final class RandomPoints {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.ZERO,
          Rational.of(-1),
          Rational.of(1, 100),
          ExactDouble.of(0.01),
          Rational.of(3),
          Rational.ONE);

  private RandomPoints() {}

  /** Depth 1 to 3 hidden layers, widths 1 to 4, up to 6 samples, any slope, bias and noise. */
  public static Instance any(long seed) {
    Random random = new Random(seed);
    int hidden = 1 + random.nextInt(3);
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l <= hidden; l++) {
      widths.add(1 + random.nextInt(4));
    }
    widths.add(1 + random.nextInt(2));
    Network network =
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), random.nextBoolean());
    return at(network, random.nextInt(7), random.nextBoolean(), random);
  }

  /** Without bias and noise, one output. */
  public static Instance plain(List<Integer> widths, Rational slope, int samples, long seed) {
    return at(new Network(widths, slope, false), samples, false, Cases.random(seed));
  }

  private static Instance at(Network network, int samples, boolean noisy, Random random) {
    RationalMatrix inputs = gaussian(samples, network.inputs(), random);
    if (samples > 2 && random.nextInt(4) == 0) {
      RationalMatrix distinct = inputs;
      inputs =
          RationalMatrix.of(samples, network.inputs(), (n, j) -> distinct.get(n == 1 ? 0 : n, j));
    }
    RationalMatrix targets = gaussian(samples, network.outputs(), random);
    List<LayerNoise> noise = new ArrayList<>();
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      if (l < network.depth()) {
        noise.add(
            noisy
                ? new LayerNoise.Given(gaussian(samples, network.width(l), random))
                : LayerNoise.NONE);
      }
      matrices.add(gaussian(network.width(l), network.width(l - 1), random));
      biases.add(gaussian(1, network.width(l), random).row(0));
    }
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(inputs, Optional.of(targets)),
        noise,
        Optional.of(
            new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty())));
  }

  private static RationalMatrix gaussian(int rows, int columns, Random random) {
    return RationalMatrix.of(rows, columns, (i, j) -> ExactDouble.of(random.nextGaussian()));
  }

  /** u_1 = 0 on both samples of a 1-1-1 network of slope 1/4; the residuals are -3 and 1. */
  public static Instance zeroWeights() {
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 1), Rational.of(1, 4), false),
        new Dataset(
            RationalMatrix.of(new long[][] {{1}, {2}}),
            Optional.of(RationalMatrix.of(new long[][] {{3}, {-1}}))),
        List.of(LayerNoise.NONE),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(new long[][] {{0}}), RationalMatrix.of(new long[][] {{1}})),
                Optional.empty())));
  }
}
