package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.testkit.Cases;

/** Small deep instances with many zeros: in the weights, the inputs and the noise. */
public final class DeepInstances {
  private static final int MOST_BITS = 12;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(1, 100),
          Rational.of(-3, 7),
          Rational.of(0));

  private DeepInstances() {}

  /** The instance of a seed: three or four layers, every combination of noises and weights. */
  public static Instance of(long seed) {
    Random random = Cases.random(seed);
    int depth = 3 + random.nextInt(2);
    List<Integer> widths = new ArrayList<>();
    int units = 0;
    for (int l = 0; l < depth; l++) {
      int width = 1 + random.nextInt(depth == 3 ? 3 : 2);
      widths.add(width);
      units += l == 0 ? 0 : width;
    }
    widths.add(1);
    boolean bias = random.nextInt(3) == 0;
    boolean weights = random.nextInt(4) != 0;
    int samples = random.nextInt(MOST_BITS / units + 1);
    List<LayerNoise> noise = new ArrayList<>();
    int kind = random.nextInt(4);
    for (int l = 1; l < depth; l++) {
      // Mostly the patterns that theorems cover: generic from some layer on.
      boolean generic = !weights || (kind == 3 ? random.nextBoolean() : l > kind);
      noise.add(generic ? LayerNoise.GENERIC : known(random, samples, widths.get(l)));
    }
    if (random.nextInt(20) == 0 && weights) {
      noise.replaceAll(n -> LayerNoise.NONE);
    }
    RationalMatrix inputs =
        RationalMatrix.of(samples, widths.get(0), (n, j) -> Rational.of(random.nextInt(5) - 2));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(4) == 0 ? random.nextInt(samples) : n)
            .toArray();
    return new Instance(
        Optional.empty(),
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(inputs.rows(rows), Optional.empty()),
        noise,
        weights ? Optional.of(weights(random, widths, bias)) : Optional.empty());
  }

  private static LayerNoise known(Random random, int samples, int units) {
    return random.nextInt(3) == 0
        ? LayerNoise.NONE
        : new LayerNoise.Given(
            RationalMatrix.of(
                samples, units, (n, i) -> Rational.of(random.nextInt(6) - 1, 1 + n % 2)));
  }

  private static Weights weights(Random random, List<Integer> widths, boolean bias) {
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      matrices.add(RationalMatrix.of(widths.get(l), widths.get(l - 1), (i, j) -> sparse(random)));
      biases.add(IntStream.range(0, widths.get(l)).mapToObj(i -> sparse(random)).toList());
    }
    return new Weights(matrices, bias ? Optional.of(biases) : Optional.empty());
  }

  private static Rational sparse(Random random) {
    return random.nextInt(5) < 2 ? Rational.ZERO : Rational.of(random.nextInt(7) - 3, 2);
  }
}
