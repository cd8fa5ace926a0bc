package org.dlmcert.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.ReportVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says to right and wrong command lines. */
class CommandLineTest {

  private static Captured run(String... args) {
    return Captured.run(TrialCommands.ALL, args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "--help --version"})
  void versionIsOneLine(String args) {
    Captured result = run(args.split(" "));
    assertThat(result.exitCode()).as(args).isZero();
    assertThat(result.err()).isEmpty();
    if (!args.contains("help")) {
      assertThat(result.out()).matches("dlmcert [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
    }
  }

  @Test
  void publicEntryKnowsTheVersionToo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.run(new String[] {"--version"}, out, OutputStream.nullOutputStream())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("dlmcert ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help"})
  void helpListsTheCommands(String args) {
    Captured result = run(args.split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("conclude", "Ends with a verdict.", "Exit codes:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"make --help", "make -h", "help make", "make --help --json"})
  void helpOfACommandListsAllItsOptions(String args) {
    Captured result = run(args.split(" "));
    assertThat(result.exitCode()).as(args).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("--json", "--quiet", "--force", "--timeout", "--threads", "--certificate", "-o,")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--nonsense",
        "nonsense",
        "conclud",
        "conclude",
        "conclude DONE MORE",
        "conclude MAYBE",
        "conclude --nonsense DONE",
        "conclude DONE --jso",
        "conclude DONE --threads",
        "conclude DONE --threads x",
        "conclude DONE --threads 0",
        "conclude DONE --threads -3",
        "conclude DONE --threads 99999999999",
        "conclude DONE --threads 2 --threads 3",
        "conclude DONE --timeout 90",
        "conclude DONE --timeout 0s",
        "conclude DONE --timeout -1s",
        "conclude DONE --timeout 1.5h",
        "conclude DONE --timeout 99999999999999999999s",
        "conclude DONE --timeout 1001h",
        "make -o",
        "make -o a\0b",
        "make -o .",
        "make -o /",
        "make -o no/such/directory/file",
        "help nonsense"
      })
  void wrongUsageIsOneClearMessage(String args) {
    Captured result = run(args.isEmpty() ? new String[0] : args.split(" "));
    assertThat(result.exitCode()).as(args + "\n" + result.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("dlmcert: ").doesNotContain("Exception", "java", "\tat ");
    assertThat(result.err().lines().count()).isLessThan(10);
  }

  @Test
  void misspeltCommandIsSuggested() {
    assertThat(run("conclud").err()).contains("unknown command 'conclud'", "did you mean conclude");
    assertThat(run("make", "--outptu", "x").err()).contains("unknown option '--outptu'");
  }

  @Test
  void argumentFilesAreNotExpanded() {
    assertThat(run("@conclude").err()).contains("unknown command '@conclude'");
  }

  @ParameterizedTest
  @EnumSource(ReportVerdict.class)
  void everyVerdictHasItsExitCode(ReportVerdict verdict) {
    Captured result = run("conclude", verdict.name());
    int expected =
        switch (verdict) {
          case CERTIFIED, ACCEPTED, GLOBAL_MINIMUM, LOCAL_MINIMUM, ALL_GLOBAL, NONE, DONE -> 0;
          case REFUTED, REJECTED, NOT_CRITICAL, SADDLE, BAD_MINIMA -> 1;
          case UNDECIDED, NOT_CHECKED, NOT_DIFFERENTIABLE, SECOND_ORDER_STATIONARY -> 3;
        };
    assertThat(result.exitCode()).isEqualTo(expected);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(verdict == ReportVerdict.DONE ? "a line for people" : verdict + "\n");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() {
    Captured result = run("conclude", "REFUTED", "--json", "--threads", "3");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches(
            "\\{\"command\":\"conclude\",\"version\":\"[^\"]+\",\"verdict\":\"REFUTED\","
                + "\"elapsed_seconds\":[0-9]+\\.[0-9]{3},\"certificate\":null,"
                + "\"text\":\"é \\\\\"quoted\\\\\"\\\\n\",\"count\":3,\"big\":9223372036854775807,"
                + "\"flag\":true,\"missing\":null,\"list\":\\[1,\"1/2\",null,\\[\\]\\],"
                + "\"map\":\\{\"a\":\\[0,1\\]\\},\"threads\":3\\}\n");
  }

  @Test
  void jsonOfUndecidedSaysWhy() {
    Captured result = run("conclude", "UNDECIDED", "--json");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .endsWith(
            ",\"limit\":\"patterns: 100\",\"tried\":[\"looking (2 of 3)\"],"
                + "\"would_decide\":\"a larger --max-patterns\"}\n");
  }

  @Test
  void documentIsTheWholeOutput() {
    assertThat(run("print")).isEqualTo(new Captured(0, "{\"widths\":[1,2,1]}\n", ""));
    Captured json = run("print", "--json");
    assertThat(json.exitCode()).isEqualTo(2);
    assertThat(json.out()).isEmpty();
  }

  @Test
  void verdictIsColouredOnATerminalOnly() {
    Terminal terminal = new Terminal(true, false, 80);
    assertThat(Captured.run(TrialCommands.ALL, terminal, "conclude", "REFUTED").out())
        .startsWith("\u001b[1;31mREFUTED\u001b[0m\n");
    assertThat(Captured.run(TrialCommands.ALL, terminal, "conclude", "DONE", "--json").out())
        .doesNotContain("\u001b");
  }

  @Test
  void readerWhoLeavesIsNoError() {
    assertThat(runInto("Broken pipe")).isEqualTo(new Captured(1, "", ""));
  }

  @Test
  void fullDiskIsAnError() {
    Captured result = runInto("No space left on device");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("standard output: cannot be written: no space left");
  }

  private static Captured runInto(String reason) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            List.of(new CommandGroup("Trial", TrialCommands.ALL)),
            new String[] {"conclude", "REFUTED"},
            new StandardStreams(broken, err, Terminal.NONE));
    return new Captured(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }
}
