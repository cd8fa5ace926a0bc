package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Workers;

/**
 * The first patterns of a tree, divided into subtrees below the choices for the first few samples.
 *
 * <p>Workers take the subtrees from one row, in order: there are hundreds of them, so that none
 * waits long for another, and when one holds a deficient pattern only those before it have to be
 * finished. The first deficient pattern in the order of the tree is the answer, whatever the
 * workers do.
 */
final class Division {
  /** Smaller trees are not divided. */
  private static final long UNDIVIDED = 1L << 16;

  private static final int TASKS = 512;

  /** Subtrees are not made smaller than about this. */
  private static final long SMALL = 1L << 12;

  /** Few samples with very many choices each are left in large tasks. */
  private static final int MOST_TASKS = 1 << 16;

  private final SampleOrder order;
  private final SubtreeWork work;
  private final List<Task> tasks;

  /** What came of the patterns that were to be tried. */
  sealed interface Ending {}

  /** Each is independent modulo one of the first so many primes. */
  record Independent(int primes) implements Ending {}

  /** This one is not. */
  record Deficient(ActivationPattern pattern) implements Ending {}

  /** One is not modulo any prime there is. */
  record OutOfPrimes() implements Ending {}

  /** The thread was interrupted, and still is. */
  record Interrupted(long done) implements Ending {}

  /** The first patterns below some choices. */
  private static final class Task {
    final long[] masks;
    final long patterns;
    final boolean whole;

    Task(long[] masks, long patterns, boolean whole) {
      this.masks = masks;
      this.patterns = patterns;
      this.whole = whole;
    }
  }

  /**
   * Divides.
   *
   * @param most the number of patterns to try
   */
  Division(GradientFamily family, SampleOrder order, PrimeAttempts attempts, long most) {
    this.order = order;
    this.work = new SubtreeWork(family, order, attempts);
    Task all = task(new long[0], most);
    List<Task> division = List.of(all);
    for (int place = 0;
        all.patterns > UNDIVIDED
            && place < order.size() - 2
            && division.size() < TASKS
            && all.patterns / division.size() > SMALL;
        place++) {
      Optional<List<Task>> finer = divided(division, place);
      if (finer.isEmpty()) {
        break;
      }
      division = finer.get();
    }
    tasks = division;
  }

  private Task task(long[] masks, long most) {
    BigInteger count = order.countFrom(masks.length);
    boolean whole = count.compareTo(BigInteger.valueOf(most)) <= 0;
    return new Task(masks, whole ? count.longValueExact() : most, whole);
  }

  private Optional<List<Task>> divided(List<Task> division, int place) {
    List<Task> finer = new ArrayList<>();
    for (Task task : division) {
      long rest = task.patterns;
      for (long choice = 0; rest > 0; choice++) {
        long mask = order.classes().mask(choice, order.alive(place));
        if (order.visits(place, mask)) {
          long[] masks = Arrays.copyOf(task.masks, place + 1);
          masks[place] = mask;
          Task part = task(masks, rest);
          finer.add(part);
          rest -= part.patterns;
          if (finer.size() > MOST_TASKS) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(finer);
  }

  /** Tries them. */
  Ending run(Workers workers, Progress progress) {
    List<SubtreeWork.Part> parts =
        tasks.stream()
            .map(task -> new SubtreeWork.Part(task.masks, task.whole ? Descent.ALL : task.patterns))
            .toList();
    AtomicLong done = new AtomicLong();
    List<SubtreeWork.Found> found;
    try {
      found =
          workers.run(
              work,
              parts,
              (index, result) -> {
                if (result instanceof SubtreeWork.Independent) {
                  progress.step(done.addAndGet(tasks.get(index).patterns));
                }
                return result instanceof SubtreeWork.Deficient
                    || result instanceof SubtreeWork.OutOfPrimes;
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Interrupted(done.get());
    }
    SubtreeWork.Found last = found.get(found.size() - 1);
    if (last instanceof SubtreeWork.Deficient deficient) {
      return new Deficient(deficient.pattern());
    }
    if (last instanceof SubtreeWork.OutOfPrimes) {
      return new OutOfPrimes();
    }
    return new Independent(
        found.stream()
            .mapToInt(result -> ((SubtreeWork.Independent) result).primes())
            .max()
            .orElseThrow());
  }
}
