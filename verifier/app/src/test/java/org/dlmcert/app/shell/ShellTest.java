package org.dlmcert.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion scripts and manual pages, read by the shells and by groff where they are there. */
class ShellTest {

  @TempDir private Path folder;

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** Standard output and standard error of a program, which has to end well. */
  private String output(String... words) throws IOException, InterruptedException {
    Path out = folder.resolve("output");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private Path script(String shell) throws IOException {
    Captured made = Program.run("completion", shell);
    assertThat(made.exitCode()).as(made.err()).isZero();
    return Files.writeString(folder.resolve("script"), made.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void shellsCanReadTheirScript(String shell) throws IOException, InterruptedException {
    Path script = script(shell);
    assertThat(Files.readString(script)).contains("certify", "patterns", "completion");
    assumeTrue(isThere(shell), shell + " is not installed");
    assertThat(output(shell, "-n", script.toString())).isEmpty();
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assumeTrue(isThere("bash"), "bash is not installed");
    String ask =
        "compopt() { :; }; source "
            + script("bash")
            + "; COMP_WORDS=(dlmcert certi); COMP_CWORD=1; _complete_dlmcert; echo ${COMPREPLY[@]}"
            + "; COMP_WORDS=(dlmcert certify --patt); COMP_CWORD=2; _complete_dlmcert; echo ${COMPREPLY[@]}";
    assertThat(output("bash", "--norc", "-c", ask).lines())
        .containsExactly("certify", "--patterns");
  }

  @Test
  void fishCompletesCommandsOptionsAndWords() throws IOException, InterruptedException {
    assumeTrue(isThere("fish"), "fish is not installed");
    Path script = script("fish");
    for (List<String> asked :
        List.of(
            List.of("dlmcert certi", "certify"),
            List.of("dlmcert certify --patt", "--patterns"),
            List.of("dlmcert completion z", "zsh"),
            List.of("dlmcert figure 6.1 --see", "--seed"))) {
      assertThat(
              output(
                  "fish",
                  "--no-config",
                  "-c",
                  "source " + script + "; complete -C '" + asked.get(0) + "'"))
          .as(asked.get(0))
          .startsWith(asked.get(1));
    }
  }

  @Test
  void everyCommandHasAManualPage() throws IOException, InterruptedException {
    Captured made = Program.run("man", "--folder", folder.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    List<Path> pages;
    try (Stream<Path> files = Files.list(folder)) {
      pages = files.filter(file -> file.toString().endsWith(".1")).sorted().toList();
    }
    assertThat(pages)
        .extracting(page -> page.getFileName().toString())
        .contains("dlmcert.1", "dlmcert-certify.1", "dlmcert-figure-6.1.1", "dlmcert-man.1");
    for (Path page : pages) {
      assertThat(Files.readString(page)).contains(".SH \"NAME\"", ".SH \"OPTIONS\"");
    }
    assertThat(Program.run("man", "certify").out())
        .isEqualTo(Files.readString(folder.resolve("dlmcert-certify.1")));
    assertThat(Program.run("man", "nonsense").exitCode()).isEqualTo(2);
    assertThat(Program.run("man", "certify", "--folder", folder.toString()).exitCode())
        .isEqualTo(2);
    assumeTrue(isThere("groff"), "groff is not installed");
    for (Path page : List.of(folder.resolve("dlmcert.1"), folder.resolve("dlmcert-certify.1"))) {
      String shown = output("groff", "-man", "-Tutf8", "-ww", "-P-cbou", "-k", page.toString());
      assertThat(shown).contains("SYNOPSIS").doesNotContain("warning");
    }
    assertThat(
            output(
                "groff",
                "-man",
                "-Tutf8",
                "-P-cbou",
                "-k",
                folder.resolve("dlmcert-certify.1").toString()))
        .contains("--patterns", "not decided");
  }
}
