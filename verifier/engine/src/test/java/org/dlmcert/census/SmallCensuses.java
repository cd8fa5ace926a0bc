package org.dlmcert.census;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.testkit.Cases;

/** Random instances with many degeneracies, small enough for {@link SlowCensus}. */
final class SmallCensuses {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 100),
          Rational.of(0),
          Rational.of(-1),
          Rational.of(1, 2),
          Rational.of(1),
          Rational.of(-1, 3),
          Rational.of(5764607523034235L, 1L << 59));

  private SmallCensuses() {}

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {}

  static Stream<Case> cases(int count) {
    return IntStream.range(0, count).mapToObj(seed -> new Case(seed, instance(seed)));
  }

  static Instance instance(long seed) {
    Random random = Cases.random(seed);
    int units = 1 + random.nextInt(2);
    boolean bias = random.nextInt(4) == 0;
    int d = bias ? 1 : 1 + random.nextInt(2);
    int samples = random.nextInt(units == 1 ? 6 : 5);
    int range = 1 + random.nextInt(3);
    RationalMatrix inputs =
        RationalMatrix.of(
            samples, d, (n, j) -> Rational.of(integer(random, range), 1 + random.nextInt(2)));
    RationalMatrix targets =
        RationalMatrix.of(
            samples, 1, (n, j) -> Rational.of(integer(random, 3), 1 + random.nextInt(3)));
    Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
    return new Instance(
        Optional.empty(),
        new Network(List.of(d, units, 1), slope, bias),
        new Dataset(inputs, Optional.of(targets)),
        List.of(noise(random, samples, units)),
        Optional.empty());
  }

  private static LayerNoise noise(Random random, int samples, int units) {
    if (random.nextBoolean()) {
      return LayerNoise.NONE;
    }
    int range = 1 + random.nextInt(3);
    boolean equal = random.nextBoolean();
    RationalMatrix table =
        RationalMatrix.of(
            samples, units, (n, i) -> Rational.of(integer(random, range), 1 + random.nextInt(2)));
    return new LayerNoise.Given(
        RationalMatrix.of(samples, units, (n, i) -> table.get(n, equal ? 0 : i)));
  }

  private static int integer(Random random, int range) {
    return random.nextInt(2 * range + 1) - range;
  }
}
