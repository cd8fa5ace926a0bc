package org.dlmcert.paper;

import java.util.List;
import java.util.concurrent.Callable;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/** Statements replayed in parallel. */
public final class Replays {
  private Replays() {}

  /**
   * Replays the statements, and gives the results in their order. Nothing depends on the number of
   * threads but the time.
   *
   * @param progress hears how many are done
   * @throws InterruptedException if the thread is interrupted; the replays are then stopped
   */
  public static List<Replay> of(
      List<Statement> statements, Extent extent, int threads, Progress progress)
      throws InterruptedException {
    progress.stage("statements", statements.size());
    return Tasks.run(
        threads,
        statements.stream().<Callable<Replay>>map(s -> () -> Replay.of(s, extent)).toList(),
        progress);
  }
}
