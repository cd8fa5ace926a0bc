package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/**
 * The census: every choice of an open cell for each hidden unit, decided exactly.
 *
 * <p>Choices are dealt out in blocks to threads and collected in order, so that result and
 * certificate do not depend on their number. Finished blocks go to a {@link Checkpoint}, if there
 * is one, and those that it has are not decided again.
 */
public final class Census {
  /** Choices in a block: what a killed process loses per thread; 30 ms for six unknowns. */
  static final int BLOCK = 64;

  /** The format of checkpoints. */
  static final String CHECKPOINT = "dlmcert-census/1 " + BLOCK;

  private final CensusProblem problem;
  private final Limits limits;
  private final Progress progress;
  private final Optional<Checkpoint> checkpoint;

  /**
   * What a census may spend.
   *
   * @param maxChoices the most choices of a cell for each unit
   * @param threads the most threads
   */
  public record Limits(int maxChoices, int threads) {
    public Limits {
      if (maxChoices < 0 || threads < 1) {
        throw new IllegalArgumentException(
            "maxChoices ≥ 0 and threads ≥ 1 expected, got " + maxChoices + " and " + threads);
      }
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
    PrimeField field = PrimeField.largest();
    ChoiceDecision decision = new ChoiceDecision(new ScaledProblem(problem), cells, field);
    List<String> answers = decideAll(decision, cells, choices.intValueExact());
    return new Complete(CensusResult.of(problem, cells, field.modulus(), answers));
  }

  private List<String> decideAll(ChoiceDecision decision, UnitCells cells, int total)
      throws InterruptedException {
    progress.stage("choices of a cell for each unit", total);
    Map<Integer, List<String>> before = checkpoint.map(Checkpoint::blocks).orElse(Map.of());
    Choices choices = new Choices(problem, cells.size());
    AtomicLong done = new AtomicLong();
    Stream<Callable<List<String>>> blocks =
        IntStream.range(0, (total + BLOCK - 1) / BLOCK)
            .mapToObj(
                block -> {
                  int[] start = choices.current();
                  choices.advance(BLOCK);
                  return () -> {
                    List<String> answers =
                        before.containsKey(block)
                            ? before.get(block)
                            : decideBlock(decision, cells.size(), block, start);
                    progress.step(done.addAndGet(answers.size()));
                    return answers;
                  };
                });
    return Tasks.run(limits.threads(), blocks.iterator()).stream().flatMap(List::stream).toList();
  }

  private List<String> decideBlock(ChoiceDecision decision, int cells, int block, int[] start)
      throws InterruptedException {
    Choices choices = new Choices(problem, cells, start);
    List<String> answers = new ArrayList<>(BLOCK);
    for (int k = 0; k < BLOCK && !choices.isExhausted(); k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      answers.add(AnswerText.write(decision.decide(choices.current())));
      choices.advance();
    }
    checkpoint.ifPresent(file -> file.append(block, answers));
    return answers;
  }
}
