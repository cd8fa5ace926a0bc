package org.dlmcert.certify;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.testkit.Cases;

/**
 * Small instances with several outputs or maxout units, and whether all their patterns have full
 * column rank, by the definition of the matrices and elimination over the rationals.
 */
final class OutputInstances {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(4, 5),
          Rational.of(1, 100),
          Rational.of(-1, 3),
          Rational.of(0));

  private OutputInstances() {}

  /** One hidden layer of (leaky) units with one to three outputs, two at least if there are two. */
  static Instance leaky(long seed) {
    Random random = new Random(seed);
    if (random.nextInt(3) == 0) {
      return instance(random, 2, 2, 3, 3, 1, 4); // as many rows as columns, and dependent inputs
    }
    int units = 1 + random.nextInt(4);
    int samples = random.nextInt(8 / units + 1);
    return instance(random, 2 + random.nextInt(2), 1 + random.nextInt(3), units, samples, 1, 4);
  }

  /** The same with biases, and few inputs, so that those of the outputs often matter. */
  static Instance biased(long seed) {
    Random random = new Random(seed);
    int units = 1 + random.nextInt(3);
    int samples = random.nextInt(9 / units + 1);
    int pieces = random.nextInt(6) == 0 ? 2 : 1;
    return instance(
        random, 2 + random.nextInt(2), 1 + random.nextInt(2), units, samples, pieces, 1);
  }

  /** One hidden layer of maxout units of two or three pieces, with one to three outputs. */
  static Instance maxout(long seed) {
    Random random = new Random(seed);
    int units = 1 + random.nextInt(3);
    int samples = random.nextInt(6 / units + 1);
    return instance(
        random,
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        units,
        samples,
        2 + random.nextInt(2),
        4);
  }

  private static Instance instance(
      Random random, int outputs, int d, int units, int samples, int pieces, int biasOneIn) {
    int range = 1 + random.nextInt(3);
    RationalMatrix distinct =
        RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(2 * range + 1) - range));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(4) == 0 ? random.nextInt(samples) : n)
            .toArray();
    boolean bias = random.nextInt(biasOneIn) == 0;
    boolean weights = random.nextInt(4) != 0 || outputs == 1;
    int kind = random.nextInt(5);
    LayerNoise noise =
        kind < 2 || !weights
            ? LayerNoise.GENERIC
            : kind == 2
                ? LayerNoise.NONE
                : new LayerNoise.Given(
                    RationalMatrix.of(
                        samples,
                        units,
                        (n, i) -> Rational.of(random.nextInt(7) - 1, 1 + random.nextInt(2))));
    Network network =
        new Network(
            List.of(d, units, outputs),
            pieces > 1 ? Rational.ONE : SLOPES.get(random.nextInt(SLOPES.size())),
            bias,
            pieces);
    // Small entries: zeros and vanishing minors are frequent.
    RationalMatrix held =
        RationalMatrix.of(outputs, units, (c, i) -> Rational.of(random.nextInt(4) - 1));
    Weights given =
        new Weights(
            List.of(RationalMatrix.of(units * pieces, d, (i, j) -> Rational.ZERO), held),
            bias
                ? Optional.of(
                    List.of(
                        Collections.nCopies(units * pieces, Rational.ZERO),
                        Collections.nCopies(outputs, Rational.ZERO)))
                : Optional.empty());
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(distinct.rows(rows), Optional.empty()),
        List.of(noise),
        weights ? Optional.of(given) : Optional.empty());
  }

  /** Two hidden layers, no weights, generic noise, two or three outputs. */
  static Instance deep(long seed) {
    Random random = Cases.random(seed);
    int samples = random.nextInt(4);
    int below = 1 + random.nextInt(2);
    int units = Math.min(1 + random.nextInt(3), samples == 3 ? 2 : 3);
    int d = 1 + random.nextInt(2);
    Network network =
        new Network(
            List.of(d, below, units, 2 + random.nextInt(2)),
            Rational.of(1, 3),
            random.nextInt(3) == 0);
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(
            RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(4))),
            Optional.empty()),
        List.of(LayerNoise.GENERIC, LayerNoise.GENERIC),
        Optional.empty());
  }

  /** The same for {@link #deep}. */
  static boolean everyDeepPatternHasFullRank(Instance instance, long seed) {
    Network network = instance.network();
    int samples = instance.samples();
    int below = network.width(1);
    int units = network.width(2);
    int k = network.outputs();
    Random random = new Random(~seed);
    RationalMatrix x = Gradient.withOnes(instance.dataset().inputs().transpose(), network.bias());
    RationalMatrix u =
        RationalMatrix.of(below, x.rows(), (i, j) -> Rational.of(random.nextLong())).times(x);
    RationalMatrix lower =
        RationalMatrix.of(below, samples, (i, n) -> Rational.of(random.nextLong()));
    RationalMatrix upper =
        RationalMatrix.of(units, samples, (i, n) -> Rational.of(random.nextLong()));
    RationalMatrix held = RationalMatrix.of(k, units, (c, i) -> Rational.of(random.nextLong()));
    int bits = samples * (below + units);
    for (long pattern = 0; pattern < 1L << bits; pattern++) {
      long chosen = pattern;
      RationalMatrix v =
          Gradient.withOnes(
              RationalMatrix.of(
                  below,
                  samples,
                  (i, n) -> {
                    boolean one = (chosen >>> i * samples + n & 1) == 1;
                    return u.get(i, n)
                        .times(lower.get(i, n))
                        .times(one ? Rational.ONE : network.slope());
                  }),
              network.bias());
      RationalMatrix matrix =
          RationalMatrix.of(
              units * v.rows(),
              samples * k,
              (row, m) -> {
                int i = row / v.rows();
                int n = m / k;
                boolean one = (chosen >>> (below + i) * samples + n & 1) == 1;
                return held.get(m % k, i)
                    .times(upper.get(i, n))
                    .times(one ? Rational.ONE : network.slope())
                    .times(v.get(row % v.rows(), n));
              });
      if (BruteForce.rank(matrix) < matrix.columns()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every pattern has full column rank; random integers of 64 bits stand for what is
   * generic.
   */
  static boolean everyPatternHasFullRank(Instance instance, long seed) {
    return everyPatternHasFullRank(instance, seed, 0);
  }

  /** The same with a row of ones for each of so many outputs below the matrix. */
  static boolean everyPatternHasFullRank(Instance instance, long seed, int biases) {
    Network network = instance.network();
    int units = network.width(1);
    int choices = network.isMaxout() ? network.pieces() : 2;
    Random random = new Random(~seed);
    RationalMatrix noise =
        RationalMatrix.of(
            units,
            instance.samples(),
            (i, n) ->
                instance.noise(1) instanceof LayerNoise.Generic
                    ? Rational.of(random.nextLong())
                    : instance.noise(1).factor(n, i));
    RationalMatrix held =
        network.outputs() == 1
            ? RationalMatrix.of(1, units, (c, i) -> Rational.ONE)
            : instance
                .weights()
                .map(w -> w.matrix(2))
                .orElseGet(
                    () ->
                        RationalMatrix.of(
                            network.outputs(), units, (c, i) -> Rational.of(random.nextLong())));
    RationalMatrix inputs =
        Gradient.withOnes(instance.dataset().inputs().transpose(), network.bias());
    long patterns = Math.round(Math.pow(choices, units * instance.samples()));
    for (long pattern = 0; pattern < patterns; pattern++) {
      int[] choice = new int[units * instance.samples()];
      long rest = pattern;
      for (int k = 0; k < choice.length; k++) {
        choice[k] = (int) (rest % choices);
        rest /= choices;
      }
      RationalMatrix matrix = withOnes(matrix(network, inputs, noise, held, choice), biases);
      if (BruteForce.rank(matrix) < matrix.columns()) {
        return false;
      }
    }
    return true;
  }

  private static RationalMatrix withOnes(RationalMatrix matrix, int biases) {
    return RationalMatrix.of(
        matrix.rows() + biases,
        matrix.columns(),
        (row, m) ->
            row < matrix.rows()
                ? matrix.get(row, m)
                : Rational.of(m % biases == row - matrix.rows() ? 1 : 0));
  }

  /** The matrix of a pattern: choice n·D + i is that of unit i on sample n. */
  private static RationalMatrix matrix(
      Network network,
      RationalMatrix inputs,
      RationalMatrix noise,
      RationalMatrix held,
      int[] choice) {
    int units = noise.rows();
    int d = inputs.rows();
    int k = held.rows();
    int pieces = network.pieces();
    return RationalMatrix.of(
        units * pieces * d,
        inputs.columns() * k,
        (row, column) -> {
          int unit = row / d / pieces;
          int piece = row / d % pieces;
          int n = column / k;
          int chosen = choice[n * units + unit];
          Rational slope =
              network.isMaxout()
                  ? chosen == piece ? Rational.ONE : Rational.ZERO
                  : chosen == 1 ? Rational.ONE : network.slope();
          return held.get(column % k, unit)
              .times(noise.get(unit, n))
              .times(slope)
              .times(inputs.get(row % d, n));
        });
  }
}
