package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;

/**
 * The order in which the tree takes the samples, those with few choices first so that their work is
 * shared, and the choices of each.
 *
 * @param samples the samples in this order
 * @param alive for each of them the units with nonzero noise, ascending
 */
record SampleOrder(SlopeClasses classes, List<Integer> samples, List<List<Integer>> alive) {
  /** More units on one sample have more choices than are ever tried. */
  static final int MOST_UNITS = 62;

  SampleOrder {
    samples = List.copyOf(samples);
    alive = alive.stream().map(List::copyOf).toList();
  }

  static SampleOrder of(GradientFamily family, SlopeClasses classes) {
    List<List<Integer>> alive =
        IntStream.range(0, family.samples())
            .mapToObj(
                n ->
                    IntStream.range(0, family.units())
                        .filter(i -> !family.noise().get(i, n).isZero())
                        .boxed()
                        .toList())
            .toList();
    List<Integer> samples =
        IntStream.range(0, family.samples())
            .boxed()
            .sorted(Comparator.comparing((Integer n) -> alive.get(n).size()))
            .toList();
    return new SampleOrder(classes, samples, samples.stream().map(alive::get).toList());
  }

  int size() {
    return samples.size();
  }

  int alive(int place) {
    return alive.get(place).size();
  }

  boolean hasTooManyUnits() {
    return alive.stream().anyMatch(units -> units.size() > MOST_UNITS);
  }

  /** The number of patterns to try. */
  BigInteger count() {
    return countFrom(0);
  }

  /** The number of ways to choose for all samples from a place on. */
  BigInteger countFrom(int place) {
    BigInteger count = BigInteger.ONE;
    for (int m = place; m < size(); m++) {
      count = count.multiply(classes.count(alive(m), m));
    }
    return count;
  }

  /** Whether a choice is one of those tried at a place. */
  boolean visits(int place, long mask) {
    return classes.visits(mask, alive(place));
  }

  /** The pattern with these choices at the first places and slope 1 at the others. */
  ActivationPattern pattern(long[] masks, int length, int units) {
    boolean[][] off = new boolean[size()][units];
    for (int place = 0; place < length; place++) {
      for (int u = 0; u < alive(place); u++) {
        off[samples.get(place)][alive.get(place).get(u)] = (masks[place] >> u & 1) == 0;
      }
    }
    return ActivationPattern.of(size(), units, (n, i) -> !off[n][i]);
  }

  /** The samples at the first places. */
  int[] prefix(int length) {
    return samples.stream().limit(length).mapToInt(Integer::intValue).toArray();
  }
}
