package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;

/**
 * Whether all matrices of a {@link GradientFamily} with slope s ≠ 0 have full column rank, by a
 * tree over the samples (proofs/soundness.md, section 14). Both answers are exact.
 *
 * <p>The work is about D·N operations a node above the last two samples, and one multiplication or
 * two for each pattern class; see {@link Descent}. Subtrees are tasks of their own, and the answer,
 * down to the primes, depends on neither the number of threads nor their timing.
 */
public final class PatternTree {
  /** Smaller trees are not divided. */
  private static final BigInteger UNDIVIDED = BigInteger.ONE.shiftLeft(16);

  private static final long TASKS = 512;
  private static final int FIRST_LOOK = 3;
  private static final long MOST_NUMBERS = 1L << 25; // 256 MiB a thread

  private final GradientFamily family;
  private final Iterable<PrimeField> scaledPrimes;

  /** What the tree says. */
  public sealed interface Answer {}

  /** Every pattern has full column rank modulo one of the primes. */
  public record Independent(List<Integer> primes, SlopeClasses classes) implements Answer {
    public Independent {
      primes = List.copyOf(primes);
    }
  }

  /** This pattern's matrix has dependent columns. */
  public record Deficient(ActivationPattern pattern) implements Answer {}

  /** There are more patterns to try, up to symmetry, than were allowed. */
  public record TooMany(BigInteger needed) implements Answer {}

  /** The state of the search, N³·D/3 numbers at most, is more than is kept in memory. */
  public record TooLarge() implements Answer {}

  /** The thread was interrupted, and still is, when so many patterns had been tried. */
  public record Interrupted(long done, BigInteger needed) implements Answer {}

  /**
   * @throws IllegalArgumentException if the slope is zero
   */
  public PatternTree(GradientFamily family) {
    this(family, PrimeAttempts.scaled(family.slope()));
  }

  /** With primes to try first to last, for tests. */
  PatternTree(GradientFamily family, Iterable<PrimeField> scaledPrimes) {
    if (family.slope().isZero()) {
      throw new IllegalArgumentException("slope ≠ 0 expected");
    }
    this.family = family;
    this.scaledPrimes = scaledPrimes;
  }

  /** The number of patterns that have to be tried, up to symmetry. */
  public static BigInteger patterns(GradientFamily family) {
    return chosenOrder(family).countFrom(0);
  }

  /**
   * Tries all patterns.
   *
   * @param most the most patterns to try, counted up to symmetry
   */
  public Answer search(long most, int threads, Progress progress) {
    SampleOrder order = chosenOrder(family);
    BigInteger needed = order.countFrom(0);
    if (order.hasTooManyUnits() || needed.compareTo(BigInteger.valueOf(most)) > 0) {
      return new TooMany(needed);
    }
    if (Descent.numbers(order, family.rows()) > MOST_NUMBERS) {
      return new TooLarge();
    }
    IntegerMatrix ones = family.clearedOnes();
    if (isDependent(ones)) {
      return new Deficient(ActivationPattern.ones(family.samples(), family.units()));
    }
    if (order.classes() == SlopeClasses.FOLDED) {
      Optional<Answer> answer =
          run(order, ones, PrimeAttempts.folded(family.slope()), threads, progress);
      if (answer.isPresent()) {
        return answer.get();
      }
      order = SampleOrder.of(family, SlopeClasses.SCALED);
      needed = order.countFrom(0);
      if (needed.compareTo(BigInteger.valueOf(most)) > 0) {
        return new TooMany(needed);
      }
    }
    return run(order, ones, scaledPrimes, threads, progress).orElseThrow();
  }

  /**
   * Folded classes where a + b = 0, or has a prime factor p so large that none of the classes is
   * likely to be deficient modulo p by chance: one in p^(rows - N + 1) is.
   */
  private static SampleOrder chosenOrder(GradientFamily family) {
    SampleOrder folded = SampleOrder.of(family, SlopeClasses.FOLDED);
    boolean always = family.slope().numerator().equals(family.slope().denominator().negate());
    int excess = family.rows() - family.samples();
    for (PrimeField field : PrimeAttempts.folded(family.slope())) {
      if (always) {
        return folded;
      }
      BigInteger odds = BigInteger.valueOf(field.modulus()).pow(Math.max(0, excess + 1));
      if (folded.countFrom(0).shiftLeft(3).compareTo(odds) < 0) {
        return folded;
      }
    }
    return SampleOrder.of(family, SlopeClasses.SCALED);
  }

