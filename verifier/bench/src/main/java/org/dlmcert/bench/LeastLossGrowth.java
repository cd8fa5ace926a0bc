package org.dlmcert.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.exact.Rational;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.least.LeastLossSearch;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.progress.Progress;

/**
 * How the search for the least loss grows with samples, inputs and hidden units, beside random
 * restarts of a local search in doubles (for the value) and a list of all choices of faces and
 * signs with an exact linear program for each (for the time). Random-integer instances without
 * noise, slope 1/10, numbers up to 20, seed 1; certificates not included. Prints a Markdown table.
 * Arguments: threads (default 1), the most samples (default 80).
 */
public final class LeastLossGrowth {
  private static final long MOST_NODES = 1_000_000;
  private static final int MOST_CHOICES = 20_000;
  private static final int RESTARTS = 1000;

  /** How near the least loss a restart has to end to count. */
  private static final double NEAR = 1e-6;

  /** d_0, d_1, N. */
  private static final int[][] SHAPES = {
    {2, 1, 20},
    {2, 1, 40},
    {2, 1, 80},
    {2, 2, 6},
    {2, 2, 10},
    {2, 2, 20},
    {2, 3, 8},
    {2, 3, 12},
    {3, 1, 20},
    {3, 1, 40},
    {3, 1, 80}
  };

  private LeastLossGrowth() {}

  public static void main(String[] args) throws InterruptedException {
    int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    int most = args.length < 2 ? 80 : Integer.parseInt(args[1]);
    System.out.println(
        "| d_0 | d_1 | N | products | nodes | vectors | seconds | least loss | best of "
            + RESTARTS
            + " restarts above it | restarts that reach it | choices | seconds for all |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    row(SHAPES[0], threads); // to warm up
    for (int[] shape : SHAPES) {
      if (shape[2] <= most) {
        System.out.println(row(shape, threads));
      }
    }
  }

  private static String row(int[] shape, int threads) throws InterruptedException {
    Network network = new Network(List.of(shape[0], shape[1], 1), Rational.of(1, 10), false);
    Instance given = new RandomInstance(network, shape[2], 20).of(1);
    CensusProblem problem =
        CensusProblem.of(
            new Instance(
                Optional.empty(),
                network,
                given.dataset(),
                List.of(LayerNoise.NONE),
                Optional.empty()));
    long start = System.nanoTime();
    LeastLoss least =
        ((LeastLossSearch.Complete)
                new LeastLossSearch(
                        problem,
                        new LeastLossSearch.Limits(MOST_NODES, threads),
                        Optional.empty(),
                        Progress.NONE)
                    .run())
            .result();
    double seconds = (System.nanoTime() - start) / 1e9;
    double loss = least.loss().numerator().doubleValue() / least.loss().denominator().doubleValue();
    RandomRestarts restarts = new RandomRestarts(problem, 1);
    double best = Double.POSITIVE_INFINITY;
    int reached = 0;
    for (int k = 0; k < RESTARTS; k++) {
      double found = restarts.next();
      best = Math.min(best, found);
      reached += found <= loss * (1 + NEAR) + NEAR ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %s | %d | %d | %.2f | %.5g | %.1e | %.1f %% | %s |",
        shape[0],
        shape[1],
        shape[2],
        least.products().map(Object::toString).orElse("?"),
        least.nodes(),
        least.vectors().size(),
        seconds,
        loss,
        Math.max(0, best / loss - 1),
        100.0 * reached / RESTARTS,
        enumeration(problem, threads));
  }

  private static String enumeration(CensusProblem problem, int threads)
      throws InterruptedException {
    long start = System.nanoTime();
    FaceCensus.Outcome outcome =
        new FaceCensus(
                problem, new Census.Limits(MOST_CHOICES, threads), Optional.empty(), Progress.NONE)
            .run();
    if (outcome instanceof FaceCensus.TooMany many) {
      return many.choices().map(Object::toString).orElse("?") + " | –";
    }
    long choices = ((FaceCensus.Complete) outcome).result().choices();
    return String.format(Locale.ROOT, "%d | %.2f", choices, (System.nanoTime() - start) / 1e9);
  }
}
