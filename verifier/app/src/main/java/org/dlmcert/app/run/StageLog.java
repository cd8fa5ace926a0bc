package org.dlmcert.app.run;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.progress.Progress;

/** Remembers the stages of a command for the report of a time-out, and passes them on. */
final class StageLog implements Progress {

  private final Progress next;
  private final List<String> finished = new ArrayList<>();
  private String current = "";
  private long total;
  private long done;

  StageLog(Progress next) {
    this.next = next;
  }

  @Override
  public void stage(String name, long total) {
    synchronized (this) {
      if (!current.isEmpty()) {
        finished.add(current);
      }
      current = name;
      this.total = total;
      done = 0;
    }
    next.stage(name, total);
  }

  @Override
  public void step(long done) {
    synchronized (this) {
      this.done = done;
    }
    next.step(done);
  }

  /** The stages so far, the last one with how far it came. */
  synchronized List<String> stages() {
    List<String> stages = new ArrayList<>(finished);
    if (!current.isEmpty()) {
      if (total > 0) {
        stages.add(current + " (" + done + " of " + total + ")");
      } else {
        stages.add(done > 0 ? current + " (" + done + " steps)" : current);
      }
    }
    return stages;
  }
}
