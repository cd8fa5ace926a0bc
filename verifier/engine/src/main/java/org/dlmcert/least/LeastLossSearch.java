package org.dlmcert.least;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.dlmcert.task.Workers;

/**
 * Branch and bound for the least loss of one hidden layer (Land &amp; Doig 1960; the lower bounds
 * are those of proofs/soundness.md, 30).
 *
 * <p>Good weights come first, from local search with fixed seeds. Then the tree grows in rounds:
 * the first open nodes of the tree, a fixed number of them, are explored independently, each up to
 * a fixed number of nodes, against the least loss known at the beginning of the round. So the
 * result depends neither on the workers nor on where a search was stopped and resumed. What was
 * bounded by a larger loss before stays bounded. The number of nodes is exponential in the number
 * of hidden units and in the dimension of the inputs, at worst.
 */
public final class LeastLossSearch {
  private static final int ROUND = 32;
  private static final int NODES = 256;
  private static final int DESCENT_STEPS = 60;
  private static final int FEWEST_STARTS = 24;
  private static final int MOST_STARTS = 600;

  /** Multiplications of the local search. */
  private static final double SEARCH_WORK = 3e8;

  private static final int POLISHED = 3;
  private static final double RELAXATION_STEPS = 20;
  private static final long SEED = 1605_08361L;

  private final LeastProblem exact;
  private final FloatProblem problem;
  private final Limits limits;
  private final Optional<Checkpoint> checkpoint;
  private final Progress progress;
  private final long began = System.nanoTime();

  /**
   * What a search may spend.
   *
   * @param maxNodes the most nodes of the tree
   * @param workers who explores
   * @param time the most time; with it the outcome may depend on the machine
   */
  public record Limits(long maxNodes, Workers workers, Optional<Duration> time) {
    public Limits(long maxNodes, Workers workers) {
      this(maxNodes, workers, Optional.empty());
    }

    /** With so many threads. */
    public Limits(long maxNodes, int threads) {
      this(maxNodes, new Threads(threads));
    }

    public Limits {
      if (maxNodes < 0) {
        throw new IllegalArgumentException("maxNodes ≥ 0 expected, got " + maxNodes);
      }
    }
  }

  /** How a search ended. */
  public sealed interface Outcome {}

  /** The least loss is known. */
  public record Complete(LeastLoss result) implements Outcome {}

  /** Weights with a smaller loss than those compared with, perhaps not the least. */
  public record Improved(Rational loss, Weights weights) implements Outcome {}

  /**
   * The time is over.
   *
   * @param loss the least loss that was found
   * @param weights weights that have it
   */
  public record OutOfTime(Rational loss, Weights weights) implements Outcome {}

  /**
   * The tree has more nodes than the limit.
   *
   * @param loss the least loss that was found
   * @param weights weights that have it
   */
  public record TooMany(Rational loss, Weights weights) implements Outcome {}

