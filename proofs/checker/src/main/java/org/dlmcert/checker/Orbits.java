package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Units that may be exchanged, as their noise is the same up to a factor (format.md 5.15): of the
 * ways to exchange their slopes only the one in lexicographic order counts, 1 before s.
 *
 * <p>A pair of units that follow each other in an orbit is <em>tied</em> on a path while both have
 * the same slopes; a set of tied pairs is a mask.
 */
final class Orbits {
  /** With more pairs the sets of tied pairs could not be counted. */
  private static final int MOST_PAIRS = 24;

  private final List<int[]> pairs; // positions in J

  private Orbits(List<int[]> pairs) {
    this.pairs = pairs;
  }

  /** Reads disjoint index sets of units of J, in the order of their first units. */
  static Orbits read(CanonicalReader in, int[] units, int most) {
    List<int[]> pairs = new ArrayList<>();
    boolean[] used = new boolean[units.length];
    int[] first = {-1};
    in.list(
        () -> {
          int[] orbit = in.indexSet(most);
          int before = -1;
          for (int unit : orbit) {
            int position = Arrays.binarySearch(units, unit);
            if (position < 0 || used[position]) {
              throw in.malformed("unit " + unit + " is not in J, or in two orbits");
            }
            used[position] = true;
            if (before >= 0) {
              pairs.add(new int[] {before, position});
            }
            before = position;
          }
          if (orbit.length < 2 || orbit[0] <= first[0] || pairs.size() > MOST_PAIRS) {
            throw in.malformed(
                "orbits of two units or more, by their first units, 25 pairs at most");
          }
          first[0] = orbit[0];
          return orbit;
        });
    return new Orbits(pairs);
  }

  /** Rejects the orbits unless the noise rows of each pair agree as the classes demand. */
  void check(BlockColumns columns, boolean folded, Steps steps) {
    for (int[] pair : pairs) {
      steps.work().add(columns.size());
      boolean allowed =
          folded
              ? pair[0] != 0 && (agree(columns, pair, 1) || agree(columns, pair, -1))
              : multiples(columns, pair, steps);
      steps.require(
          allowed,
          "orbits",
          () -> "the units at " + pair[0] + " and " + pair[1] + " of J may not be exchanged");
    }
  }

  private static boolean agree(BlockColumns columns, int[] pair, int sign) {
    boolean agree = true;
    for (int n = 0; n < columns.size(); n++) {
      Rational other = columns.noise(pair[1], n);
      Rational signed =
          sign > 0 ? other : new Rational(other.numerator().negate(), other.denominator());
      agree &= columns.noise(pair[0], n).equals(signed);
    }
    return agree;
  }

  /** Whether one row is a nonzero multiple of the other: e_i(m)·e_j(n) = e_j(m)·e_i(n). */
  private static boolean multiples(BlockColumns columns, int[] pair, Steps steps) {
    int m = 0;
    while (m < columns.size() && columns.noise(pair[0], m).signum() == 0) {
      m++;
    }
    boolean multiples = m == columns.size() || columns.noise(pair[1], m).signum() != 0;
    for (int n = 0; multiples && n < columns.size(); n++) {
      Rational one = columns.noise(pair[0], n);
      Rational other = columns.noise(pair[1], n);
      if (m == columns.size()) {
        multiples = other.signum() == 0;
      } else {
        long length = Work.length(one.numerator()) + Work.length(one.denominator());
        steps
            .work()
            .add(2, length, Work.length(other.numerator()) + Work.length(other.denominator()));
        multiples =
            columns.noise(pair[0], m).times(other).equals(columns.noise(pair[1], m).times(one));
      }
    }
    return multiples;
  }

  /** Returns the set of all pairs: none has slopes yet. */
  long allTied() {
    return (1L << pairs.size()) - 1;
  }

  /** Whether a choice is in order after a path; the mask has a bit for each unit with slope s. */
  boolean allows(long tied, long mask) {
    boolean allowed = true;
    for (int k = 0; k < pairs.size(); k++) {
      boolean first = (mask >>> pairs.get(k)[0] & 1) == 1;
      boolean second = (mask >>> pairs.get(k)[1] & 1) == 1;
      allowed &= (tied >>> k & 1) == 0 || !first || second;
    }
    return allowed;
  }

  /** Returns the pairs that are still tied after the choice. */
  long tiedAfter(long tied, long mask) {
    long after = tied;
    for (int k = 0; k < pairs.size(); k++) {
      long differ = mask >>> pairs.get(k)[0] ^ mask >>> pairs.get(k)[1];
      after &= ~((differ & 1) << k);
    }
    return after;
  }

  /** Returns how many ways there are of choosing a class for every sample, in order. */
  BigInteger choices(SlopeClasses classes, int samples, Work work) {
    if (pairs.isEmpty() || samples == 0) {
      return classes.choices(samples);
    }
    if (classes.units() + pairs.size() >= Long.SIZE - 2) {
      return BigInteger.ONE.shiftLeft(Long.SIZE);
    }
    work.add(samples, 1L << classes.units() + pairs.size());
    Map<Long, BigInteger> ways = Map.of(allTied(), BigInteger.ONE);
    for (int n = 0; n < samples; n++) {
      Map<Long, BigInteger> next = new HashMap<>();
      for (Map.Entry<Long, BigInteger> way : ways.entrySet()) {
        for (long c = 0; c < classes.count(n); c++) {
          long mask = classes.mask(c);
          if (!classes.isLeftOut(c) && allows(way.getKey(), mask)) {
            next.merge(tiedAfter(way.getKey(), mask), way.getValue(), BigInteger::add);
          }
        }
      }
      ways = next;
    }
    return ways.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
