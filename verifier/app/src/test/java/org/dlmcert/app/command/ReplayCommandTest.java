package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.app.Captured;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Replay;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.statement.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** {@code dlmcert replay}: what it says of statements that stand and of others. */
final class ReplayCommandTest {
  @TempDir private Path folder;

  private static Captured run(String... args) {
    return Captured.run(List.of(ReplayCommand.class, BadReplay.class, ErringReplay.class), args);
  }

  @Test
  void aStatementThatStandsPasses() throws IOException {
    Path file = folder.resolve("transcript.md");
    Captured ran = run("replay", "fact-2", "--json", "--markdown", file.toString());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("\"verdict\":\"DONE\"")
        .contains(
            "\"statements\":[{\"id\":\"fact-2\",\"title\":\"Fact 2\",\"where\":\"section 4\","
                + "\"result\":\"PASS\",\"evidence\":\"rank N at ");
    assertThat(Files.readString(file))
        .startsWith("# The paper, replayed\n")
        .contains("| PASS | Fact 2 (`fact-2`) |", "## Fact 2 (`fact-2`): PASS\n", "B'∘C' (6×6):")
        .contains("1  0  0  0  0  0\n", "- control breaks: without N ≤ d_B·d_C");
  }

  @Test
  void theTranscriptIsTheSameForEveryNumberOfThreadsAndNotOverwritten() throws IOException {
    Path one = folder.resolve("one.md");
    Path four = folder.resolve("four.md");
    run("replay", "fact-2", "--threads", "1", "--markdown", one.toString());
    run("replay", "fact-2", "--threads", "4", "--markdown", four.toString());
    assertThat(four).hasSameTextualContentAs(one);
    Captured again = run("replay", "fact-2", "--markdown", one.toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("one.md: file exists; give --force");
    assertThat(again.out()).isEmpty();
  }

  @Test
  void anUnknownStatementIsBadUsage() {
    Captured ran = run("replay", "fact-2", "fact-3");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("replay: ID fact-3: one of ");
    Statements.ALL.forEach(statement -> assertThat(ran.err()).contains(statement.heading().id()));
    assertThat(ran.err().lines().count()).isLessThan(10);
  }

  @Test
  void statementsThatDoNotStandFail() throws IOException {
    Path file = folder.resolve("transcript.md");
    Captured ran = run("bad-replay", "-o", file.toString());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("REFUTED\nreplayed 3 statements: 1 PASS, 2 FAIL\n")
        .contains("PASS  Good   here")
        .contains("FAIL  False  here")
        .contains("does not hold: rank = 2, not 3")
        .contains("control does not break: without anything");
    assertThat(Files.readString(file))
        .contains("- **fails**: rank = 2, not 3\n")
        .contains("- **control does not break**: without anything\n")
        .contains("## False (`false`): FAIL\n");
    Captured json = run("bad-replay", "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.out()).contains("\"verdict\":\"REFUTED\"", "\"result\":\"FAIL\"");
  }

  /** An exception names its statement, refutes nothing, and lets the others run. */
  @Test
  void anErrorEndsItsStatementOnly() {
    Captured ran = run("erring-replay");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out())
        .startsWith("UNDECIDED\nreplayed 2 statements: 1 PASS, 1 ERROR\n")
        .contains("ERROR  Odd   here\n")
        .contains("stopped by an error: IllegalStateException: no such rank")
        .contains("PASS   Good  here\n");
    Captured json = run("erring-replay", "--json");
    assertThat(json.exitCode()).isEqualTo(3);
    assertThat(json.out())
        .contains(
            "\"verdict\":\"UNDECIDED\"",
            "\"result\":\"ERROR\",\"evidence\":\"stopped by an error: IllegalStateException: no such rank",
            "\"passed\":1,\"failed\":0,\"errors\":1,\"markdown\":null");
  }

  /** The page for people names every field of the JSON, and every result. */
  @Test
  void theGuideNamesTheFields() throws IOException {
    String page = Files.readString(Path.of("../../docs/guide/paper.md"));
    assertThat(page)
        .contains(
            "`id`, `title`, `where`, `result`, `evidence`, `checks`, `controls`",
            "`passed`, `failed`, `errors`",
            "`markdown`");
    for (Replay.Result result : Replay.Result.values()) {
      assertThat(page).contains(result.name() + ": ");
    }
  }

  /** A replay of two statements, of which the first throws. */
  @Command(name = "erring-replay")
  static final class ErringReplay implements Job {
    @Override
    public Report run(JobContext context) throws InterruptedException {
      return ReplayCommand.run(
          List.of(new Trial("Odd", -1, true), new Trial("Good", 2, true)),
          Extent.SMALL,
          Optional.empty(),
          context);
    }
  }

  /** A replay of statements of which two are wrong. */
  @Command(name = "bad-replay")
  static final class BadReplay implements Job {
    @picocli.CommandLine.Option(names = "-o")
    private Optional<Path> file = Optional.empty();

    @Override
    public Report run(JobContext context) throws InterruptedException {
      return ReplayCommand.run(
          List.of(
              new Trial("Good", 2, true), new Trial("False", 3, true), new Trial("Idle", 2, false)),
          Extent.SMALL,
          file,
          context);
    }
  }

  private record Trial(String title, int rank, boolean breaks) implements Statement {
    @Override
    public Heading heading() {
      return new Heading(
          title.toLowerCase(Locale.ROOT), title, "here", "2", "The rank is 2.", List.of(), "3");
    }

    @Override
    public void replay(Transcript transcript, Extent extent) {
      if (rank < 0) {
        throw new IllegalStateException("no such rank");
      }
      transcript.checkEqual("rank", rank, 2);
      transcript.control("without anything", breaks);
      transcript.conclude("a rank");
    }
  }
}