  /** Prepares a search. */
  public LeastLossSearch(
      CensusProblem problem, Limits limits, Optional<Checkpoint> checkpoint, Progress progress) {
    exact = new LeastProblem(problem);
    this.problem = new FloatProblem(exact);
    this.limits = limits;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /** The best weights known, and the sum of squared residuals that they have. */
  private record Incumbent(ScaledWeights point, Rational squares) {}

  /**
   * Finds the least loss.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome run() throws InterruptedException {
    return grow(start(), Rational.of(-1));
  }

  /**
   * Finds the least loss without a local search, from weights whose loss is near it.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome runFrom(Weights given) throws InterruptedException {
    ScaledWeights point = exact.scaled(given);
    return grow(new Incumbent(point, exact.squaresAt(point)), Rational.of(-1));
  }

  /**
   * Finds whether some weights have a smaller loss than the given ones, and ends where it finds
   * such weights.
   *
   * @return {@link Complete} with the loss of the given weights, if it is the least
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome compare(Weights given) throws InterruptedException {
    ScaledWeights point = exact.scaled(given);
    Incumbent known = new Incumbent(point, exact.squaresAt(point));
    Incumbent found = start();
    return grow(found.squares().compareTo(known.squares()) < 0 ? found : known, known.squares());
  }

  /** Grows the tree, until it is complete or the loss falls below the threshold. */
  private Outcome grow(Incumbent known, Rational threshold) throws InterruptedException {
    Incumbent best = known;
    progress.stage("tree of signs", Progress.UNKNOWN);
    Map<Integer, List<String>> before = checkpoint.map(Checkpoint::blocks).orElse(Map.of());
    List<String> tree =
        List.of(new BoundStep.Open(SignState.none(exact.units(), exact.samples())).text());
    int block = 0;
    boolean open = true;
    while (open && !best.squares().isZero()) {
      Rational loss = exact.loss(best.squares());
      if (best.squares().compareTo(threshold) < 0) {
        return new Improved(loss, exact.original(best.point()));
      }
      if (isLate()) {
        return new OutOfTime(loss, exact.original(best.point()));
      }
      if (tree.size() > limits.maxNodes()) {
        return new TooMany(loss, exact.original(best.point()));
      }
      List<Exploration.Result> round = round(tree, best, block, before);
      block += round.size();
      tree = grown(tree, round);
      for (Exploration.Result result : round) {
        if (result.better().isPresent()) {
          Rational squares = exact.squaresAt(result.better().get());
          if (squares.compareTo(best.squares()) < 0) {
            best = new Incumbent(result.better().get(), squares);
          }
        }
      }
      open = tree.stream().anyMatch(step -> step.charAt(0) == 'o');
      progress.step(tree.size());
    }
    if (best.squares().compareTo(threshold) < 0) {
      return new Improved(exact.loss(best.squares()), exact.original(best.point()));
    }
    return new Complete(
        LeastLoss.of(
            exact.problem(),
            exact.original(best.point()),
            exact.loss(best.squares()),
            best.squares().isZero() ? List.of() : tree));
  }

  private static List<String> grown(List<String> tree, List<Exploration.Result> round) {
    List<String> next = new ArrayList<>(tree.size() + round.size() * NODES);
    int at = 0;
    for (String step : tree) {
      if (step.charAt(0) == 'o' && at < round.size()) {
        next.addAll(round.get(at++).steps());
      } else {
        next.add(step);
      }
    }
    return next;
  }

  private boolean isLate() {
    return limits.time().filter(most -> System.nanoTime() - began > most.toNanos()).isPresent();
  }

  /**
   * About how many multiplications a node takes, at most: to be asked before a search of a large
   * network.
   */
  public static double operationsPerNode(CensusProblem problem) {
    double units = problem.units();
    double d = problem.dimensions();
    return RELAXATION_STEPS
        * (problem.samples() * units * units * (d * d + units) + Math.pow(units * d, 3));
  }

  private List<Exploration.Result> round(
      List<String> tree, Incumbent best, int firstBlock, Map<Integer, List<String>> before)
      throws InterruptedException {
    List<SignState> open =
        tree.stream()
            .filter(step -> step.charAt(0) == 'o')
            .limit(ROUND)
            .map(step -> ((BoundStep.Open) BoundStep.parse(step)).state())
            .toList();
    double floatSquares = problem.floatSquares(best.squares());
    AtomicLong nodes = new AtomicLong(tree.size());
    Exploration.Result[] results = new Exploration.Result[open.size()];
    List<Integer> places = new ArrayList<>();
    List<ExplorationWork.Start> starts = new ArrayList<>();
    for (int k = 0; k < open.size(); k++) {
      List<String> known = before.get(firstBlock + k);
      if (known == null) {
        places.add(k);
        starts.add(new ExplorationWork.Start(open.get(k).text(), best.squares(), floatSquares));
      } else {
        results[k] = ExplorationText.parse(known);
        progress.step(nodes.addAndGet(results[k].steps().size()));
      }
    }
    List<ArrayList<String>> found =
        limits
            .workers()
            .run(
                new ExplorationWork(problem, NODES, this::isLate),
                starts,
                (task, words) -> {
                  checkpoint.ifPresent(file -> file.append(firstBlock + places.get(task), words));
                  progress.step(nodes.addAndGet(ExplorationText.steps(words)));
                  return false;
                });
    for (int k = 0; k < found.size(); k++) {
      results[places.get(k)] = ExplorationText.parse(found.get(k));
    }
    return List.of(results);
  }

  /** The best of some local searches, exactly; 0 everywhere if that is better. */
  private Incumbent start() throws InterruptedException {
    progress.stage("local search", Progress.UNKNOWN);
    int unknowns = problem.units * problem.d + 1;
    double work = (double) unknowns * unknowns * Math.max(1, problem.samples) * 20;
    int fewest = work > SEARCH_WORK ? 0 : FEWEST_STARTS;
    int starts = (int) Math.max(fewest, Math.min(MOST_STARTS, SEARCH_WORK / work));
    Random random = new Random(SEED);
    List<FloatDescent> found = new ArrayList<>();
    for (int k = 0; k < starts && !isLate(); k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      found.add(FloatDescent.random(problem, random).run(DESCENT_STEPS));
      progress.step(k + 1L);
    }
    found.sort((a, b) -> Double.compare(a.squares, b.squares));
    int[] plus = new int[problem.units];
    Arrays.fill(plus, 1);
    FloatDescent zero = new FloatDescent(problem, plus, new double[problem.units][problem.d], 0);
    ConeProjection.Best best = ExactPolish.of(problem, zero);
    for (FloatDescent one : found.subList(0, Math.min(found.size(), POLISHED))) {
      ConeProjection.Best polished = ExactPolish.of(problem, one);
      best = polished.squares().compareTo(best.squares()) < 0 ? polished : best;
    }
    return new Incumbent(best.point(), best.squares());
  }
}
