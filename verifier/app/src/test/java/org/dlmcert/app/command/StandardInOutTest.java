package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name {@code -}, options in place of an instance's own, and refusals before the work. */
@Isolated("replaces the standard input of the process")
class StandardInOutTest {
  private static final String INSTANCE =
      """
      {"format":"dlmcert-instance/1","widths":[1,2,1],"slope":"1/2","bias":false,
       "inputs":[[1],[1]],"targets":[1,2],"noise":[[[3,1],[1,3]]],
       "weights":[[[1],[1]],[[1,1]]]}
      """;

  @TempDir private Path folder;

  private static Captured run(String... args) {
    return fed("", args);
  }

  private static Captured fed(String input, String... args) {
    InputStream before = System.in;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int exitCode = Main.run(args, out, err);
      return new Captured(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void theCertificateGoesFromOneCommandToTheNext() {
    Captured made = fed(INSTANCE, "certify", "-", "--certificate", "-");
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).startsWith("{\"format\":\"dlmcert-certificate/1\"").endsWith("}");
    assertThat(made.err()).contains("CERTIFIED");
    assertThat(fed(INSTANCE, "certify", "-", "--certificate", "-", "--quiet").err()).isEmpty();
    assertThat(fed(made.out(), "check", "-").out()).startsWith("ACCEPTED");
    assertThat(fed(made.out(), "explain", "-").out()).startsWith("ACCEPTED");
  }

  /** The checker's own command line, as its jar runs it. */
  @Test
  void theCheckerReadsStandardInput() {
    String certificate = fed(INSTANCE, "certify", "-", "--certificate", "-").out();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.UTF_8)));
      assertThat(org.dlmcert.checker.Main.run(new String[] {"-"}, print, print)).isZero();
      assertThat(org.dlmcert.checker.Main.run(new String[] {"-", "--instance", "-"}, print, print))
          .isEqualTo(2);
    } finally {
      System.setIn(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("ACCEPTED").contains("not both");
  }

  @Test
  void dataAndMatricesComeFromStandardInput() throws IOException {
    assertThat(fed("1,2\n2,4\n", "rank", "-").out()).startsWith("rank: 1");
    assertThat(fed("1,2\n2,5\n", "width", "--data", "-", "--target-column", "none").out())
        .startsWith("certified width: 1");
    assertThat(fed(INSTANCE, "inspect", "-").out()).startsWith("NOT_CRITICAL\n");
    String certificate = folder.resolve("c.cert").toString();
    Files.writeString(folder.resolve("i.json"), INSTANCE);
    run("certify", folder.resolve("i.json").toString(), "--certificate", certificate);
    assertThat(fed(INSTANCE, "check", certificate, "--instance", "-").out()).startsWith("ACCEPTED");
    assertThat(fed("", "certify", "-").err()).contains("standard input");
  }

  @Test
  void instancesGoToStandardOutput() {
    Captured made = fed(INSTANCE, "convert", "-", "-o", "-");
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).startsWith("{").contains("dlmcert-instance/1");
    Captured trained = fed(INSTANCE, "train", "-", "--epochs", "1", "-o", "-");
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out()).startsWith("PK");
    assertThat(trained.err()).contains("trained 1 epoch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check - --instance -",
        "certify - --certificate - --json",
        "convert - -o - --json",
        "lift - --tolerance 1/10 --certificate - -o -"
      })
  void standardStreamsTakeOneThing(String command) {
    Captured refused = fed(INSTANCE, command.split(" "));
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("standard");
  }

  /** Before the work: the file that is named does not even exist. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert missing.json",
        "lift missing.json --tolerance 1/10",
        "perturb missing.json --tolerance 1/10 --seed 1",
        "generate --widths 1,1,1 --samples 1 --slope 1 --seed 1"
      })
  void jsonWithoutAFileIsRefusedBeforeTheWork(String command) {
    Captured refused = run((command + " --json").split(" "));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("name a file with -o").doesNotContain("missing.json");
  }

  @Test
  void optionsReplaceWhatTheInstanceSaysAndTheResultSaysSo() {
    Captured text = fed(INSTANCE, "certify", "-", "--slope", "1/4", "--noise", "none");
    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .contains(
            "slope 1/4",
            "without noise",
            "--slope: 1/4, in place of the instance's own 1/2",
            "--noise: none, in place of the instance's own table");
    JsonNode json = JsonNode.read(fed(INSTANCE, "inspect", "-", "--slope", "1/4", "--json").out());
    assertThat(json.get("slope").text()).isEqualTo("1/4");
    assertThat(json.get("overrides").get("slope").get("instance").text()).isEqualTo("1/2");
    assertThat(json.get("overrides").get("slope").get("used").text()).isEqualTo("1/4");
    assertThat(fed(INSTANCE, "certify", "-", "--slope", "1/2").out()).doesNotContain("in place");
    assertThat(fed(INSTANCE, "certify", "-", "--noise", "none,none").err())
        .contains("or 1 for as many hidden layers");
  }

  @Test
  void generateWithoutNoise() {
    String command = "generate --widths 2,3,1 --samples 4 --slope 1 --seed 7";
    JsonNode noisy = JsonNode.read(run(command.split(" ")).out());
    JsonNode quiet = JsonNode.read(run((command + " --no-noise").split(" ")).out());
    assertThat(quiet.get("noise").write()).isEqualTo("[\"none\"]");
    assertThat(noisy.get("noise").write()).isNotEqualTo("[\"none\"]");
    for (String same : List.of("inputs", "targets", "weights")) {
      assertThat(quiet.get(same).write()).as(same).isEqualTo(noisy.get(same).write());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate --samples x           | --samples x: an integer expected",
        "generate --samples 99999999999 | an integer from -2147483648 to 2147483647 expected",
        "certify --max-patterns 1e3     | --max-patterns 1e3: an integer expected",
        "train --rate fast              | --rate fast: a number expected",
        "train --optimizer sgd          | --optimizer sgd: one of adam, gd expected",
        "check --max-work many          | --max-work many: an integer expected"
      },
      quoteCharacter = '"')
  void messagesAreInWordsOfTheUser(String command, String words) {
    Captured refused = run(command.split(" "));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(words)
        .doesNotContain(" int\n", "not a long", "Integer", "ADAM");
  }
}
