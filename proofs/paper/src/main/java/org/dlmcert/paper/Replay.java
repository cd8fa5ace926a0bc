package org.dlmcert.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.paper.Transcript.Check;
import org.dlmcert.paper.Transcript.Control;
import org.dlmcert.paper.Transcript.Line;

/**
 * A statement that has been replayed.
 *
 * @param conclusion in one sentence, what was seen if all went well
 */
public record Replay(Statement statement, List<Line> lines, Optional<String> conclusion) {
  public Replay {
    lines = List.copyOf(lines);
  }

  /** Replays a statement. */
  public static Replay of(Statement statement, Extent extent) {
    Transcript transcript = new Transcript();
    statement.replay(transcript, extent);
    return new Replay(statement, transcript.lines(), transcript.conclusion());
  }

  /**
   * Whether the statement stood: there was a check and a control, every check held and every
   * control broke, and it was said what was seen.
   */
  public boolean passed() {
    return objections().isEmpty();
  }

  /** What was seen; of a statement that did not pass, what speaks against it. */
  public String evidence() {
    return passed() ? conclusion.orElse("") : String.join("; ", objections());
  }

  private List<String> objections() {
    List<String> all = new ArrayList<>();
    for (Check check : checks()) {
      if (!check.holds()) {
        all.add("does not hold: " + check.what());
      }
    }
    for (Control control : controls()) {
      if (!control.breaks()) {
        all.add("control does not break: " + control.dropped());
      }
    }
    if (checks().isEmpty()) {
      all.add("nothing was checked");
    }
    if (controls().isEmpty()) {
      all.add("no hypothesis was dropped");
    }
    if (conclusion.isEmpty()) {
      all.add("nothing was concluded");
    }
    return all;
  }

  public List<Check> checks() {
    return lines.stream().filter(Check.class::isInstance).map(Check.class::cast).toList();
  }

  public List<Control> controls() {
    return lines.stream().filter(Control.class::isInstance).map(Control.class::cast).toList();
  }
}
