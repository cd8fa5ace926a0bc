package org.dlmcert.task;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The threads of this process.
 *
 * @param threads their number, at least 1
 */
public record Threads(int threads) implements Workers {
  /** One thread. */
  public static final Threads ONE = new Threads(1);

  /**
   * @throws IllegalArgumentException unless there is one at least
   */
  public Threads {
    if (threads < 1) {
      throw new IllegalArgumentException("threads ≥ 1 expected, got " + threads);
    }
  }

  @Override
  public int size() {
    return threads;
  }

  @Override
  public <T extends Serializable, R extends Serializable> List<R> run(
      Work<T, R> work, List<T> tasks, Results<R> results) throws InterruptedException {
    AtomicReferenceArray<Optional<R>> found = new AtomicReferenceArray<>(tasks.size());
    OrderedTasks row = new OrderedTasks(tasks.size());
    int end =
        row.run(
                threads,
                () -> {
                  Work.Worker<T, R> worker = work.worker();
                  return task -> {
                    R result = worker.result(tasks.get(task), () -> row.isPointless(task));
                    if (row.isPointless(task)) {
                      return false;
                    }
                    found.set(task, Optional.of(result));
                    return results.ends(task, result);
                  };
                })
            .orElse(tasks.size() - 1);
    if (row.wasInterrupted()) {
      throw new InterruptedException();
    }
    return IntStream.rangeClosed(0, end).mapToObj(task -> found.get(task).orElseThrow()).toList();
  }

  /** Threads belong to the process. */
  @Override
  public void close() {}
}
