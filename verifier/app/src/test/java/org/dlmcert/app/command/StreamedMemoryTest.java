package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is larger than the memory: written, lifted, and checked whole and in a part. */
class StreamedMemoryTest {
  private static final String HEAP = "-Xmx16m";
  private static final int SAMPLES = 30_000;
  private static final int INPUTS = 800;

  @TempDir private Path folder;

  private String said(String... words) throws IOException, InterruptedException {
    List<String> process =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    process.addAll(List.of(words));
    process.add("--quiet");
    Path out = folder.resolve("out");
    int exit =
        new ProcessBuilder(process)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }

  @Test
  void neitherSearchNorCheckerHoldsTheFile() throws IOException, InterruptedException {
    String widths = INPUTS + ",1,1";
    said(
        "generate",
        "--npy",
        "--widths",
        widths,
        "--samples",
        "" + SAMPLES,
        "--seed",
        "3",
        "-o",
        "x.npy");
    assertThat(Files.size(folder.resolve("x.npy"))).isGreaterThan((long) SAMPLES * INPUTS);
    assertThat(
            said(
                "lift",
                "--stream",
                "--data",
                "x.npy",
                "--hidden",
                "" + SAMPLES / 5,
                "--slope",
                "1/100",
                "--noise",
                "none",
                "--tolerance",
                "1e-6",
                "--certificate",
                "x.cert"))
        .startsWith("CERTIFIED");
    // The check of the whole was part of that; a part compares the blocks where it reads them.
    assertThat(said("check", "x.cert", "--instance", "x.npy", "--part", "2/3"))
        .startsWith("DONE part 2 of 3 holds");
  }
}
