package org.dlmcert.certify;

import java.time.Duration;
import org.dlmcert.progress.Tasks;

/**
 * A part of the time that is left, for one method: when it is over, the thread that has it is
 * interrupted, unless the share was closed before. Closing takes back an interruption of its own.
 */
final class TimeShare implements AutoCloseable {
  private final Thread worker = Thread.currentThread();
  private boolean over;
  private boolean closed;

  private TimeShare() {}

  /** Begins a share for the current thread. */
  static TimeShare begin(Duration length) {
    TimeShare share = new TimeShare();
    Tasks.after(length, share::end);
    return share;
  }

  private synchronized void end() {
    if (!closed) {
      over = true;
      worker.interrupt();
    }
  }

  /** Whether the time was over before this share was closed. */
  synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (over) {
      Thread.interrupted();
    }
  }
}
