package org.dlmcert.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * Patterns a second on one and two threads: 3×3, N = 9, slope 1/4 (2^27 patterns), warm. Prints,
 * for each number of threads, the least of some runs in processor and wall seconds, the patterns to
 * each of these seconds, and the least processor seconds of the calling thread and the busiest
 * worker together: as long as the work takes where every thread has a processor to itself. On a
 * busy machine the wall means nothing. Arguments: runs (default 30).
 */
public final class TreeScaling {
  private static final int SAMPLES = 9;
  private static final double PATTERNS = Math.pow(2, 3 * SAMPLES);

  private TreeScaling() {}

  public static void main(String[] args) {
    int runs = args.length == 0 ? 30 : Integer.parseInt(args[0]);
    Network network = new Network(List.of(3, 3, 1), Rational.of(1, 4), false);
    FullRankClaim claim =
        FullRankClaim.of(new RandomInstance(network, SAMPLES, 100).of(1), PatternScope.ALL);
    for (int threads = 1; threads <= 2; threads++) {
      double processor = Double.POSITIVE_INFINITY;
      double wall = Double.POSITIVE_INFINITY;
      double longest = Double.POSITIVE_INFINITY;
      for (int run = 0; run < runs; run++) {
        Map<Long, Long> threadsBefore = threadNanoseconds();
        double before = processorSeconds();
        long start = System.nanoTime();
        FullRankDecision.Outcome outcome =
            FullRankDecision.decide(
                claim, MethodName.TREE, new Budget(1L << 40, threads), Progress.NONE);
        wall = Math.min(wall, (System.nanoTime() - start) / 1e9);
        processor = Math.min(processor, processorSeconds() - before);
        longest = Math.min(longest, longest(threadsBefore, threadNanoseconds()));
        if (!(outcome instanceof FullRankDecision.Decided)) {
          throw new IllegalStateException("not decided: " + outcome);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%d %.3f %.3f %.3g %.3g %.4f%n",
          threads,
          processor,
          wall,
          PATTERNS / processor,
          PATTERNS / wall,
          longest);
    }
  }

  /** Those of the calling thread and of the busiest other one between two times. */
  private static double longest(Map<Long, Long> before, Map<Long, Long> after) {
    long caller = Thread.currentThread().getId();
    long own = 0;
    long most = 0;
    for (Map.Entry<Long, Long> thread : after.entrySet()) {
      long spent = thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
      if (thread.getKey() == caller) {
        own = spent;
      } else {
        most = Math.max(most, spent);
      }
    }
    return (own + most) / 1e9;
  }

  private static Map<Long, Long> threadNanoseconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> spent = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      spent.put(id, threads.getThreadCpuTime(id));
    }
    return spent;
  }

  private static double processorSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
