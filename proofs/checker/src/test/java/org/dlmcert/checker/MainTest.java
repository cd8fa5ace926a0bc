package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit status, standard output and messages of the command. */
final class MainTest {
  private static final String PARTITION = Examples.ACCEPTED.resolve("partition.cert").toString();

  private record Run(int exit, String out, String err) {}

  private static Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void accepted() {
    Run run = run(PARTITION);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "ACCEPTED full column rank for all 2^6 activation patterns, for almost every noise;"
                + " 3 samples, widths 2-2-1, slope 1/100; so for almost every noise, every"
                + " differentiable local minimum has zero training error (partition; work 540)\n");
  }

  @Test
  void acceptedAsJson() {
    Run run = run("--json", PARTITION);
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .matches(
            "\\{\"command\":\"check\",\"version\":\"[^\"]+\",\"verdict\":\"ACCEPTED\","
                + "\"elapsed_seconds\":[0-9.]+,\"certificate\":\"[^\"]*partition.cert\","
                + "\"kind\":\"partition\",\"claim\":\"full column rank[^\"]*\","
                + "\"conclusion\":\"[^\"]*has zero training error\",\"work\":540}\n");
  }

  @Test
  void rejected() {
    String file = Examples.REJECTED.resolve("partition-sample-left-out.cert").toString();
    Run run = run(file);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            "REJECTED by the rule partition at evidence.groups: the groups have 2 of 3 samples\n");
    assertThat(run("--json", file).out())
        .contains("\"verdict\":\"REJECTED\"", "\"rule\":\"partition\"", "\"reason\":");
  }

  @Test
  void malformedFilesAreRejectedWithTheirPlace() {
    Run run = run(Examples.REJECTED.resolve("form-ragged-inputs.cert").toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).containsPattern("at byte [0-9]+, instance\\.inputs\\[0\\]: ");
  }

  @Test
  void notChecked() {
    Run run = run(PARTITION, "--max-work", "500", "--json");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains(
            "\"verdict\":\"NOT_CHECKED\"", "\"limit\":500", "\"tried\":", "\"would_decide\":");
    assertThat(run(PARTITION, "--max-work", "500").out()).startsWith("NOT_CHECKED ");
  }

  @Test
  void detached() {
    String detached = Examples.ACCEPTED.resolve("partition-detached.cert").toString();
    String csv = Examples.ACCEPTED.resolve("partition-detached.csv").toString();
    assertThat(run(detached).exit()).isEqualTo(1);
    assertThat(run(detached, "--instance", csv).exit()).isZero();
    assertThat(run(detached, "--instance", csv, "--target-column", "2").exit()).isZero();
    assertThat(run(detached, "--instance", csv, "--target-column", "0").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-such-file",
        "--bogus",
        "a b",
        "x --instance",
        "x --max-work -1",
        "x --max-work 1e9",
        "x --target-column last",
        "."
      })
  void wrongUsage(String line) {
    Run run = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().count()).isEqualTo(1);
  }

  @Test
  void unreadableInstance(@TempDir Path folder) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "1,2\n3,?\n");
    Run run = run(PARTITION, "--instance", bad.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("bad.csv: line 2, column 1 (from 0): expected a number, found ?");
    assertThat(run(PARTITION, "--instance", bad.toString(), "--target-column", "x").exit())
        .isEqualTo(2);
  }

  @Test
  void gzippedCertificatesAreNotAccepted(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.cert");
    try (var zip = new GZIPOutputStream(Files.newOutputStream(file))) {
      zip.write(Examples.bytes(Path.of(PARTITION)));
    }
    assertThat(run(file.toString()).exit()).isEqualTo(1);
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--help").out()).contains("CERTIFICATE", "--max-work");
    assertThat(run("--version").exit()).isZero();
  }
}
