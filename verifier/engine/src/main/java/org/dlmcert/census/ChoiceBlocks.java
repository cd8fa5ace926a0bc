package org.dlmcert.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/**
 * Decides every choice of one of k things for each unit. Choices are dealt out in blocks to threads
 * and collected in order.
 */
public final class ChoiceBlocks {
  /** Choices in a block: what a killed process loses per thread; 30 ms for six unknowns. */
  public static final int SIZE = 64;

  private final CensusProblem problem;
  private final int things;
  private final int total;
  private final int threads;

  /**
   * Prepares.
   *
   * @param things the number k
   * @param total the number of choices
   */
  public ChoiceBlocks(CensusProblem problem, int things, int total, int threads) {
    this.problem = problem;
    this.things = things;
    this.total = total;
    this.threads = threads;
  }

  /**
   * The answers, one line of text for each choice, in order.
   *
   * @param decision decides one choice; called by several threads
   * @throws InterruptedException if the thread is interrupted
   */
  public List<String> decide(
      Function<int[], String> decision,
      String stage,
      Optional<Checkpoint> checkpoint,
      Progress progress)
      throws InterruptedException {
    progress.stage(stage, total);
    Map<Integer, List<String>> before = checkpoint.map(Checkpoint::blocks).orElse(Map.of());
    Choices choices = new Choices(problem, things);
    AtomicLong done = new AtomicLong();
    Stream<Callable<List<String>>> blocks =
        IntStream.range(0, (total + SIZE - 1) / SIZE)
            .mapToObj(
                block -> {
                  int[] start = choices.current();
                  choices.advance(SIZE);
                  return () -> {
                    List<String> answers = before.get(block);
                    if (answers == null) {
                      answers = decideBlock(decision, start);
                      List<String> finished = answers;
                      checkpoint.ifPresent(file -> file.append(block, finished));
                    }
                    progress.step(done.addAndGet(answers.size()));
                    return answers;
                  };
                });
    return Tasks.run(threads, blocks.iterator()).stream().flatMap(List::stream).toList();
  }

  private List<String> decideBlock(Function<int[], String> decision, int[] start)
      throws InterruptedException {
    Choices choices = new Choices(problem, things, start);
    List<String> answers = new ArrayList<>(SIZE);
    for (int k = 0; k < SIZE && !choices.isExhausted(); k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      answers.add(decision.apply(choices.current()));
      choices.advance();
    }
    return answers;
  }
}
