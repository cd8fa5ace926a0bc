package org.dlmcert.census;

import java.io.Serializable;
import java.util.function.Function;

/** How choices are decided. It can be sent to other machines, and never changes. */
@FunctionalInterface
public interface Decider extends Serializable {
  /**
   * What decides one choice, and says it in a line of text; for several threads.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Function<int[], String> decision() throws InterruptedException;
}
