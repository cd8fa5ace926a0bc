package org.dlmcert.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.dlmcert.task.Workers;

/**
 * The census: every choice of an open cell for each hidden unit, decided exactly.
 *
 * <p>Result and certificate do not depend on the workers ({@link ChoiceBlocks}). Finished blocks go
 * to a {@link Checkpoint}, if there is one, and those that it has are not decided again.
 */
public final class Census {
  private final CensusProblem problem;
  private final Limits limits;
  private final Progress progress;
  private final Optional<Checkpoint> checkpoint;

  /**
   * What a census may spend.
   *
   * @param maxChoices the most choices of a cell for each unit
   * @param workers who decides them
   */
  public record Limits(int maxChoices, Workers workers) {
    public Limits {
      if (maxChoices < 0) {
        throw new IllegalArgumentException("maxChoices ≥ 0 expected, got " + maxChoices);
      }
    }

    /** With so many threads. */
    public Limits(int maxChoices, int threads) {
      this(maxChoices, new Threads(threads));
    }
  }

  /** How a census ended. */
  public sealed interface Outcome {}

  /** Every choice is decided. */
  public record Complete(CensusResult result) implements Outcome {}

  /**
   * There are more choices than the limit.
   *
   * @param choices their number; empty if already the cells of one unit are too many
   */
  public record TooMany(Optional<BigInteger> choices) implements Outcome {}

  /** Prepares a census. */
  public Census(
      CensusProblem problem, Limits limits, Optional<Checkpoint> checkpoint, Progress progress) {
    this.problem = problem;
    this.limits = limits;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /**
   * Decides every choice.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome run() throws InterruptedException {
    progress.stage("cells of one unit", Progress.UNKNOWN);
    // c cells and D units give at least c choices.
    Optional<UnitCells> found = UnitCells.of(problem.inputs(), limits.maxChoices(), progress::step);
    if (found.isEmpty()) {
      return new TooMany(Optional.empty());
    }
    UnitCells cells = found.get();
    BigInteger choices = problem.multisets(cells.size());
    if (choices.compareTo(BigInteger.valueOf(limits.maxChoices())) > 0) {
      return new TooMany(Optional.of(choices));
    }
    List<String> answers =
        new ChoiceBlocks(problem, cells.size(), choices.intValueExact(), limits.workers())
            .decide(
                new CellDecider(problem, cells),
                "choices of a cell for each unit",
                checkpoint,
                progress);
    return new Complete(CensusResult.of(problem, cells, CellDecider.field().modulus(), answers));
  }
}
