package org.dlmcert.paper;

import java.util.List;
import org.dlmcert.paper.Transcript.Check;
import org.dlmcert.paper.Transcript.Control;
import org.dlmcert.paper.Transcript.Line;

/**
 * A statement that has been replayed.
 *
 * @param evidence in one sentence, what was seen
 */
public record Replay(Statement statement, List<Line> lines, String evidence) {
  public Replay {
    lines = List.copyOf(lines);
  }

  /** Replays a statement. */
  public static Replay of(Statement statement, Extent extent) {
    Transcript transcript = new Transcript();
    statement.replay(transcript, extent);
    return new Replay(statement, transcript.lines(), transcript.conclusion().orElse(""));
  }

  /**
   * Whether the statement stood: there was a check and a control, every check held and every
   * control broke, and it was said what was seen.
   */
  public boolean passed() {
    return !checks().isEmpty()
        && !controls().isEmpty()
        && checks().stream().allMatch(Check::holds)
        && controls().stream().allMatch(Control::breaks)
        && !evidence.isEmpty();
  }

  public List<Check> checks() {
    return lines.stream().filter(Check.class::isInstance).map(Check.class::cast).toList();
  }

  public List<Control> controls() {
    return lines.stream().filter(Control.class::isInstance).map(Control.class::cast).toList();
  }
}
