package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Units with proportional noise rows may exchange their rows of slopes, so of an orbit's
 * arrangements only that in lexicographic order is tried, 1 before s, over the samples in the order
 * of the tree (proofs/soundness.md, section 14).
 *
 * <p>Units that follow each other in an orbit are <em>tied</em> as long as their slopes are equal;
 * while they are, the first may not have s where the second has 1. Ties are bits of a {@code long}.
 */
final class Symmetry {
  /** One bit for each pair of neighbours. */
  private static final int MOST_PAIRS = 62;

  /** The most terms of a sum by which choices are counted. */
  private static final long MOST_TERMS = 256;

  private final SlopeClasses classes;
  private final List<List<Integer>> alive;
  private final List<List<Integer>> orbits;
  private final int units;
  private final List<int[]> pairs; // by place: position of the first, of the second, bit

  private Symmetry(
      SlopeClasses classes, List<List<Integer>> alive, List<List<Integer>> orbits, int units) {
    this.classes = classes;
    this.alive = alive;
    this.orbits = orbits;
    this.units = units;
    pairs = new ArrayList<>();
    for (List<Integer> here : alive) {
      List<Integer> entries = new ArrayList<>();
      int bit = 0;
      for (List<Integer> orbit : orbits) {
        for (int k = 1; k < orbit.size(); k++, bit++) {
          int first = here.indexOf(orbit.get(k - 1));
          if (first >= 0) {
            entries.addAll(List.of(first, here.indexOf(orbit.get(k)), bit));
          }
        }
      }
      pairs.add(entries.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /**
   * The symmetry of a family.
   *
   * @param noise E, D×N
   * @param alive per sample, in the order of the tree, the units with nonzero noise
   */
  static Symmetry of(SlopeClasses classes, RationalMatrix noise, List<List<Integer>> alive) {
    List<List<Integer>> orbits = new ArrayList<>();
    int left = MOST_PAIRS;
    for (List<Integer> orbit : candidates(classes, noise, alive)) {
      if (orbit.size() > 1 && orbit.size() - 1 <= left) {
        orbits.add(orbit);
        left -= orbit.size() - 1;
      }
    }
    Symmetry full = new Symmetry(classes, alive, List.copyOf(orbits), noise.rows());
    return full.terms(0) <= MOST_TERMS
        ? full
        : new Symmetry(classes, alive, List.of(), noise.rows());
  }

  /** The number of choices if all units have noise on all samples. */
  static BigInteger choices(
      SlopeClasses classes, int units, int samples, List<List<Integer>> orbits) {
    List<Integer> all = IntStream.range(0, units).boxed().toList();
    List<List<Integer>> used = samples < MOST_TERMS ? orbits : List.of();
    Symmetry full = new Symmetry(classes, Collections.nCopies(samples, all), used, units);
    return full.countFrom(0, full.ties());
  }

  /** All units, in classes of proportional noise; a unit without noise is a class of its own. */
  static List<List<Integer>> proportional(RationalMatrix noise) {
    List<List<Integer>> classes =
        new ArrayList<>(candidates(SlopeClasses.SCALED, noise, List.of()));
    for (int i = 0; i < noise.rows(); i++) {
      if (noise.row(i).stream().allMatch(Rational::isZero)) {
        classes.add(List.of(i));
      }
    }
    return classes;
  }

  private static List<List<Integer>> candidates(
      SlopeClasses classes, RationalMatrix noise, List<List<Integer>> alive) {
    Map<List<Rational>, List<Integer>> byRow = new LinkedHashMap<>();
    for (int i = 0; i < noise.rows(); i++) {
      int unit = i;
      Optional<Rational> first = noise.row(i).stream().filter(e -> !e.isZero()).findFirst();
      boolean leads =
          classes == SlopeClasses.FOLDED
              && alive.stream().anyMatch(here -> !here.isEmpty() && here.get(0) == unit);
      if (first.isPresent() && !leads) {
        Rational factor = classes == SlopeClasses.FOLDED ? sign(first.get()) : first.get();
        List<Rational> row = noise.row(i).stream().map(e -> e.dividedBy(factor)).toList();
        byRow.computeIfAbsent(row, r -> new ArrayList<>()).add(i);
      }
    }
    return byRow.values().stream().map(List::copyOf).toList();
  }

  private static Rational sign(Rational value) {
    return Rational.of(value.signum());
  }

  /** The orbits of at least two units, ascending, by their first units. */
  List<List<Integer>> orbits() {
    return orbits;
  }

  /** By how much the noise rows of the units of each orbit differ from that of its first. */
  List<Rational> factors(RationalMatrix noise) {
    List<Rational> factors = new ArrayList<>();
    for (List<Integer> orbit : orbits) {
      List<Rational> first = noise.row(orbit.get(0));
      int sample =
          IntStream.range(0, first.size())
              .filter(n -> !first.get(n).isZero())
              .findFirst()
              .orElseThrow();
      orbit.forEach(i -> factors.add(noise.get(i, sample).dividedBy(first.get(sample))));
    }
    return factors;
  }

  /** All ties, as before the first sample. */
  long ties() {
    int count = orbits.stream().mapToInt(orbit -> orbit.size() - 1).sum();
    return (1L << count) - 1;
  }

  /** Whether a choice at a place keeps tied units in order. */
  boolean allows(int place, long mask, long ties) {
    int[] here = pairs.get(place);
    for (int k = 0; k < here.length; k += 3) {
      if ((ties >> here[k + 2] & 1) == 1
          && (mask >> here[k] & 1) == 0
          && (mask >> here[k + 1] & 1) == 1) {
        return false;
      }
    }
    return true;
  }

  /** The ties that are left after an allowed choice. */
  long after(int place, long mask, long ties) {
    int[] here = pairs.get(place);
    long left = ties;
    for (int k = 0; k < here.length; k += 3) {
      long differ = (mask >> here[k] ^ mask >> here[k + 1]) & 1;
      left &= ~(differ << here[k + 2]);
    }
    return left;
  }

  /** The ties after any choices, allowed or not, at the first places. */
  long after(long[] masks, int length) {
    long ties = ties();
    for (int place = 0; place < length; place++) {
      ties = after(place, masks[place], ties);
    }
    return ties;
  }

  /**
   * The number of ways to choose for all samples from a place on.
   *
   * <p>A run of m tied units has C(2^n + m - 1, m) arrangements on n samples on which they are
   * free; scaled classes leave out those in which all units alive on a sample have slope s, which
   * are counted by inclusion and exclusion over samples of equal alive units.
   */
  BigInteger countFrom(int place, long ties) {
    if (classes == SlopeClasses.FOLDED) {
      int[] free = new int[units];
      for (int m = Math.max(1, place); m < alive.size(); m++) {
        alive.get(m).stream().skip(1).forEach(unit -> free[unit]++);
      }
      return arrangements(free, ties);
    }
    if (orbits.isEmpty()) {
      BigInteger count = BigInteger.ONE;
      for (int m = place; m < alive.size(); m++) {
        count = count.multiply(classes.count(alive.get(m).size(), m == 0));
      }
      return count;
    }
    Map<List<Integer>, Integer> groups = groups(place);
    int[] free = new int[units];
    groups.forEach((here, count) -> here.forEach(unit -> free[unit] += count));
    return excluding(new ArrayList<>(groups.entrySet()), 0, free, ties);
  }

  private BigInteger excluding(
      List<Map.Entry<List<Integer>, Integer>> groups, int at, int[] free, long ties) {
    if (at == groups.size()) {
      return arrangements(free, ties);
    }
    List<Integer> here = groups.get(at).getKey();
    int size = groups.get(at).getValue();
    BigInteger sum = BigInteger.ZERO;
    BigInteger sign = BigInteger.ONE;
    for (int t = 0; t <= size; t++) {
      BigInteger term = excluding(groups, at + 1, free, ties);
      sum = sum.add(term.multiply(sign).multiply(binomial(BigInteger.valueOf(size), t)));
      sign = sign.negate();
      here.forEach(unit -> free[unit]--);
    }
    here.forEach(unit -> free[unit] += size + 1);
    return sum;
  }

  /** Equal samples from a place on, by the units alive on them. */
  private Map<List<Integer>, Integer> groups(int place) {
    Map<List<Integer>, Integer> groups = new LinkedHashMap<>();
    alive.stream()
        .skip(place)
        .filter(here -> !here.isEmpty())
        .forEach(here -> groups.merge(here, 1, Integer::sum));
    return groups;
  }

  private long terms(int place) {
    long terms = 1;
    for (int count : orbits.isEmpty() ? List.<Integer>of() : List.copyOf(groups(place).values())) {
      terms = Math.min(Long.MAX_VALUE / (count + 1), terms) * (count + 1);
    }
    return classes == SlopeClasses.FOLDED ? 1 : terms;
  }

  private BigInteger arrangements(int[] free, long ties) {
    BigInteger count = BigInteger.ONE;
    boolean[] inOrbit = new boolean[units];
    int bit = 0;
    for (List<Integer> orbit : orbits) {
      int run = 1;
      for (int k = 0; k < orbit.size(); k++) {
        inOrbit[orbit.get(k)] = true;
        boolean tied = k + 1 < orbit.size() && (ties >> bit++ & 1) == 1;
        if (tied) {
          run++;
        } else {
          BigInteger rows = BigInteger.ONE.shiftLeft(free[orbit.get(k)]);
          count = count.multiply(binomial(rows.add(BigInteger.valueOf(run - 1L)), run));
          run = 1;
        }
      }
    }
    for (int i = 0; i < units; i++) {
      count = inOrbit[i] ? count : count.shiftLeft(free[i]);
    }
    return count;
  }

  private static BigInteger binomial(BigInteger n, int k) {
    BigInteger value = BigInteger.ONE;
    for (int j = 0; j < k; j++) {
      value = value.multiply(n.subtract(BigInteger.valueOf(j))).divide(BigInteger.valueOf(j + 1L));
    }
    return value;
  }
}
