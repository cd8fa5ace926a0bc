package org.dlmcert.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Independent tasks on several threads, with the results in the order of the tasks. The threads are
 * daemons of one pool that all parts of the program share; nothing else begins a thread.
 */
public final class Tasks {
  private static final ExecutorService POOL = Executors.newCachedThreadPool(Tasks::daemon);

  private Tasks() {}

  /**
   * Does tasks, begun in their order and one after the other on each thread.
   *
   * @param tasks asked for the next one when a thread is free, by one thread at a time
   * @return the results in the order of the tasks, whatever the number of threads
   * @throws InterruptedException if the calling thread is interrupted; then the tasks are, too
   */
  public static <T> List<T> run(int threads, Iterator<? extends Callable<T>> tasks)
      throws InterruptedException {
    Row<T> row = new Row<>(tasks);
    List<Future<Void>> workers = new ArrayList<>();
    try {
      for (int k = 0; k < threads; k++) {
        workers.add(POOL.submit(row));
      }
      for (Future<Void> worker : workers) {
        finish(worker);
      }
    } finally {
      workers.forEach(worker -> worker.cancel(true));
    }
    return row.results();
  }

  /**
   * The same for a list of tasks.
   *
   * @param progress hears how many are done, in a stage that has begun
   */
  public static <T> List<T> run(int threads, List<? extends Callable<T>> tasks, Progress progress)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    return run(
        threads,
        tasks.stream()
            .<Callable<T>>map(
                task ->
                    () -> {
                      T result = task.call();
                      progress.step(done.incrementAndGet());
                      return result;
                    })
            .iterator());
  }

  /** Begins one task; to cancel it is to interrupt its thread. */
  public static <T> Future<T> begin(Callable<T> task) {
    return POOL.submit(task);
  }

  /** Does something after a time, on a thread of the pool. */
  public static void after(Duration time, Runnable action) {
    CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, POOL).execute(action);
  }

  /** Waits for the end; what a task has thrown is thrown here. */
  private static void finish(Future<Void> worker) throws InterruptedException {
    try {
      worker.get();
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

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dlmcert-task");
    thread.setDaemon(true);
    return thread;
  }

  /** The tasks, and what has come of them so far; each worker calls it once. */
  private static final class Row<T> implements Callable<Void> {
    private final Iterator<? extends Callable<T>> tasks;
    private final List<Optional<T>> results = new ArrayList<>();
    private boolean stopped;

    Row(Iterator<? extends Callable<T>> tasks) {
      this.tasks = tasks;
    }

    private record Numbered<T>(int number, Callable<T> task) {}

    private synchronized Optional<Numbered<T>> next() {
      if (stopped || !tasks.hasNext()) {
        return Optional.empty();
      }
      results.add(Optional.empty());
      return Optional.of(new Numbered<>(results.size() - 1, tasks.next()));
    }

    private synchronized void done(int number, T result) {
      results.set(number, Optional.of(result));
    }

    private synchronized void stop() {
      stopped = true;
    }

    synchronized List<T> results() {
      return results.stream().map(Optional::orElseThrow).toList();
    }

    @Override
    @SuppressWarnings("NullAway") // there is no other value of Void
    public Void call() throws Exception {
      boolean whole = false;
      try {
        for (Optional<Numbered<T>> one = next(); one.isPresent(); one = next()) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          done(one.get().number(), one.get().task().call());
        }
        whole = true;
        return null;
      } finally {
        if (!whole) {
          stop(); // no other thread begins another task
        }
      }
    }
  }
}