  private boolean isDependent(IntegerMatrix ones) {
    int looks = 0;
    for (PrimeField field : scaledPrimes) {
      if (ModularMatrix.of(field, ones).rank() == ones.columns()) {
        return false;
      }
      if (++looks == FIRST_LOOK) {
        break;
      }
    }
    return IntegerKernel.oneVector(ones).isPresent();
  }

  private Optional<Answer> run(
      SampleOrder order,
      IntegerMatrix ones,
      Iterable<PrimeField> primes,
      int threads,
      Progress progress) {
    PrimeAttempts attempts =
        new PrimeAttempts(primes, ones, family.slope(), order, family.inputs().rows());
    if (attempts.get(0).isEmpty()) {
      return Optional.empty();
    }
    long total = order.countFrom(0).longValueExact();
    progress.stage("patterns, up to symmetry", total);
    return new Division(order, attempts).run(total, threads, progress);
  }

  /** The subtrees below all choices for the first few samples, in order. */
  private final class Division {
    private final SampleOrder order;
    private final PrimeAttempts attempts;
    private final int depth;
    private final int tasks;
    private final AtomicInteger firstEnd = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger primesUsed = new AtomicInteger(1);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final List<Optional<Answer>> ends = new ArrayList<>();
    private volatile boolean interrupted;

    Division(SampleOrder order, PrimeAttempts attempts) {
      this.order = order;
      this.attempts = attempts;
      int places = 0;
      BigInteger count = BigInteger.ONE;
      if (order.countFrom(0).compareTo(UNDIVIDED) > 0) {
        while (places < order.size() - 2 && count.longValueExact() < TASKS) {
          BigInteger more = count.multiply(order.count(places));
          if (more.bitLength() > 20) {
            break; // few samples with very many choices each: tasks stay large
          }
          count = more;
          places++;
        }
      }
      this.depth = places;
      this.tasks = count.intValueExact();
    }

    Optional<Answer> run(long total, int threads, Progress progress) {
      if (tasks == 1) {
        work(progress);
      } else {
        runOnThreads(Math.min(threads, tasks), progress);
      }
      if (interrupted) {
        return Optional.of(new Interrupted(done.get(), BigInteger.valueOf(total)));
      }
      if (firstEnd.get() < Integer.MAX_VALUE) {
        return ends.get(0);
      }
      return Optional.of(new Independent(attempts.primes(primesUsed.get()), order.classes()));
    }

    private void runOnThreads(int threads, Progress progress) {
      ExecutorService pool = Executors.newFixedThreadPool(threads, Division::daemon);
      try {
        List<Future<?>> workers = new ArrayList<>();
        for (int k = 0; k < threads; k++) {
          workers.add(pool.submit(() -> work(progress)));
        }
        for (Future<?> worker : workers) {
          worker.get();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        interrupted = true;
        throw rethrown(e);
      } finally {
        pool.shutdownNow();
      }
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "dlmcert-patterns");
      thread.setDaemon(true);
      return thread;
    }

    private static RuntimeException rethrown(ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(e.getCause());
    }

    /** Takes tasks in order until there are none; every thread steals from the same row. */
    private void work(Progress progress) {
      AtomicInteger current = new AtomicInteger();
      Subtrees subtrees =
          new Subtrees(
              family,
              order,
              attempts,
              () ->
                  interrupted
                      || firstEnd.get() < current.get()
                      || (tasks == 1 && Thread.currentThread().isInterrupted()));
      long size = order.countFrom(depth).longValueExact();
      for (int task = next.getAndIncrement();
          task < tasks && task < firstEnd.get() && !interrupted;
          task = next.getAndIncrement()) {
        current.set(task);
        long[] masks = prefix(task);
        Subtrees.Ending ending = subtrees.search(masks, depth);
        if (ending == Subtrees.Ending.INDEPENDENT) {
          progress.step(done.addAndGet(size));
        } else if (ending != Subtrees.Ending.STOPPED) {
          end(task, subtrees.deficient().map(Deficient::new));
        } else if (tasks == 1) {
          interrupted = true;
        }
      }
      primesUsed.accumulateAndGet(subtrees.primesUsed(), Math::max);
    }

    private synchronized void end(int task, Optional<Answer> answer) {
      if (task < firstEnd.get()) {
        firstEnd.set(task);
        ends.clear();
        ends.add(answer);
      }
    }

    private long[] prefix(int task) {
      IntFunction<Integer> choices = place -> order.count(place).intValueExact();
      long[] masks = new long[depth];
      int rest = task;
      for (int place = depth - 1; place >= 0; place--) {
        masks[place] = order.classes().mask(rest % choices.apply(place), order.alive(place));
        rest /= choices.apply(place);
      }
      return masks;
    }
  }
}
