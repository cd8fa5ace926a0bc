package org.dlmcert.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.report.ExitCode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands end that do not end well, and what becomes of their files. */
class CommandRunTest {

  @TempDir Path folder = Path.of("");

  private static Captured run(String... args) {
    return Captured.run(TrialCommands.ALL, args);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          usage,     fail: --slope 7/0: a number expected
          missing,   fail: a/b.json: no such file or directory
          denied,    fail: c.json: permission denied
          directory, fail: d: is a directory; a file was expected
          long,      fail: line
          """)
  void badInputIsOneMessage(String how, String message) throws IOException {
    Captured result = run("fail", how, "--json", "-o", folder.resolve("a").toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("dlmcert: " + message).doesNotContain("Exception");
    assertThat(result.err().lines().count()).isLessThan(10);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"otherwise", "deep"})
  void faultShowsItsTrace(String how) {
    Captured result = run("fail", how);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("java.lang.", "\tat org.dlmcert.app.run.TrialCommands", "fault");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "memory-below"})
  void endOfMemoryIsUndecided(String how) throws IOException {
    Captured result = run("fail", how, "--json", "-o", folder.resolve("a").toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "\"verdict\":\"UNDECIDED\"",
            "\"limit\":\"memory: a heap of at most ",
            "\"tried\":[\"first stage\",\"second stage (4 of 10)\"]",
            "\"would_decide\":\"more memory");
    assertThat(files()).isEmpty();
  }

  /** What is complete is not lost: the certificate stays, other outputs go. */
  @Test
  void aTimeOutDuringTheCheckKeepsTheCertificate() throws IOException {
    Path certificate = folder.resolve("c.cert");
    String[] command = {
      "prove", "--timeout", "100ms", "-o", folder.resolve("a").toString(), "--certificate", ""
    };
    command[6] = certificate.toString();
    Captured result = run(command);
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(result.out())
        .startsWith("UNDECIDED")
        .contains("complete and kept", "certificate: " + certificate, "would decide it: check ");
    assertThat(files()).containsExactly("c.cert");
    assertThat(Files.readString(certificate)).isEqualTo("proof");
    assertThat(run(command).err()).contains("file exists");
  }

  @Test
  void endOfMemoryWhileReportingIsUndecidedAndLeavesNoFile() throws IOException {
    Captured result = run("bloat", "--json", "-o", folder.resolve("a").toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(result.out())
        .contains("\"verdict\":\"UNDECIDED\"", "\"tried\":[\"writing the report\"]");
    assertThat(files()).isEmpty();
  }

  @Test
  void mistakeInACommandIsAFaultAndNotARefutation() {
    Captured result = Captured.run(List.of(TrialCommands.Clash.class), "clash");
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("\tat ", "fault of the program");
  }

  @Test
  @Timeout(20)
  void timeOutIsUndecidedEvenIfTheJobIsDeaf() throws IOException {
    Path file = folder.resolve("out");
    Captured result = run("wait", "--timeout", "200ms", "--json", "-o", file.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(result.err()).isEqualTo("dlmcert: waiting\n");
    assertThat(result.out())
        .contains(
            "\"verdict\":\"UNDECIDED\"",
            "\"certificate\":null",
            "\"limit\":\"time-out of 200ms\"",
            "\"tried\":[\"counting (7 steps)\"]",
            "\"would_decide\":\"a longer --timeout; or fewer samples\"");
    assertThat(files()).isEmpty();
  }

  @Test
  @Timeout(20)
  void timeOutInWords() {
    Captured result = run("wait", "--timeout", "100ms", "--quiet");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("UNDECIDED\n")
        .contains("limit reached: time-out of 100ms\n", "tried:\n  counting (7 steps)\n");
  }

  @Test
  @Timeout(20)
  void progressIsDrawnOnATerminalUnlessQuiet() {
    Terminal terminal = new Terminal(false, true, 80);
    String[] loud = {"wait", "--timeout", "2500ms"};
    String[] quiet = {"wait", "--timeout", "1s", "--quiet"};
    // Side by side, since each of them waits.
    CompletableFuture<Captured> silent =
        CompletableFuture.supplyAsync(() -> Captured.run(TrialCommands.ALL, terminal, quiet));
    CompletableFuture<Captured> plain =
        CompletableFuture.supplyAsync(() -> run("wait", "--timeout", "1s"));
    Captured drawn = Captured.run(TrialCommands.ALL, terminal, loud);
    assertThat(drawn.err()).contains("counting", "waiting");
    assertThat(drawn.out()).startsWith("UNDECIDED\n");
    assertThat(silent.join().err()).isEmpty();
    assertThat(plain.join().err()).isEqualTo("dlmcert: waiting\n");
  }

  @Test
  void filesAppearWholeAndTogether() throws IOException {
    Path made = folder.resolve("a file");
    Path certificate = folder.resolve("b");
    Captured result =
        run("make", "-o", made.toString(), "--certificate", certificate.toString(), "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"certificate\":\"" + certificate + "\"");
    assertThat(made).hasContent("contents");
    assertThat(certificate).hasContent("contents");
    assertThat(files()).containsExactly("a file", "b");
  }

  @Test
  void nothingIsWrittenIfTheJobFailsLater() throws IOException {
    Captured result = run("make", "-o", folder.resolve("a").toString(), "--then-fail");
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(files()).isEmpty();
  }

  @Test
  void existingFileIsRefusedBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path sign = folder.resolve("sign");
    Captured result = run("make", "-o", file.toString(), "--appear", sign.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(file + ": file exists; give --force");
    assertThat(file).hasContent("old");
    assertThat(sign).doesNotExist();
  }

  @Test
  void fileThatAppearsMeanwhileIsKept() throws IOException {
    Path file = folder.resolve("a");
    Captured result = run("make", "-o", file.toString(), "--appear", file.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(file).hasContent("someone else's");
    assertThat(files()).containsExactly("a");
  }

  @Test
  void forceReplacesRegularFilesOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertThat(run("make", "-o", file.toString(), "--force").exitCode()).isZero();
    assertThat(file).hasContent("contents");
    assertThat(files()).containsExactly("a");
    assertThat(run("make", "-o", folder.toString(), "--force").exitCode()).isEqualTo(2);
    Path nowhere = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(nowhere), "needs /dev/null");
    assertThat(run("make", "-o", nowhere.toString(), "--force").err()).contains("not a regular");
  }

  @Test
  void linkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(run("make", "-o", link.toString(), "--force").exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("contents");
  }

  @Test
  void oneFileForTwoOutputsIsRefused() throws IOException {
    String file = folder.resolve("a").toString();
    Captured result = run("make", "-o", file, "--certificate", file);
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err()).contains("named for two outputs");
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  @Timeout(60)
  void signalLeavesNoFile(String signal, int expected) throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/bin/sh")), "needs a POSIX system");
    Assumptions.assumeFalse(interruptIsIgnored(), "SIGINT is ignored here, and so in children");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TrialProgram.class.getName(), "wait"));
    command.addAll(List.of("-o", folder.resolve("a").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (files().isEmpty() && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertThat(files()).as("the temporary file").hasSize(1);
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(expected);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isEqualTo("dlmcert: waiting\n");
      assertThat(files()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether this process was started with SIGINT ignored, as shells do for background jobs. */
  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
