package org.dlmcert.task;

import java.io.Serializable;
import java.util.List;

/**
 * Who does tasks: the threads of this process, or the processes of a cluster. What comes of the
 * tasks, and so every byte that is made of it, does not depend on who does them, nor on how many.
 */
public interface Workers extends AutoCloseable {
  /** How many tasks are done at a time, about. */
  int size();

  /** How many threads this process may use for what is not divided into tasks. */
  int threads();

  /**
   * Does tasks, begun in their order.
   *
   * @param results hears of each task once; where a result ends the rest, of all tasks before it
   *     and perhaps of some after it
   * @return the results in the order of the tasks, up to the first that makes the later ones
   *     pointless
   * @throws InterruptedException if the thread is interrupted
   * @throws Lost if the machines of a cluster are no longer there
   */
  <T extends Serializable, R extends Serializable> List<R> run(
      Work<T, R> work, List<T> tasks, Results<R> results) throws InterruptedException;

  @Override
  void close();

  /** The machines of a cluster are no longer there; the message says what is known of it. */
  final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is known, in words for people. */
    public Lost(String message) {
      super(message);
    }
  }
}
