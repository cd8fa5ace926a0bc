package org.dlmcert.census;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.dlmcert.progress.Progress;

/** Independent tasks on several threads, with the results in the order of the tasks. */
final class OrderedTasks {
  private static final int BATCH = 64;

  private OrderedTasks() {}

  /**
   * The results of tasks 0, …, count - 1.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  static <T> List<T> run(int count, int threads, IntFunction<T> task, Progress progress)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, OrderedTasks::daemon);
    AtomicLong done = new AtomicLong();
    try {
      List<Future<List<T>>> batches = new ArrayList<>();
      for (int from = 0; from < count; from += BATCH) {
        int first = from;
        int last = Math.min(count, from + BATCH);
        Callable<List<T>> batch =
            () -> {
              List<T> results = new ArrayList<>();
              for (int k = first; k < last; k++) {
                if (Thread.interrupted()) {
                  throw new InterruptedException();
                }
                results.add(task.apply(k));
              }
              progress.step(done.addAndGet(results.size()));
              return results;
            };
        batches.add(pool.submit(batch));
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> batch : batches) {
        all.addAll(result(batch));
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  /** The result of a task, or what it threw. */
  static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dlmcert-census");
    thread.setDaemon(true);
    return thread;
  }
}
