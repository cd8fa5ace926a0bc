package org.dlmcert.certify.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
    /** Does a task; true if it found something. It may give up once the task is pointless. */
    boolean finds(int task);
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
  public OptionalInt run(int threads, Supplier<? extends Worker> workers) {
    if (count == 1) {
      work(workers.get());
      interrupted |= first.get() > 0 && Thread.currentThread().isInterrupted();
    } else {
      runOnThreads(Math.min(threads, count), workers);
    }
    int found = first.get();
    return found == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private void work(Worker worker) {
    for (int task = next.getAndIncrement();
        task < count && !isPointless(task);
        task = next.getAndIncrement()) {
      if (worker.finds(task)) {
        first.accumulateAndGet(task, Math::min);
      }
    }
  }

  private void runOnThreads(int threads, Supplier<? extends Worker> workers) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads), OrderedTasks::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int k = 0; k < threads; k++) {
        running.add(pool.submit(() -> work(workers.get())));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      interrupted = true;
      throw rethrown(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dlmcert-search");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException fault
        ? fault
        : new IllegalStateException(e.getCause());
  }
}
