package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code certify --minima} and {@code lift --ball}: what is said of minima at kinks. */
class AllMinimaCommandTest {
  private static final String ALL = "\"scope\":\"all local minima\"";
  private static final String DIFFERENTIABLE = "\"scope\":\"differentiable local minima\"";

  @TempDir private Path folder;

  private static Captured run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(args, out, err);
    return new Captured(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String instance(String widths, String slope, String inputs, String noise)
      throws IOException {
    Path path = folder.resolve("instance.json");
    Files.writeString(
        path,
        "{\"format\":\"dlmcert-instance/1\",\"widths\":"
            + widths
            + ",\"slope\":\""
            + slope
            + "\",\"bias\":false,\"inputs\":"
            + inputs
            + ",\"noise\":["
            + noise
            + "]}");
    return path.toString();
  }

  @Test
  void independentInputsAreAboutAllLocalMinima() throws IOException {
    String file = instance("[2,2,1]", "1/2", "[[1,0],[1,1]]", "[[1,0],[2,3]]");
    for (String minima : new String[] {"differentiable", "all"}) {
      Captured result = run("certify", file, "--minima", minima, "--json");
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out())
          .contains(ALL)
          .contains(
              "\"conclusion\":\"every local minimum has zero training error (kinks included)");
    }
    Path certificate = folder.resolve("all.cert");
    assertThat(run("certify", file, "--certificate", certificate.toString()).out())
        .contains("so every local minimum has zero training error (kinks included)");
    assertThat(Files.readString(certificate)).contains("\"scope\":\"all-local-minima\"");
    assertThat(run("check", certificate.toString()).out()).contains("(kinks included)");
  }

  /** Generic noise: only inputs that are independent, whatever the number of units. */
  @ParameterizedTest
  @CsvSource({"'[[1,0],[1,1]]',0", "'[[1,0],[0,1],[1,1]]',3"})
  void genericNoiseNeedsIndependentInputs(String inputs, int exit) throws IOException {
    String file = instance("[2,2,1]", "1/2", inputs, "\"generic\"");
    Captured all = run("certify", file, "--minima", "all", "--json");
    assertThat(all.exitCode()).as(all.out() + all.err()).isEqualTo(exit);
    assertThat(run("certify", file, "--json").out()).contains(exit == 0 ? ALL : DIFFERENTIABLE);
    if (exit == 3) {
      assertThat(all.out())
          .contains("\"limit\":\"no evidence at hand is about all local minima\"")
          .contains("partition: the proof (partition) says nothing about minima at kinks")
          .contains("lift --ball");
    }
  }

  /** All 16 patterns have full rank, and there is a bad minimum at a kink. */
  @Test
  void whatPatternsProveIsNotAboutKinks() throws IOException {
    String file = instance("[1,2,1]", "1/2", "[[1],[-1]]", "[[1,1],[1,3]]");
    Captured any = run("certify", file, "--json");
    assertThat(any.exitCode()).isZero();
    assertThat(any.out()).contains(DIFFERENTIABLE).contains("every differentiable local minimum");
    Captured all = run("certify", file, "--minima", "all");
    assertThat(all.exitCode()).isEqualTo(3);
    assertThat(all.out()).startsWith("UNDECIDED").contains("minima --kinks");
  }

  @Test
  void slopesThatAreNotAboveZeroAreNotDecided() throws IOException {
    for (String slope : new String[] {"-1/2", "0"}) {
      String file = instance("[1,1,1]", slope, "[[1]]", "\"none\"");
      Captured all = run("certify", file, "--minima", "all");
      assertThat(all.exitCode()).as(all.out()).isEqualTo(3);
      assertThat(all.out()).contains("slopes that are not above 0");
    }
  }

  @Test
  void aBadMinimumRefutes() throws IOException {
    String file = instance("[1,2,1]", "1/2", "[[1],[2]]", "\"none\"");
    Captured realizable =
        run("certify", file, "--minima", "all", "--patterns", "realizable", "--json");
    assertThat(realizable.exitCode()).isEqualTo(1);
    assertThat(realizable.out()).contains("\"bad_minimum\":{");
    // That minimum is one of squares.
    String[] huber = {
      "certify", file, "--minima", "all", "--patterns", "realizable", "--loss", "huber:1/2"
    };
    assertThat(run(huber).exitCode()).isEqualTo(3);
    assertThat(run("certify", file, "--minima", "all").exitCode()).isEqualTo(3);
  }

  @Test
  void wrongUsageIsToldInALine() throws IOException {
    String file = instance("[1,2,1]", "1/2", "[[1],[2]]", "\"none\"");
    assertThat(run("certify", file, "--minima", "some").err()).contains("differentiable, all");
    assertThat(run("certify", file, "--minima", "all", "--method", "exhaustive").err())
        .contains("say nothing about kinks");
    assertThat(run("lift", file).err()).contains("--tolerance T and --ball");
    assertThat(run("lift", file, "--ball", "--tolerance", "1").exitCode()).isEqualTo(2);
    assertThat(run("lift", instance("[1,2,1]", "-1", "[[1]]", "\"none\""), "--ball").err())
        .contains("a slope above 0");
  }

  @Test
  void aBallOfNoises() throws IOException {
    String file = instance("[1,2,1]", "1/2", "[[1],[-1]]", "\"generic\"");
    Path made = folder.resolve("ball.json");
    Path certificate = folder.resolve("ball.cert");
    Captured result =
        run(
            "lift",
            file,
            "--ball",
            "-o",
            made.toString(),
            "--certificate",
            certificate.toString(),
            "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("\"verdict\":\"CERTIFIED\"", "\"radius\":\"1/3\"", ALL)
        .contains("for every noise that differs from the given one by less than 1/3");
    assertThat(run("check", certificate.toString(), "--instance", made.toString()).exitCode())
        .isZero();
    assertThat(run("explain", certificate.toString()).out()).contains("dominated by its diagonal");
    assertThat(run("certify", made.toString(), "--minima", "all").exitCode()).isZero();
    String text = Files.readString(certificate);
    Path larger = folder.resolve("larger.cert");
    for (String radius : new String[] {"2/3", "166667/500000", "1/2"}) {
      Files.writeString(
          larger, text.replace("\"radius\":\"1/3\"", "\"radius\":\"" + radius + "\""));
      assertThat(run("check", larger.toString()).out())
          .startsWith("REJECTED")
          .contains("rule noise-ball", "the inequality does not hold");
    }
    // At the radius itself a pattern is deficient, and an open cell has it.
    String outside =
        instance("[1,2,1]", "1/2", "[[1],[-1]]", "[[\"2/3\",\"1/3\"],[\"1/3\",\"2/3\"]]");
    assertThat(run("certify", outside, "--patterns", "realizable").exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1/2,'[[1],[2],[3]]'", "1/2,'[[0]]'", "0,'[[1]]'"})
  void withoutGroupsThereIsNoBall(String slope, String inputs) throws IOException {
    String file = instance("[1,2,1]", slope, inputs, "\"none\"");
    Path made = folder.resolve("ball.json");
    Captured result = run("lift", file, "--ball", "-o", made.toString(), "--json");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
    assertThat(result.out()).contains("REFUTED");
    assertThat(made).doesNotExist();
  }
}
