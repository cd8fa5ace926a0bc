package org.dlmcert.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Patterns a second on one and two threads: 3×3, N = 9, slope 1/4 (2^27 patterns), warm. A
 * measurement is some decisions one after the other, a second's work or so, and measurements of one
 * and of two threads take turns. Prints, for each number of threads, of one decision: the least
 * processor seconds of all threads of the program, the least wall seconds, the patterns to each of
 * these seconds, the least processor seconds of the calling thread and the busiest worker together
 * (as long as the work takes where every thread has a processor to itself), and the patterns to the
 * median of the processor seconds. Threads' times are told in nanoseconds, those of the process in
 * hundredths of a second; Java's compiler and collector, which have little to do here, are in the
 * latter only. On a busy machine the wall means nothing. Arguments: measurements (default 10).
 */
public final class TreeScaling {
  private static final int SAMPLES = 9;
  private static final double PATTERNS = Math.pow(2, 3 * SAMPLES);
  private static final int DECISIONS = 8;
  private static final int MOST_THREADS = 2;

  private TreeScaling() {}

  public static void main(String[] args) {
    int measurements = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    Network network = new Network(List.of(3, 3, 1), Rational.of(1, 4), false);
    FullRankClaim claim =
        FullRankClaim.of(new RandomInstance(network, SAMPLES, 100).of(1), PatternScope.ALL);
    List<List<Seconds>> found = new ArrayList<>();
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      measure(claim, threads); // to warm up
      found.add(new ArrayList<>());
    }
    for (int k = 0; k < measurements; k++) {
      for (int threads = 1; threads <= MOST_THREADS; threads++) {
        found.get(threads - 1).add(measure(claim, threads));
      }
    }
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      print(threads, found.get(threads - 1));
    }
  }

  /** The seconds of one decision. */
  private record Seconds(double processor, double wall, double longest) {}

  private static Seconds measure(FullRankClaim claim, int threads) {
    long all = 0;
    long wall = 0;
    long longest = 0;
    for (int k = 0; k < DECISIONS; k++) {
      Map<Long, Long> before = threadNanoseconds();
      long start = System.nanoTime();
      FullRankDecision.Outcome outcome =
          FullRankDecision.decide(
              claim, MethodName.TREE, new Budget(1L << 40, threads), Progress.NONE);
      wall += System.nanoTime() - start;
      Map<Long, Long> spent = threadNanoseconds();
      if (!(outcome instanceof FullRankDecision.Decided)) {
        throw new IllegalStateException("not decided: " + outcome);
      }
      spent.replaceAll((thread, time) -> time - before.getOrDefault(thread, 0L));
      long caller = spent.getOrDefault(Thread.currentThread().getId(), 0L);
      all += spent.values().stream().mapToLong(time -> time).sum();
      spent.remove(Thread.currentThread().getId());
      // The pool may give each decision to other threads.
      longest += caller + spent.values().stream().mapToLong(time -> time).max().orElse(0);
    }
    double unit = 1e9 * DECISIONS;
    return new Seconds(all / unit, wall / unit, longest / unit);
  }

  private static void print(int threads, List<Seconds> found) {
    double processor = sorted(found, Seconds::processor)[0];
    double wall = sorted(found, Seconds::wall)[0];
    System.out.printf(
        Locale.ROOT,
        "%d %.4f %.4f %.3g %.3g %.4f %.3g%n",
        threads,
        processor,
        wall,
        PATTERNS / processor,
        PATTERNS / wall,
        sorted(found, Seconds::longest)[0],
        PATTERNS / sorted(found, Seconds::processor)[found.size() / 2]);
  }

  private static double[] sorted(List<Seconds> found, ToDoubleFunction<Seconds> one) {
    return found.stream().mapToDouble(one).sorted().toArray();
  }

  /**
   * Of all threads that there are; those that work stay for a minute when they have nothing to do.
   */
  private static Map<Long, Long> threadNanoseconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> spent = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      spent.put(id, threads.getThreadCpuTime(id));
    }
    return spent;
  }
}
