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
 * @param failure the exception that ended the replay, in words, if one did
 */
public record Replay(
    Statement statement, List<Line> lines, Optional<String> conclusion, Optional<String> failure) {
  /** How a replay ended. */
  public enum Result {
    /** Every check held and every control broke. */
    PASS,
    /** A check failed, a control did not break, or nothing was seen. */
    FAIL,
    /** An exception ended it. */
    ERROR
  }

  public Replay {
    lines = List.copyOf(lines);
  }

  /** Replays a statement. An exception ends this statement, not its caller; what was seen stays. */
  public static Replay of(Statement statement, Extent extent) {
    Transcript transcript = new Transcript();
    Optional<String> failure = Optional.empty();
    try {
      statement.replay(transcript, extent);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      failure = Optional.of(inWords(e));
    }
    return new Replay(statement, transcript.lines(), transcript.conclusion(), failure);
  }

  private static String inWords(Throwable e) {
    String kind = e.getClass().getSimpleName();
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  /** How it ended. */
  public Result result() {
    return failure.isPresent() ? Result.ERROR : passed() ? Result.PASS : Result.FAIL;
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
    failure.ifPresent(words -> all.add("stopped by an error: " + words));
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
    if (failure.isPresent()) {
      return all;
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
