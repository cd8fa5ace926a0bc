package org.dlmcert.progress;

import java.util.concurrent.CancellationException;

/** How long loops end early: whoever no longer wants the result interrupts the thread. */
public final class Interruption {
  private Interruption() {}

  /**
   * To be called now and then.
   *
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
