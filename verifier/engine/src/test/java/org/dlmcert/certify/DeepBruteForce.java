package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;

/**
 * All activation patterns of all hidden layers that a claim ranges over, one by one. In place of
 * almost every noise and almost all weights stand random ones of 64 bits; the layers below are
 * evaluated unit by unit, with their own signs where they are determined and with the slopes of the
 * pattern where they are not.
 */
final class DeepBruteForce {
  private final Instance instance;
  private final Network network;
  private final int determined;
  private final List<RationalMatrix> noise = new ArrayList<>(); // N×d_l at l - 1
  private final List<RationalMatrix> weights = new ArrayList<>(); // d_l×(d_{l-1} + 1) at l - 1

  DeepBruteForce(Instance instance, long seed) {
    this(instance, seed, determined(instance));
  }

  /** The patterns of all layers, of which none is determined. */
  static DeepBruteForce ofAllLayers(Instance instance) {
    return new DeepBruteForce(instance, 0, 0);
  }

  private DeepBruteForce(Instance instance, long seed, int determined) {
    this.determined = determined;
    this.instance = instance;
    this.network = instance.network();
    Random random = new Random(seed);
    for (int l = 1; l < network.depth(); l++) {
      LayerNoise given = instance.noise(l);
      noise.add(
          RationalMatrix.of(
              instance.samples(),
              network.width(l),
              (n, i) ->
                  given instanceof LayerNoise.Generic
                      ? Rational.of(random.nextLong())
                      : given.factor(n, i)));
    }
    for (int l = 1; l < network.depth(); l++) {
      int layer = l;
      int below = network.width(l - 1);
      weights.add(
          RationalMatrix.of(
              network.width(l),
              below + 1,
              (i, j) ->
                  instance.weights().isEmpty()
                      ? j == below && !network.bias()
                          ? Rational.ZERO
                          : Rational.of(random.nextLong())
                      : j == below
                          ? instance.weights().get().bias(layer, i)
                          : instance.weights().get().matrix(layer).get(i, j)));
    }
  }

  private static int determined(Instance instance) {
    int lowest = 0;
    while (instance.weights().isPresent()
        && lowest < instance.network().depth() - 2
        && !(instance.noise(lowest + 1) instanceof LayerNoise.Generic)) {
      lowest++;
    }
    return lowest;
  }

  /** Whether the matrix of every pattern has full column rank. */
  boolean everyPatternHasFullRank() {
    return everyPattern(matrix -> BruteForce.rank(matrix) == instance.samples());
  }

  /** Whether the outputs of layer L-2, with the ones of a bias, satisfy a condition for all σ. */
  boolean everyLowerOutput(Predicate<RationalMatrix> condition) {
    return everyPatternBits(bits -> condition.test(below(bits)));
  }

  private boolean everyPattern(Predicate<RationalMatrix> condition) {
    return everyPatternBits(bits -> condition.test(matrix(bits)));
  }

  private boolean everyPatternBits(LongPredicate condition) {
    int bits = bits();
    if (bits > 16) {
      throw new IllegalArgumentException("2^" + bits + " patterns are too many");
    }
    return LongStream.range(0, 1L << bits).allMatch(condition);
  }

  int bits() {
    int units = 0;
    for (int l = determined + 1; l < network.depth(); l++) {
      units += network.width(l);
    }
    return units * instance.samples();
  }

  /** Consumes the bits of a pattern from the lowest layer up, sample by sample. */
  private final class Slopes {
    private long bits;

    Slopes(long bits) {
      this.bits = bits;
    }

    Rational next() {
      boolean active = (bits & 1) == 1;
      bits >>= 1;
      return active ? Rational.ONE : network.slope();
    }
  }

  private RationalMatrix lower(Slopes slopes) {
    RationalMatrix values = instance.dataset().inputs(); // N×d_l
    for (int l = 1; l < network.depth() - 1; l++) {
      RationalMatrix inputs = values;
      int layer = l;
      values =
          RationalMatrix.of(
              instance.samples(),
              network.width(l),
              (n, i) -> {
                RationalMatrix w = weights.get(layer - 1);
                Rational u = w.get(i, inputs.columns());
                for (int j = 0; j < inputs.columns(); j++) {
                  u = u.plus(w.get(i, j).times(inputs.get(n, j)));
                }
                Rational own = u.signum() < 0 ? network.slope() : Rational.ONE;
                Rational slope = layer <= determined ? own : slopes.next();
                return u.times(slope).times(noise.get(layer - 1).get(n, i));
              });
    }
    RationalMatrix top = values;
    return RationalMatrix.of(
        instance.samples(),
        top.columns() + (network.bias() ? 1 : 0),
        (n, j) -> j < top.columns() ? top.get(n, j) : Rational.ONE);
  }

  private RationalMatrix below(long bits) {
    return lower(new Slopes(bits));
  }

  /** The transpose of the matrix of a pattern: N rows. */
  private RationalMatrix matrix(long bits) {
    Slopes slopes = new Slopes(bits);
    RationalMatrix below = lower(slopes);
    int last = network.depth() - 1;
    RationalMatrix gains =
        RationalMatrix.of(
            instance.samples(),
            network.width(last),
            (n, i) -> slopes.next().times(noise.get(last - 1).get(n, i)));
    return RationalMatrix.of(
        instance.samples(),
        gains.columns() * below.columns(),
        (n, row) -> gains.get(n, row / below.columns()).times(below.get(n, row % below.columns())));
  }
}
