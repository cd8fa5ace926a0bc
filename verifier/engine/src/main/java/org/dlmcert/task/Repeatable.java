package org.dlmcert.task;

import java.io.Serializable;
import java.util.Optional;

/**
 * Work whose tasks and results have words, so that what is done can be written down and known again
 * in another process.
 *
 * @param <T> what distinguishes one task from the others
 * @param <R> what comes of a task
 */
public interface Repeatable<T extends Serializable, R extends Serializable> extends Work<T, R> {
  /** What the work is, without blanks: another word for any other work. */
  String word();

  /** What the task is, without blanks: another word for any other task of this work. */
  String wordOf(T task);

  /** The result without blanks; empty if it is to be found again. */
  Optional<String> wordOfResult(R result);

  /** The result of this word; empty if there is none. */
  Optional<R> resultOf(String word);
}
