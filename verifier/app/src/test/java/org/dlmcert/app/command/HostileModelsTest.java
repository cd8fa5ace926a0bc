package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dlmcert.testkit.SmallMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile models: one clear message at once, in little memory, exit code 2; or
 * UNDECIDED, if the memory is not enough for what is really there.
 */
class HostileModelsTest {
  private static final long MOST_MILLISECONDS = 2000;

  @TempDir Path folder = Path.of("");

  @Test
  void everyFileGetsOneMessageWithinTwoSecondsAndAQuarterOfAGigabyte() throws Exception {
    HostileModels.write(folder);
    String out = SmallMachine.run(HostileModels.class, folder.toString());
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
            // What is not told to be a model is an instance, and beside data one too many.
            .containsAnyOf(large ? "memory" : " expected, found ", "; one of them expected")
            .doesNotContain("Exception", "org.dlmcert", "internal")
            .hasSizeLessThan(600);
      }
    }
  }
}
