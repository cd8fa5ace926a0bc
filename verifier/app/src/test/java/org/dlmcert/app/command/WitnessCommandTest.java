package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dlmcert witness}: certified up to the bound, refuted past it. */
final class WitnessCommandTest {

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(line.split(" ", -1), out, err);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "witness --widths 3,4,5,1 --samples 20",
        "witness --widths 2,3,1 --samples 6 --slope -1",
        "witness --widths 1,2,1,1 --samples 2",
        "witness --widths 2,2,2,1 --samples 3 --pattern random:5 --fixed-noise",
        "witness --widths 2,2,1 --samples 0"
      })
  void upToTheBoundTheWitnessIsCertified(String line) {
    Ran ran = run(line);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("CERTIFIED").contains("G'_");
  }

  /** Then the certificate says what the rank of one matrix is, and nothing about patterns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "witness --widths 2,2,2,2,1 --samples 4 --slope 2/3 --pattern random:3",
        "witness --widths 2,2,2,1 --samples 3 --pattern ones"
      })
  void noiseMadeForOnePatternProvesARank(String line) {
    Ran ran = run(line);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("the witness of").contains("G'_");
    assertThat(run(line + " --json").out()).contains("\"DONE\"").contains("\"proved\":\"rank ");
  }

  @Test
  void fewPatternsAreTriedAll() {
    assertThat(run("witness --widths 1,2,1,1 --samples 2").out()).contains("tried all 64 patterns");
  }

  /** As the paper prints it: the noise is made for the pattern, and undoes it. */
  @Test
  void theNoiseOfAPatternIsShown() {
    Ran ones = run("witness --widths 1,2,1,1 --samples 2 --pattern ones");
    assertThat(ones.out())
        .contains("tried the pattern of ones")
        .contains("  A'_1 (2×2):\n    1 0\n    0 1\n")
        .contains("  E'_1 = A'_1/p for the pattern p (2×2):\n    1 0\n    0 1\n");
    Ran random = run("witness --widths 1,2,1,1 --samples 2 --pattern random:8 --slope 1/4");
    assertThat(random.out())
        .contains(
            "  E'_1 = A'_1/p for the first pattern p (2×2):\n", "tried 8 random patterns (seed 1)")
        .contains("the noise A'/p makes this the matrix for each pattern p");
    Ran fixed = run("witness --widths 1,2,1,1 --samples 2 --pattern random:8 --fixed-noise");
    assertThat(fixed.out()).contains("  E'_1 (2×2):\n    1 0\n    0 1\n").doesNotContain("A'_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,4,5,1 --samples 21", "2,3,1 --samples 7", "2,1,1,1,1 --samples 2"})
  void pastTheBoundItIsRefuted(String rest) {
    Ran ran = run("witness --json --widths " + rest);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("\"verdict\":\"REFUTED\"").contains("\"bound\":");
  }

  @Test
  void wrongUsageIsSaid() {
    for (List<String> wrong :
        List.of(
            List.of("--widths 3,4 --samples 1", "d_0, d_1 and d_2"),
            List.of("--widths 3,4,2 --samples 1", "d_L = 1"),
            List.of("--widths 3,4,1 --samples 1 --slope 0", "other than 0"),
            List.of("--widths 3,4,1 --samples 1 --pattern two", "random:K"),
            List.of("--widths 3,4,1 --samples -1", "from 0"))) {
      Ran ran = run("witness " + wrong.get(0));
      assertThat(ran.exit()).as(ran.out()).isEqualTo(2);
      assertThat(ran.err()).contains(wrong.get(1));
    }
  }
}
