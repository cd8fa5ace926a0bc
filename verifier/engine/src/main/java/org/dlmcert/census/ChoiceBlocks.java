package org.dlmcert.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Workers;

/**
 * Decides every choice of one of k things for each unit. Choices are dealt out in blocks to workers
 * and collected in order.
 */
public final class ChoiceBlocks {
  /** Choices in a block: what a killed process loses per thread; 30 ms for six unknowns. */
  public static final int SIZE = 64;

  private final CensusProblem problem;
  private final int things;
  private final int total;
  private final Workers workers;

  /**
   * Prepares.
   *
   * @param things the number k
   * @param total the number of choices
   */
  public ChoiceBlocks(CensusProblem problem, int things, int total, Workers workers) {
    this.problem = problem;
    this.things = things;
    this.total = total;
    this.workers = workers;
  }

  /**
   * The answers, one line of text for each choice, in order.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<String> decide(
      Decider decider, String stage, Optional<Checkpoint> checkpoint, Progress progress)
      throws InterruptedException {
    progress.stage(stage, total);
    Map<Integer, List<String>> blocks =
        new HashMap<>(checkpoint.map(Checkpoint::blocks).orElse(Map.of()));
    AtomicLong done = new AtomicLong(blocks.values().stream().mapToLong(List::size).sum());
    progress.step(done.get());
    int count = (total + SIZE - 1) / SIZE;
    List<Integer> open = new ArrayList<>();
    List<int[]> starts = new ArrayList<>();
    Choices choices = new Choices(problem, things);
    for (int block = 0; block < count; block++) {
      if (!blocks.containsKey(block)) {
        open.add(block);
        starts.add(choices.current());
      }
      choices.advance(SIZE);
    }
    List<ArrayList<String>> answers =
        workers.run(
            new BlockWork(problem, things, decider),
            starts,
            (task, result) -> {
              checkpoint.ifPresent(file -> file.append(open.get(task), result));
              progress.step(done.addAndGet(result.size()));
              return false;
            });
    for (int k = 0; k < open.size(); k++) {
      blocks.put(open.get(k), answers.get(k));
    }
    List<String> all = new ArrayList<>(total);
    for (int block = 0; block < count; block++) {
      all.addAll(blocks.getOrDefault(block, List.of()));
    }
    return all;
  }
}
