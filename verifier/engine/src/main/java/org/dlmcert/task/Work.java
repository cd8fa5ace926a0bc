package org.dlmcert.task;

import java.io.Serializable;
import java.util.function.BooleanSupplier;

/**
 * What tasks of one kind have in common, such as the instance that all of them are about.
 *
 * <p>It is sent once to every machine, so it is small and says only what the work is; what can be
 * derived from that is derived where the tasks are done. Never changed.
 *
 * @param <T> what distinguishes one task from the others: numbers or words
 * @param <R> what comes of a task, depending on the task and the work only
 */
public interface Work<T extends Serializable, R extends Serializable> extends Serializable {
  /**
   * Derives what the tasks need, for one thread.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Worker<T, R> worker() throws InterruptedException;

  /**
   * Does tasks one after the other, on one thread.
   *
   * @param <T> what distinguishes a task
   * @param <R> what comes of it
   */
  @FunctionalInterface
  interface Worker<T, R> {
    /**
     * Does a task.
     *
     * @param pointless whether nobody wants the result any more: then it may be any
     * @throws InterruptedException if the thread is interrupted
     */
    R result(T task, BooleanSupplier pointless) throws InterruptedException;
  }
}
