package org.dlmcert.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
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
 * Patterns a second on one and two threads: 3×3, N = 9, slope 1/4 (2^27 patterns), warm. Prints the
 * least processor and wall seconds of some runs; on a busy machine only the first mean anything.
 * Arguments: runs (default 30).
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
      for (int run = 0; run < runs; run++) {
        double before = processorSeconds();
        long start = System.nanoTime();
        FullRankDecision.Outcome outcome =
            FullRankDecision.decide(
                claim, MethodName.TREE, new Budget(1L << 40, threads), Progress.NONE);
        wall = Math.min(wall, (System.nanoTime() - start) / 1e9);
        processor = Math.min(processor, processorSeconds() - before);
        if (!(outcome instanceof FullRankDecision.Decided)) {
          throw new IllegalStateException("not decided: " + outcome);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%d %.3f %.3f %.3g %.3g%n",
          threads,
          processor,
          wall,
          PATTERNS / processor,
          PATTERNS / wall);
    }
  }

  private static double processorSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
