package org.dlmcert.checker.pattern;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.BlockColumns;

/**
 * All choices of slopes, or those of a part of them, one after the other: depth first over the
 * columns, without recursion. With several outputs a sample has several columns; the first chooses
 * the slopes for all of them.
 *
 * <p>A path that is dependent modulo one prime is tried modulo the next, from its first sample on,
 * and what lies below it modulo that prime and those after it: modulo the primes before, everything
 * below is dependent as well.
 */
public final class PatternTree {
  private final int levels;
  private final int outputs;
  private final SlopeClasses classes;
  private final List<Integer> primes;
  private final IntFunction<ModularPrefix> elimination;
  private final ModularPrefix[] prefixes;
  private final long length;
  private final TreeShare share;
  private final Steps steps;
  // For each level the choice that is next, and which of the primes holds the path above it.
  private final long[] choice;
  private final int[] prime;

  PatternTree(
      BlockColumns columns, TreeShare share, List<Integer> primes, Rational slope, Steps steps) {
    SlopeClasses classes = share.classes();
    this.levels = columns.size();
    this.outputs = columns.outputs();
    this.classes = classes;
    this.primes = primes;
    this.elimination =
        q -> new ModularPrefix(primes.get(q), columns, classes.units(), slope, steps.work());
    this.prefixes = new ModularPrefix[primes.size()];
    this.length = columns.length();
    this.share = share;
    this.steps = steps;
    this.choice = new long[levels];
    this.prime = new int[levels];
  }

  /**
   * Rejects the evidence unless every choice of the part gives independent columns modulo some
   * prime.
   */
  void requireEveryChoiceIndependent() {
    int level = levels == 0 ? -1 : 0;
    while (level >= 0) {
      long count = isTied(level) ? choice[level - 1] + 1 : classes.count(level / outputs);
      if (level == levels - 1) {
        tryLeaves(level, count);
        level = up(level);
      } else if (choice[level] == count) {
        level = up(level);
      } else if (classes.isLeftOut(choice[level]) || isOfAnotherPart(level)) {
        choice[level]++;
      } else {
        long mask = classes.mask(choice[level]);
        int q = prime[level];
        boolean independent = prefix(q).push(level, mask);
        prime[level + 1] = independent ? q : laterPrime(level, q);
        choice[level + 1] = isTied(level + 1) ? choice[level] : 0;
        level++;
      }
    }
  }

  /** Whether a path ends at the level, and is not of the part that is checked. */
  private boolean isOfAnotherPart(int level) {
    return level == (share.divided() - 1) * outputs && !share.holds(choice, outputs);
  }

  /** Whether the column at the level is of the same sample as the one before it. */
  private boolean isTied(int level) {
    return level % outputs != 0;
  }

  private int up(int level) {
    if (level > 0) {
      choice[level - 1]++;
    }
    return level - 1;
  }

  private void tryLeaves(int level, long count) {
    int q = prime[level];
    long c = prefix(q).nextDependent(classes, choice[level], count);
    while (c < count) {
      choice[level] = c;
      laterPrime(level, q);
      c = prefix(q).nextDependent(classes, c + 1, count);
    }
  }

  /** Finds a prime after the given one modulo which the path down to the level is independent. */
  private int laterPrime(int level, int from) {
    for (int q = from + 1; q < primes.size(); q++) {
      steps.work().add(level + 1L, levels, classes.units(), length);
      int n = 0;
      while (n <= level && prefix(q).push(n, classes.mask(choice[n]))) {
        n++;
      }
      if (n > level) {
        return q;
      }
    }
    throw new Rejection(
        steps.kind(), "evidence.primes", "no prime shows full column rank for " + describe(level));
  }

  private ModularPrefix prefix(int q) {
    if (prefixes[q] == null) {
      steps.work().add(levels, levels, classes.units(), length);
      prefixes[q] = elimination.apply(q);
    }
    return prefixes[q];
  }

  /** The path down to a level: for each sample 1 for the units with slope 1, 0 for those with s. */
  private String describe(int level) {
    return IntStream.rangeClosed(0, level / outputs)
        .mapToObj(n -> classes.describe(choice[n * outputs]))
        .collect(Collectors.joining(",", "the pattern [", level < levels - 1 ? ",...]" : "]"));
  }
}
