package org.dlmcert.app.run;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.dlmcert.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Progress bars with the time left, one per stage, on a terminal. Short stages show none. */
final class ProgressDisplay implements Progress, AutoCloseable {

  private static final int UPDATE_MILLIS = 250;
  private static final long SHORT_STAGE_NANOS = 400_000_000L;

  private final PrintStream terminal;
  private final int columns;
  private @Nullable ProgressBar bar;
  private boolean closed;

  ProgressDisplay(PrintStream terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  @Override
  public synchronized void stage(String name, long total) {
    endBar();
    if (!closed) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total > 0 ? total : -1)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new Line())
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public synchronized void step(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    endBar();
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** The one line of the terminal that a bar is drawn on, again and again. */
  private final class Line implements ProgressBarConsumer {

    private final long start = System.nanoTime();
    private boolean drawn;

    @Override
    public int getMaxRenderedLength() {
      return columns - 1;
    }

    @Override
    public void accept(String text) {
      if (System.nanoTime() - start >= SHORT_STAGE_NANOS) {
        terminal.print("\r" + text);
        terminal.flush();
        drawn = true;
      }
    }

    @Override
    public void clear() {
      if (drawn) {
        terminal.print("\r" + " ".repeat(columns - 1) + "\r");
        terminal.flush();
      }
    }

    @Override
    public void close() {}
  }
}
