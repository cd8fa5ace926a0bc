package org.dlmcert.certify;

import java.time.Duration;

/**
 * A part of the time that is left, for one method: when it is over, the thread that has it is
 * interrupted, unless the share was closed before. Closing takes back an interruption of its own.
 */
final class TimeShare implements AutoCloseable {
  private final Thread worker = Thread.currentThread();
  private final Thread watch;
  private boolean over;
  private boolean closed;

  private TimeShare(Duration length) {
    watch = new Thread(() -> watch(length), "dlmcert-time-share");
    watch.setDaemon(true);
  }

  /** Begins a share for the current thread. */
  static TimeShare begin(Duration length) {
    TimeShare share = new TimeShare(length);
    share.watch.start();
    return share;
  }

  private void watch(Duration length) {
    try {
      Thread.sleep(Math.max(0, length.toMillis()));
    } catch (InterruptedException e) {
      return; // closed in time
    }
    end();
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
    } else {
      watch.interrupt();
    }
  }
}
