package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;

/**
 * The first patterns of a tree, divided into subtrees below the choices for the first few samples.
 *
 * <p>Threads take the subtrees from one row, in order: there are hundreds of them, so that no
 * thread waits long for another, and when one holds a deficient pattern only those before it have
 * to be finished. The first deficient pattern in the order of the tree is the answer, whatever the
 * threads do.
 */
final class Division {
  /** Smaller trees are not divided. */
  private static final long UNDIVIDED = 1L << 16;

  private static final int TASKS = 512;

  /** Subtrees are not made smaller than about this. */
  private static final long SMALL = 1L << 12;

  /** Few samples with very many choices each are left in large tasks. */
  private static final int MOST_TASKS = 1 << 16;

  private final GradientFamily family;
  private final SampleOrder order;
  private final PrimeAttempts attempts;
  private final List<Task> tasks;
  private final AtomicInteger primesUsed = new AtomicInteger(1);
  private final AtomicLong done = new AtomicLong();
  private final Map<Integer, ActivationPattern> deficient = new ConcurrentHashMap<>();

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
    this.family = family;
    this.order = order;
    this.attempts = attempts;
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
  Ending run(int threads, Progress progress) {
    OrderedTasks row = new OrderedTasks(tasks.size());
    OptionalInt end = row.run(threads, () -> worker(row, progress));
    if (row.wasInterrupted()) {
      return new Interrupted(done.get());
    }
    return end.isPresent()
        ? Optional.ofNullable(deficient.get(end.getAsInt()))
            .<Ending>map(Deficient::new)
            .orElseGet(OutOfPrimes::new)
        : new Independent(primesUsed.get());
  }

  private OrderedTasks.Worker worker(OrderedTasks row, Progress progress) {
    AtomicInteger current = new AtomicInteger();
    Subtrees subtrees = new Subtrees(family, order, attempts, () -> row.isPointless(current.get()));
    return index -> {
      current.set(index);
      Task task = tasks.get(index);
      Subtrees.Ending ending =
          subtrees.search(task.masks, task.masks.length, task.whole ? Descent.ALL : task.patterns);
      primesUsed.accumulateAndGet(subtrees.primesUsed(), Math::max);
      if (ending == Subtrees.Ending.INDEPENDENT) {
        progress.step(done.addAndGet(task.patterns));
      }
      subtrees.deficient().ifPresent(pattern -> deficient.put(index, pattern));
      return ending == Subtrees.Ending.DEFICIENT || ending == Subtrees.Ending.OUT_OF_PRIMES;
    };
  }
}
