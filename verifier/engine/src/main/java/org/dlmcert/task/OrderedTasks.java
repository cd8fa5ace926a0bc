package org.dlmcert.task;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.dlmcert.progress.Tasks;

/**
 * Tasks 0, 1, 2, … that several threads take from one row, in order. The first task that finds
 * something is the answer: those after it become pointless, those before it are finished, so that
 * the answer does not depend on the threads.
 *
 * <p>One row in order instead of a queue for each thread that others steal from: a search that ends
 * at task t then costs the first t tasks, not parts of everything.
 */
public final class OrderedTasks {
  private final int count;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean interrupted;

  /** Does tasks, for one thread. */
  public interface Worker {
    /**
     * Does a task; true if it found something. It may give up once the task is pointless.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    boolean finds(int task) throws InterruptedException;
  }

  /** Makes a worker for a thread, on that thread. */
  @FunctionalInterface
  public interface Supply {
    /**
     * Makes one.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    Worker worker() throws InterruptedException;
  }

  public OrderedTasks(int count) {
    this.count = count;
  }

  /** Whether a task need not be finished: an earlier one found something, or all was stopped. */
  public boolean isPointless(int task) {
    return interrupted
        || first.get() < task
        || (count == 1 && Thread.currentThread().isInterrupted());
  }

  /** Whether the calling thread was interrupted, and the tasks were not finished. */
  public boolean wasInterrupted() {
    return interrupted;
  }

  /**
   * Does the tasks; a single one in the calling thread.
   *
   * @param workers makes one worker for each thread
   * @return the first task that found something
   */
  public OptionalInt run(int threads, Supply workers) {
    if (count == 1) {
      workAlone(workers);
      interrupted |= first.get() > 0 && Thread.currentThread().isInterrupted();
    } else {
      runOnThreads(Math.min(threads, count), workers);
    }
    int found = first.get();
    return found == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private void workAlone(Supply workers) {
    try {
      work(workers.worker());
    } catch (InterruptedException e) {
      interrupted = true;
      Thread.currentThread().interrupt();
    }
  }

  private void work(Worker worker) throws InterruptedException {
    for (int task = next.getAndIncrement();
        task < count && !isPointless(task);
        task = next.getAndIncrement()) {
      if (worker.finds(task)) {
        first.accumulateAndGet(task, Math::min);
      }
    }
  }

  private void runOnThreads(int threads, Supply workers) {
    Callable<Boolean> worker =
        () -> {
          work(workers.worker());
          return true;
        };
    try {
      Tasks.run(Math.max(1, threads), Collections.nCopies(threads, worker).iterator());
    } catch (InterruptedException e) {
      interrupted = true;
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      interrupted = true;
      throw e;
    }
  }
}
