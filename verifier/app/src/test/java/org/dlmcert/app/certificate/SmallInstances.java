package org.dlmcert.app.certificate;

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

/** Small instances of every sort, with repeated and zero samples, zero weights and zero noise. */
final class SmallInstances {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.of(5764607523034235L, 1L << 59),
          Rational.of(0));

  private SmallInstances() {}

  /** The instance of a seed. */
  static Instance of(long seed) {
    Random random = new Random(seed);
    int depth = 2 + random.nextInt(3);
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      widths.add(1 + random.nextInt(3));
    }
    widths.add(1);
    int samples = random.nextInt(7);
    boolean bias = random.nextInt(4) == 0;
    boolean weights = random.nextInt(3) != 0;
    RationalMatrix distinct =
        RationalMatrix.of(samples, widths.get(0), (n, j) -> number(random, 2, 2));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(4) == 0 ? random.nextInt(samples) : n)
            .toArray();
    Optional<RationalMatrix> targets =
        random.nextBoolean()
            ? Optional.of(RationalMatrix.of(samples, 1, (n, j) -> number(random, 9, 3)))
            : Optional.empty();
    int kind = random.nextInt(4);
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < depth; l++) {
      boolean last = l == depth - 1;
      boolean free = weights || last;
      noise.add(
          free && (kind == 1 || kind == 3 && random.nextBoolean())
              ? LayerNoise.NONE
              : free && kind > 1
                  ? new LayerNoise.Given(
                      RationalMatrix.of(samples, widths.get(l), (n, i) -> number(random, 1, 2)))
                  : LayerNoise.GENERIC);
    }
    return new Instance(
        random.nextBoolean() ? Optional.of("case " + seed) : Optional.empty(),
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(distinct.rows(rows), targets.map(y -> y.rows(rows))),
        noise,
        weights ? Optional.of(weights(random, widths, bias)) : Optional.empty());
  }

  private static Weights weights(Random random, List<Integer> widths, boolean bias) {
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      matrices.add(
          RationalMatrix.of(widths.get(l), widths.get(l - 1), (i, j) -> number(random, 1, 2)));
      biases.add(IntStream.range(0, widths.get(l)).mapToObj(i -> number(random, 1, 1)).toList());
    }
    return new Weights(matrices, bias ? Optional.of(biases) : Optional.empty());
  }

  private static Rational number(Random random, int range, int denominators) {
    return Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(denominators));
  }

  /** A matrix with fractions; a product of thin ones for every other seed. */
  static RationalMatrix matrix(long seed) {
    Random random = new Random(seed);
    int rows = random.nextInt(6);
    int columns = random.nextInt(6);
    if (seed % 2 == 0) {
      return RationalMatrix.of(rows, columns, (i, j) -> number(random, 5, 4));
    }
    int inner = random.nextInt(4);
    return RationalMatrix.of(rows, inner, (i, j) -> number(random, 3, 3))
        .times(RationalMatrix.of(inner, columns, (i, j) -> number(random, 3, 3)));
  }
}
