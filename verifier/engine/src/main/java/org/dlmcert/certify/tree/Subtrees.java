package org.dlmcert.certify.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;

/**
 * Searches subtrees, one at a time, and settles every doubt: patterns that look deficient modulo
 * one prime are tried modulo the next ones, and when that does not help over the rationals. What is
 * found depends on the subtree only. For use by one thread.
 */
final class Subtrees {
  /** After so many primes the rationals are asked. */
  private static final int PATIENCE = 2;

  private final GradientFamily family;
  private final SampleOrder order;
  private final PrimeAttempts attempts;
  private final BooleanSupplier stopped;
  private final List<Descent> descents = new ArrayList<>();
  private int primesUsed; // counted from the first, by all searches so far
  private Optional<ActivationPattern> deficient = Optional.empty();

  Subtrees(
      GradientFamily family, SampleOrder order, PrimeAttempts attempts, BooleanSupplier stopped) {
    this.family = family;
    this.order = order;
    this.attempts = attempts;
    this.stopped = stopped;
  }

  /** The first patterns, or {@link Descent#ALL}, that begin with these choices. */
  SubtreeWork.Found search(long[] masks, int length, long limit) {
    deficient = Optional.empty();
    if (settle(0, masks, length, limit)) {
      return new SubtreeWork.Independent(primesUsed);
    }
    if (deficient.isPresent()) {
      return new SubtreeWork.Deficient(deficient.get());
    }
    return stopped.getAsBoolean() ? new SubtreeWork.Stopped() : new SubtreeWork.OutOfPrimes();
  }

  private boolean settle(int from, long[] masks, int length, long limit) {
    long[] prefix = Arrays.copyOf(masks, length); // the descents go on with their own
    for (int k = from; ; k++) {
      Optional<Descent> descent = descent(k);
      if ((descent.isEmpty() || k == from + PATIENCE) && isDependent(prefix)) {
        deficient = Optional.of(order.pattern(prefix, length, family.units()));
        return false;
      }
      if (descent.isEmpty()) {
        return false;
      }
      if (descent.get().take(prefix, length)) {
        primesUsed = Math.max(primesUsed, k + 1);
        return descent.get().explore(length, limit);
      }
    }
  }

  private boolean isDependent(long[] prefix) {
    ActivationPattern pattern = order.pattern(prefix, prefix.length, family.units());
    return IntegerKernel.oneVector(family.cleared(pattern).columns(order.prefix(prefix.length)))
        .isPresent();
  }

  private Optional<Descent> descent(int k) {
    if (k == descents.size()) {
      attempts.get(k).ifPresent(g -> descents.add(new Descent(g, order, doubts(k))));
    }
    return k < descents.size() ? Optional.of(descents.get(k)) : Optional.empty();
  }

  private Descent.Doubts doubts(int k) {
    return new Descent.Doubts() {
      @Override
      public boolean settle(long[] masks, int length, long limit) {
        return Subtrees.this.settle(k + 1, masks, length, limit);
      }

      @Override
      public boolean stopped() {
        return stopped.getAsBoolean();
      }
    };
  }
}
