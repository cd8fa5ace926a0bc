package org.dlmcert.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.progress.Progress;

/**
 * How the census of minima grows with inputs, hidden units and samples. Prints two Markdown tables:
 * the census, and the worst minimum from single units. Random-integer instances (numbers up to 9,
 * or to 9999 for more than 12 samples, slope 1/2), the median of the seeds 1, …, SEEDS after one
 * run to warm up, certificates not included. Arguments: threads (default 1).
 */
public final class CensusGrowth {
  private static final int SEEDS = 3;
  private static final int MOST_CHOICES = 1_000_000;

  /** d_0, d_1, N. */
  private static final int[][] SHAPES = {
    {2, 1, 20},
    {2, 1, 100},
    {2, 2, 4},
    {2, 2, 6},
    {2, 2, 12},
    {2, 2, 24},
    {2, 3, 6},
    {2, 3, 12},
    {3, 2, 6},
    {3, 2, 8},
    {3, 3, 5},
    {4, 2, 6}
  };

  /** d_0, N. */
  private static final int[][] WORST = {{2, 100}, {2, 400}, {3, 50}, {3, 100}, {3, 200}};

  private CensusGrowth() {}

  public static void main(String[] args) throws InterruptedException {
    int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    System.out.println("| d_0 | d_1 | N | noise | sign vectors | cells | seconds | cells/s |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int[] shape : SHAPES) {
      for (boolean noise : new boolean[] {false, true}) {
        census(shape, noise, threads);
      }
    }
    System.out.println();
    System.out.println("| d_0 | N | sign vectors | seconds for the worst minimum |");
    System.out.println("|---|---|---|---|");
    for (int[] shape : WORST) {
      worst(shape[0], shape[1], threads);
    }
  }

  private static void census(int[] shape, boolean noise, int threads) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    Optional<CensusResult> last = Optional.empty();
    for (int seed = 0; seed <= SEEDS; seed++) {
      CensusProblem problem =
          CensusProblem.of(instance(shape[0], shape[1], shape[2], noise, Math.max(seed, 1)));
      long start = System.nanoTime();
      Census.Outcome outcome =
          new Census(
                  problem,
                  new Census.Limits(MOST_CHOICES, threads),
                  Optional.empty(),
                  Progress.NONE)
              .run();
      if (seed > 0) {
        times.add(System.nanoTime() - start);
      }
      last = Optional.of(((Census.Complete) outcome).result());
    }
    CensusResult result = last.orElseThrow();
    double seconds = median(times);
    double cells = result.cellsWithNonzeroOutput().add(result.cellsWithZeroOutput()).doubleValue();
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %s | %d | %.0f | %.3f | %.0f |%n",
        shape[0],
        shape[1],
        shape[2],
        noise ? "given" : "none",
        result.cells().size(),
        cells,
        seconds,
        cells / seconds);
  }

  private static void worst(int inputs, int samples, int threads) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    int cells = 0;
    for (int seed = 0; seed <= SEEDS; seed++) {
      CensusProblem problem =
          CensusProblem.of(instance(inputs, 2, samples, false, Math.max(seed, 1)));
      long start = System.nanoTime();
      cells =
          WorstMinimum.of(problem, MOST_CHOICES, threads, Progress.NONE)
              .orElseThrow()
              .cells()
              .size();
      if (seed > 0) {
        times.add(System.nanoTime() - start);
      }
    }
    System.out.printf(
        Locale.ROOT, "| %d | %d | %d | %.3f |%n", inputs, samples, cells, median(times));
  }

  private static Instance instance(int inputs, int units, int samples, boolean noise, long seed) {
    Network network = new Network(List.of(inputs, units, 1), Rational.of(1, 2), false);
    // larger numbers where small ones would give parallel inputs
    Instance given = new RandomInstance(network, samples, samples > 12 ? 9999 : 9).of(seed);
    return noise
        ? given
        : new Instance(
            Optional.empty(), network, given.dataset(), List.of(LayerNoise.NONE), Optional.empty());
  }

  private static double median(List<Long> times) {
    Collections.sort(times);
    return times.get(times.size() / 2) / 1e9;
  }
}
