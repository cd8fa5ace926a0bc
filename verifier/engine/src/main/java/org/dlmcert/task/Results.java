package org.dlmcert.task;

/**
 * Hears what comes of tasks, in whatever order they end; called by several threads.
 *
 * @param <R> what comes of a task
 */
@FunctionalInterface
public interface Results<R> {
  /**
   * A task has ended.
   *
   * @param task its number, from 0
   * @return whether its result makes all tasks after it pointless
   */
  boolean ends(int task, R result);
}
