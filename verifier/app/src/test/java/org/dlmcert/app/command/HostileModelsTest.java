package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile models: one clear message at once, in little memory, exit code 2. */
class HostileModelsTest {
  private static final long MOST_MILLISECONDS = 2000;

  @TempDir Path folder = Path.of("");

  @Test
  void everyFileGetsOneMessageWithinTwoSecondsAndAQuarterOfAGigabyte() throws Exception {
    HostileModels.write(folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileModels.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    List<String[]> lines = out.lines().map(line -> line.split("\t", -1)).toList();
    assertThat(lines).hasSizeGreaterThan(130);
    for (String[] line : lines) {
      String text = String.join(" ", line);
      assertThat(line).as(text).hasSize(4);
      assertThat(Long.parseLong(line[2])).as(text).isLessThan(MOST_MILLISECONDS);
      if (line[0].contains(" good.")) {
        assertThat(line[1]).as(text).isEqualTo(line[0].startsWith("forward") ? "0" : "2");
      } else {
        String file = line[0].replaceAll(".* ", "");
        // What is really there, though compressed, may be too much for the memory.
        boolean large = file.equals("bomb.npz");
        assertThat(line[1]).as(text).isEqualTo(large ? "3" : "2");
        assertThat(line[3])
            .as(text)
            .startsWith(large ? "UNDECIDED" : "dlmcert: ")
            .containsAnyOf(large ? "memory" : file, "the model has no input")
            .doesNotContain("Exception", "org.dlmcert", "internal")
            .hasSizeLessThan(600);
      }
    }
  }
}
