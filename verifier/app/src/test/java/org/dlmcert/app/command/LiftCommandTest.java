package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.app.Captured;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lift} and {@code perturb}, and what {@code certify} and {@code check} make of them. */
class LiftCommandTest {
  private static final Pattern VERDICT = Pattern.compile("\"verdict\":\"([A-Z_]+)\"");

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.writeString(path, text);
    return path.toString();
  }

  private static String instance(String slope, String inputs, String noise) {
    return "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,2,1],\"slope\":\""
        + slope
        + "\",\"bias\":false,\"inputs\":"
        + inputs
        + ",\"noise\":["
        + noise
        + "]}";
  }

  private static final String FOUR = "[[1,0],[0,1],[1,1],[1,2]]";

  private static String verdict(Captured result) {
    Matcher matcher = VERDICT.matcher(result.out());
    assertThat(matcher.find()).as(result.out() + result.err()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aLiftedInstanceIsCertifiedByItsOwnCertificateAndByCertify() throws IOException {
    String source = file("source.json", instance("1/2", FOUR, "\"none\""));
    Path lifted = folder.resolve("lifted.json");
    Path certificate = folder.resolve("lifted.cert");
    Captured result =
        run(
            "lift",
            source,
            "--tolerance",
            "1e-3",
            "-o",
            lifted.toString(),
            "--certificate",
            certificate.toString(),
            "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(verdict(result)).isEqualTo("CERTIFIED");
    assertThat(result.out())
        .contains("\"tolerance\":\"1/1000\"", "\"prime\":65521", "\"denominator_bits\":25")
        .contains("\"noise\":\"given\"", "\"pattern_bits\":8");
    assertThat(run("check", certificate.toString(), "--instance", lifted.toString()).exitCode())
        .isZero();
    assertThat(run("explain", certificate.toString()).out()).contains("block diagonal");
    Captured again = run("certify", lifted.toString(), "--json");
    assertThat(verdict(again)).isEqualTo("CERTIFIED");
    assertThat(again.out()).contains("\"method\":\"partition\"");
  }

  /** The formula and the table are the same noise; one digest is not that of the other. */
  @Test
  void theNoiseIsAFormulaOrATable() throws IOException {
    String source = file("source.json", instance("1/2", FOUR, "[[1,2],[3,4],[0,0],[-1,5]]"));
    for (String option : new String[] {"--noise-table", "--quiet"}) {
      Path lifted = folder.resolve("lifted" + option + ".json");
      Path certificate = folder.resolve("lifted" + option + ".cert");
      String[] out = {"-o", lifted.toString(), "--certificate", certificate.toString()};
      Captured made =
          run("lift", source, "--tolerance", "1/7", option, out[0], out[1], out[2], out[3]);
      assertThat(made.exitCode()).as(made.err()).isZero();
      assertThat(Files.readString(lifted).contains("\"lift\"")).isEqualTo(option.equals("--quiet"));
      assertThat(run("check", certificate.toString(), "--instance", lifted.toString()).exitCode())
          .isZero();
      assertThat(run("certify", lifted.toString()).exitCode()).isZero();
    }
    Path detached = folder.resolve("detached.cert");
    Path formula = folder.resolve("lifted--quiet.json");
    run("certify", formula.toString(), "--detached", "--certificate", detached.toString());
    assertThat(Files.readString(detached)).endsWith("\"evidence\":{}}");
    assertThat(run("check", detached.toString(), "--instance", formula.toString()).exitCode())
        .isZero();
    String table = folder.resolve("lifted--noise-table.json").toString();
    assertThat(run("check", detached.toString(), "--instance", table).exitCode()).isEqualTo(1);
    Captured written =
        run("perturb", formula.toString(), "--tolerance", "1/1000000", "--seed", "1");
    assertThat(written.exitCode()).as(written.err()).isZero();
    Path npz = folder.resolve("lifted.npz");
    assertThat(run("lift", source, "--tolerance", "1/7", "-o", npz.toString()).exitCode()).isZero();
    assertThat(run("certify", npz.toString()).out())
        .contains(run("certify", table).out().lines().findFirst().orElseThrow());
  }

  /** Refutations compute with the factors: search and checker have the same. */
  @Test
  void refutationsUseTheSameFactors() throws IOException {
    int refuted = 0;
    for (int seed = 0; seed < 12; seed++) {
      Random random = Cases.random(seed);
      String noise =
          "{\"lift\":{\"near\":"
              + (seed % 3 == 0
                  ? "\"none\""
                  : "[" + pair(random, 3) + "," + pair(random, 1) + "," + pair(random, 2) + "]")
              + ",\"prime\":5,\"bits\":"
              + random.nextInt(4)
              + ",\"groups\":[[0,"
              + (1 + random.nextInt(2))
              + "]]}}";
      String file = file("f" + seed + ".json", instance("1/2", "[[1,0],[2,0],[3,0]]", noise));
      Path certificate = folder.resolve("f" + seed + ".cert");
      Captured result = run("certify", file, "--certificate", certificate.toString());
      assertThat(result.exitCode()).as("seed %d: %s", seed, result.err()).isEqualTo(1);
      assertThat(run("check", certificate.toString(), "--instance", file).exitCode()).isZero();
      refuted++;
    }
    assertThat(refuted).isEqualTo(12);
  }

  @Test
  void withoutAFileTheInstanceIsTheOutput() throws IOException {
    String source = file("source.json", instance("1/2", FOUR, "\"none\""));
    Captured result = run("lift", source, "--tolerance", "1e-3");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"format\":\"dlmcert-instance/1\"");
    assertThat(result.err()).contains("independent checker: accepted");
    Captured json = run("lift", source, "--tolerance", "1e-3", "--json");
    assertThat(json.exitCode()).isEqualTo(2);
    assertThat(json.err()).contains("-o");
  }

  @Test
  void theNumberOfThreadsDoesNotChangeTheBytes() throws IOException {
    String source = file("source.json", instance("2/3", FOUR, "[[1,2],[3,4],[0,0],[-1,5]]"));
    Captured one = run("lift", source, "--tolerance", "1/7", "--threads", "1");
    Captured three = run("lift", source, "--tolerance", "1/7", "--threads", "3");
    assertThat(one.out()).isEqualTo(three.out()).startsWith("{");
  }

  @ParameterizedTest
  @CsvSource({"1/2,'[[1,0],[2,0],[3,0],[0,1]]'", "0,'[[1,0],[0,1]]'"})
  void whatNoNoiseCanDoIsRefutedAndNoInstanceWritten(String slope, String inputs)
      throws IOException {
    String source = file("source.json", instance(slope, inputs, "\"none\""));
    Path lifted = folder.resolve("lifted.json");
    Captured result = run("lift", source, "--tolerance", "1", "-o", lifted.toString(), "--json");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(verdict(result)).isEqualTo("REFUTED");
    assertThat(result.out()).contains("\"counterexample\":{");
    assertThat(lifted).doesNotExist();
  }

  @Test
  void genericNoiseAndBadTolerancesAreBadInput() throws IOException {
    String generic = file("generic.json", instance("1/2", FOUR, "\"generic\""));
    for (String command : new String[] {"lift", "perturb --seed=1"}) {
      String[] words = command.split(" ");
      String[] args =
          words.length == 1
              ? new String[] {"lift", generic, "--tolerance", "1"}
              : new String[] {"perturb", generic, "--tolerance", "1", words[1]};
      Captured result = run(args);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("generic", "none");
      assertThat(result.out()).isEmpty();
    }
    String none = file("none.json", instance("1/2", FOUR, "\"none\""));
    for (String tolerance : new String[] {"0", "-1", "x", "1/0"}) {
      Captured result = run("lift", none, "--tolerance=" + tolerance);
      assertThat(result.exitCode()).as(tolerance).isEqualTo(2);
      assertThat(result.err()).contains("--tolerance");
    }
  }

  @Test
  void deepNetworksAreLiftedInTheLastHiddenLayer() throws IOException {
    String deep =
        file(
            "deep.json",
            "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,2,2,1],\"slope\":\"1/2\",\"bias\":false,"
                + "\"inputs\":[[1,0],[0,1],[1,1]],\"noise\":[\"none\",\"none\"],"
                + "\"weights\":[[[1,0],[0,1]],[[1,1],[1,2]],[[1,1]]]}");
    Captured result =
        run("lift", deep, "--tolerance", "1e-2", "-o", folder.resolve("d").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(run("certify", folder.resolve("d").toString()).exitCode()).isZero();
    String between =
        file(
            "between.json",
            Files.readString(Path.of(deep))
                .replace("[\"none\",\"none\"]", "[\"generic\",\"none\"]"));
    assertThat(run("lift", between, "--tolerance", "1").exitCode()).isEqualTo(2);
  }

  /** Whatever the search decides on small instances, the checker must accept (exit 0 or 1). */
  @ParameterizedTest
  @ValueSource(strings = {"all", "realizable", "every-w"})
  void whateverIsDecidedIsAcceptedByTheChecker(String patterns) throws IOException {
    String[] slopes = {"1/2", "1/100", "3/10", "1/5", "10", "1", "-1", "9/10"};
    int decided = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = Cases.random(seed);
      StringBuilder inputs = new StringBuilder("[");
      StringBuilder noise = new StringBuilder("[");
      int samples = 1 + random.nextInt(4);
      for (int n = 0; n < samples; n++) {
        String comma = n == 0 ? "" : ",";
        inputs.append(comma).append(pair(random, 1 + 2 * random.nextInt(2)));
        noise.append(comma).append(pair(random, 1 + random.nextInt(2)));
      }
      String text =
          instance(slopes[seed % slopes.length], inputs.append("]").toString(), noise + "]");
      Captured result =
          run("certify", file("case" + seed + ".json", text), "--patterns", patterns, "--json");
      assertThat(result.exitCode()).as("seed %d: %s %s", seed, text, result.err()).isIn(0, 1, 3);
      decided += result.exitCode() == 3 ? 0 : 1;
    }
    assertThat(decided).isGreaterThan(20);
  }

  private static String pair(Random random, int content) {
    return "[" + content * (random.nextInt(7) - 3) + "," + (random.nextInt(7) - 3) + "]";
  }

  @Test
  void perturbationsAreRepeatableNearAndStated() throws IOException {
    String source = file("source.json", instance("1/100", FOUR, "\"none\""));
    Captured first = run("perturb", source, "--tolerance", "1e-3", "--seed", "7");
    Captured second = run("perturb", source, "--tolerance", "1e-3", "--seed", "7");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(second.out()).startsWith("{");
    assertThat(first.err()).contains("at most 2^-40", "modulo the prime 11");
    assertThat(run("perturb", source, "--tolerance", "1e-3", "--seed", "8").out())
        .isNotEqualTo(first.out());
    Path moved = folder.resolve("moved.json");
    Captured json =
        run(
            "perturb",
            source,
            "--tolerance",
            "1e-3",
            "--seed",
            "7",
            "--bits",
            "9",
            "-o",
            moved.toString(),
            "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out())
        .contains("\"bits\":9", "\"denominator_bits\":18", "\"one_pattern_log2\":-6")
        .contains("\"all_patterns_log2\":null", "\"prime\":\"11\"", "\"modulo_prime\":\"47/64\"");
    assertThat(run("certify", moved.toString()).out()).startsWith("CERTIFIED\n");
  }

  @Test
  void perturbationSaysWhereItCannotPromiseAnything() throws IOException {
    String tooMany =
        file("many.json", instance("1/2", "[[1,0],[0,1],[1,1],[1,2],[1,3]]", "\"none\""));
    Captured result = run("perturb", tooMany, "--tolerance", "1", "--seed", "1");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("more samples than parameters");
    assertThat(run("perturb", tooMany, "--tolerance", "1", "--seed", "1", "--bits", "0").exitCode())
        .isEqualTo(2);
  }

  private static String biased(String inputs, String upper, int units) {
    String rows = "[1]" + ",[1]".repeat(units - 1);
    String zeros = "0" + ",0".repeat(units - 1);
    return "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,"
        + units
        + ",2],\"slope\":\"1/3\",\"bias\":true,\"inputs\":"
        + inputs
        + ",\"noise\":[\"none\"],\"weights\":[["
        + rows
        + "],"
        + upper
        + "],\"biases\":[["
        + zeros
        + "],[0,0]]}";
  }

  /** Output biases that are trained: proofs serve, refutations are their own, the rest is open. */
  @Test
  void outputBiasesMayBeTrained() throws IOException {
    Path certificate = folder.resolve("trained.cert");
    String enough = file("enough.json", biased("[[0],[1]]", "[[1,0],[0,1]]", 2));
    String[] lift = {
      "lift",
      enough,
      "--tolerance",
      "1/9",
      "--output-biases",
      "trained",
      "--certificate",
      certificate.toString(),
      "--json",
      "-o",
      folder.resolve("made.json").toString(),
      "--force"
    };
    Captured made = run(lift);
    assertThat(verdict(made)).isEqualTo("CERTIFIED");
    assertThat(made.out()).contains("\"output_biases\":\"trained\"").contains("b_2");
    assertThat(run("check", certificate.toString()).exitCode()).isZero();
    // Six columns, four rows and two biases: generic noise would do.
    String open = file("open.json", biased("[[0],[1],[2]]", "[[1,1],[0,1]]", 2));
    lift[1] = open;
    lift[7] = folder.resolve("open.cert").toString();
    assertThat(verdict(run(lift))).isEqualTo("UNDECIDED");
    assertThat(
            verdict(
                run(
                    "lift",
                    open,
                    "--tolerance",
                    "1/9",
                    "--json",
                    "-o",
                    folder.resolve("made.json").toString(),
                    "--force")))
        .isEqualTo("REFUTED");
    // Eight columns.
    lift[1] = file("crowded.json", biased("[[0],[1],[2],[3]]", "[[1,1],[0,1]]", 2));
    lift[7] = certificate.toString();
    assertThat(
            verdict(
                run(
                    "lift",
                    lift[1],
                    "--tolerance",
                    "1/9",
                    "--json",
                    "-o",
                    folder.resolve("made.json").toString(),
                    "--force",
                    "--output-biases",
                    "trained")))
        .isEqualTo("REFUTED");
    assertThat(
            run(
                    "lift",
                    file("one.json", instance("1/2", FOUR, "\"none\"")),
                    "--tolerance",
                    "1",
                    "--output-biases",
                    "trained")
                .exitCode())
        .isEqualTo(2);
  }
}
