package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that stay in their file: made, lifted, certified and checked, whole and in parts. */
class ArraysOnDiskTest {
  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String array(int samples, int inputs, String seed) {
    String file = path("x" + samples + "-" + inputs + "-" + seed + ".npy");
    Captured made =
        run(
            "generate",
            "--npy",
            "--widths",
            inputs + ",1,1",
            "--samples",
            "" + samples,
            "--seed",
            seed,
            "-o",
            file,
            "--force");
    assertThat(made.exitCode()).as(made.err()).isZero();
    return file;
  }

  private static Captured lift(String data, int units, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "lift",
                "--stream",
                "--data",
                data,
                "--hidden",
                "" + units,
                "--slope",
                "1/100",
                "--noise",
                "none",
                "--tolerance",
                "1e-6"));
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(array(300, 700, "7")));
    assertThat(Files.readAllBytes(Path.of(array(300, 700, "7")))).isEqualTo(bytes);
    assertThat(Files.readAllBytes(Path.of(array(300, 700, "8")))).isNotEqualTo(bytes);
    // The elements are those of java.util.Random, which is specified to the bit.
    byte[] expected = new byte[210_000];
    byte[] block = new byte[1 << 16];
    Random random = new Random(7);
    for (int at = 0; at < expected.length; at += block.length) {
      random.nextBytes(block);
      System.arraycopy(block, 0, expected, at, Math.min(block.length, expected.length - at));
    }
    assertThat(bytes).hasSize(128 + expected.length).endsWith(expected);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("'descr': '|u1'", "(300, 700,)");
  }

  @ParameterizedTest
  @CsvSource({"60,5,12", "60,5,13", "61,6,11", "7,3,9", "1,1,1"})
  void aStreamedLiftIsAcceptedAndItsPartsAre(int samples, int inputs, int units)
      throws IOException {
    String data = array(samples, inputs, "3");
    String certificate = path("lift.cert");
    Captured lifted = lift(data, units, "--certificate", certificate);
    assertThat(lifted.exitCode()).as(lifted.out() + lifted.err()).isZero();
    assertThat(lifted.out()).contains("CERTIFIED", "with the given noise");
    assertThat(run("check", certificate, "--instance", data).exitCode()).isZero();
    for (int k = 1; k <= 3; k++) {
      Captured part = run("check", certificate, "--instance", data, "--part", k + "/3");
      assertThat(part.exitCode()).as(part.err()).isZero();
      assertThat(part.out()).startsWith("DONE part " + k + " of 3 holds").doesNotContain("rank");
    }
    assertThat(run("check", certificate, "--instance", data, "--part", "4/3").exitCode())
        .isEqualTo(2);
    String other = array(samples, inputs, "4");
    assertThat(run("check", certificate, "--instance", other).exitCode()).isEqualTo(1);
    assertThat(run("check", certificate).out()).contains("give it with --instance");
    assertThat(run("explain", certificate, "--instance", data).out()).contains("formula");
    for (String threads : new String[] {"1", "3"}) {
      String again = path("again" + threads);
      lift(data, units, "--certificate", again, "--threads", threads);
      assertThat(Files.readAllBytes(Path.of(again)))
          .isEqualTo(Files.readAllBytes(Path.of(certificate)));
    }
  }

  /** Equal rows in one group: all but one have to move. */
  @Test
  void dependentRowsAreMoved() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(array(24, 4, "5")));
    for (int n = 1; n < 3; n++) {
      System.arraycopy(bytes, 128, bytes, 128 + 4 * n, 4);
    }
    String data = Files.write(folder.resolve("equal.npy"), bytes).toString();
    String certificate = path("equal.cert");
    Captured lifted = lift(data, 8, "--certificate", certificate);
    assertThat(lifted.exitCode()).as(lifted.out() + lifted.err()).isZero();
    assertThat(run("check", certificate, "--instance", data).exitCode()).isZero();
    Arrays.fill(bytes, 128, bytes.length, (byte) 1);
    String rankOne = Files.write(folder.resolve("one.npy"), bytes).toString();
    Captured undecided = lift(rankOne, 8);
    assertThat(undecided.exitCode()).isEqualTo(3);
    assertThat(undecided.out()).contains("without --stream");
  }

  @Test
  void aKilledLiftIsResumed() throws IOException, InterruptedException {
    String data = array(3000, 60, "11");
    String whole = path("whole.cert");
    assertThat(lift(data, 90, "--certificate", whole).exitCode()).isZero();
    Path checkpoint = folder.resolve("checkpoint");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "lift",
                "--stream",
                "--data",
                data,
                "--hidden",
                "90",
                "--slope",
                "1/100",
                "--noise",
                "none",
                "--tolerance",
                "1e-6",
                "--checkpoint",
                checkpoint.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (process.isAlive() && !(Files.exists(checkpoint) && Files.size(checkpoint) > 150)) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    String before = Files.readString(checkpoint);
    assertThat(before.lines().count()).isGreaterThan(1);
    // A line half written, as a kill may leave it.
    Files.writeString(checkpoint, before + "89:1");
    String resumed = path("resumed");
    Captured rest =
        lift(data, 90, "--checkpoint", checkpoint.toString(), "--resume", "--certificate", resumed);
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    assertThat(Files.readAllBytes(Path.of(resumed))).isEqualTo(Files.readAllBytes(Path.of(whole)));
    assertThat(Files.readString(checkpoint).lines().count()).isEqualTo(91);
    String other = array(3000, 60, "12");
    Captured refused = lift(other, 90, "--checkpoint", checkpoint.toString(), "--resume");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("a checkpoint of this lift expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "width"})
  void detachedCertificatesNameTheArray(String command) throws IOException {
    String data = array(60, 5, "3");
    String certificate = path(command + ".cert");
    String[] words = {
      command,
      "--data",
      data,
      "--detached",
      "--certificate",
      certificate,
      "--hidden",
      "13",
      "--slope",
      "1/2"
    };
    Captured made = run(command.equals("width") ? Arrays.copyOf(words, 6) : words);
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(Files.readString(Path.of(certificate)))
        .contains("\"inputs\":{\"array\":{\"type\":\"u1\"");
    assertThat(run("check", certificate, "--instance", data).exitCode()).isZero();
    assertThat(run("check", certificate, "--instance", array(60, 5, "4")).exitCode()).isEqualTo(1);
    assertThat(run("check", certificate).exitCode()).isEqualTo(1);
  }

  @Test
  void optionsThatDoNotFitAreRefused() {
    String data = array(20, 5, "3");
    assertThat(lift(data, 5, "-o", path("out.json")).err()).contains("--stream goes without");
    assertThat(lift(data, 5, "--resume").err()).contains("--resume goes with --checkpoint FILE");
    assertThat(lift(data, 5, "--resume").exitCode()).isEqualTo(2);
    assertThat(lift(path("none.npy"), 5).exitCode()).isEqualTo(2);
    assertThat(run("lift", "--data", data, "--resume", "--tolerance", "1").exitCode()).isEqualTo(2);
    assertThat(run("generate", "--npy", "--widths", "2,1,1", "--samples", "3", "--seed", "1").err())
        .contains("-o FILE");
    assertThat(run("generate", "--widths", "2,1,1", "--samples", "3", "--seed", "1").err())
        .contains("--slope S expected");
  }
}
