package org.dlmcert.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

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
      List<Statement> statements, Extent extent, int threads, IntConsumer progress)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, Replays::daemon);
    try {
      AtomicInteger done = new AtomicInteger();
      List<Future<Replay>> running = new ArrayList<>();
      for (Statement statement : statements) {
        running.add(
            pool.submit(
                () -> {
                  Replay replay = Replay.of(statement, extent);
                  progress.accept(done.incrementAndGet());
                  return replay;
                }));
      }
      List<Replay> replays = new ArrayList<>();
      for (Future<Replay> one : running) {
        replays.add(one.get());
      }
      return replays;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dlmcert-replay");
    thread.setDaemon(true);
    return thread;
  }
}
