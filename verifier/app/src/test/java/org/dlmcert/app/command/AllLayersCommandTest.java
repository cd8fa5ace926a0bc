package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code certify --patterns all-layers} and single entries, from the file to the explanation. */
class AllLayersCommandTest {
  private static final String WEIGHTS = ",'weights':[[[1,0],[1,1]],[[1,0],[0,1]],[[1,1]]]";

  @TempDir Path folder = Path.of("");

  private String instance(String widths, String slope, String inputs, String noise, String more)
      throws IOException {
    String text =
        "{'format':'dlmcert-instance/1','widths':%s,'slope':'%s','bias':false,'inputs':%s,'noise':%s%s}"
            .formatted(widths, slope, inputs, noise, more)
            .replace('\'', '"');
    return Files.writeString(folder.resolve("instance.json"), text).toString();
  }

  /** Runs certify with a certificate and as JSON, and checks what all answers have. */
  private JsonNode certify(int exitCode, String instance, String patterns) {
    String certificate = folder.resolve("made.cert").toString();
    Captured result =
        run("certify", instance, "--patterns", patterns, "--certificate", certificate, "--json");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = JsonNode.read(result.out());
    assertThat(json.get("patterns").text()).isEqualTo(patterns);
    assertThat(Files.exists(Path.of(certificate))).isEqualTo(exitCode != 3);
    if (exitCode != 3) {
      assertThat(run("check", certificate).out()).startsWith("ACCEPTED");
    }
    return json;
  }

  private Captured explain() {
    Captured result = run("explain", folder.resolve("made.cert").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  @Test
  void collapseCertifiesAllPatternsOfAllLayers() throws IOException {
    String instance =
        instance(
            "[2,2,2,1]", "1/4", "[[1,0],[1,1],[0,1]]", "['none',[[1,2],[3,1],[1,1]]]", WEIGHTS);
    JsonNode json = certify(0, instance, "all-layers");
    assertThat(json.get("verdict").text()).isEqualTo("CERTIFIED");
    assertThat(json.get("method").text()).isEqualTo("collapse");
    assertThat(json.get("pattern_bits").write()).isEqualTo("12");
    assertThat(json.get("claim").text()).contains("2^12", "all hidden layers");
    assertThat(explain().out()).contains("all hidden layers", "1 modulo 3");
  }

  @Test
  void aDeficientPatternOfAllLayersHasATableForEach() throws IOException {
    String instance =
        instance(
            "[1,1,1,1]", "1/2", "[[1],[2]]", "['none','none']", ",'weights':[[[1]],[[1]],[[1]]]");
    JsonNode json = certify(1, instance, "all-layers");
    assertThat(json.get("verdict").text()).isEqualTo("REFUTED");
    JsonNode found = json.get("counterexample");
    assertThat(found.get("patterns").elements()).hasSize(2);
    assertThat(found.get("patterns").elements().get(0).elements()).hasSize(2);
    assertThat(found.get("null_vector").elements()).hasSize(2);
    assertThat(json.get("method").text()).isEqualTo("tree");
    assertThat(explain().out()).contains("all hidden layers", "layer 2:", "coefficients: [");
  }

  @Test
  void fewPatternsAreTriedOneByOneAndTooFewAreUndecidedWithTheirCount() throws IOException {
    String instance =
        instance(
            "[2,2,2,1]",
            "1/2",
            "[[1,0],[1,1],[0,1]]",
            "[[[1,3],[5,2],[1,7]],[[1,20],[30,1],[7,1]]]",
            WEIGHTS);
    JsonNode json = certify(0, instance, "all-layers");
    assertThat(json.get("verdict").text()).isEqualTo("CERTIFIED");
    assertThat(json.get("method").text()).isEqualTo("tree");
    assertThat(explain().out()).contains("Every pattern gives a matrix of full column rank modulo");
    Captured few =
        run("certify", instance, "--patterns", "all-layers", "--max-patterns", "5", "--json");
    assertThat(few.exitCode()).isEqualTo(3);
    JsonNode stopped = JsonNode.read(few.out());
    assertThat(stopped.get("limit").text()).isEqualTo("--max-patterns 5");
    assertThat(stopped.get("tried").write()).contains("5 patterns of all layers tried");
    assertThat(stopped.get("would_decide").text()).contains("--patterns all");
  }

  /** The last is a hidden layer above weights that keep single entries single. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2,2,1]|[[1],[1],[1],[1]]|[[[1,0],[0,1],[1,0],[0,1]],[[1,0],[1,0],[0,1],[0,1]]]"
            + "|,'weights':[[[1],[1]],[[1,0],[1,0]],[[1,1]]]|all-layers",
        "[2,2,1]|[[1,0],[0,5],[1,0],[0,2]]|[[[1,0],[1,0],[0,1],[0,1]]]||all",
        "[2,2,1]|[[1,0],[0,5],[1,0],[0,2]]|[[[1,0],[1,0],[0,1],[0,1]]]||realizable",
        "[2,2,1]|[[1,0],[0,5],[1,0],[0,2]]|[[[1,0],[1,0],[0,1],[0,1]]]||every-w",
        "[2,2,2,1]|[[1,0],[0,5],[1,0],[0,2]]|['none',[[1,0],[1,0],[0,1],[0,1]]]"
            + "|,'weights':[[[2,0],[0,-1]],[[1,0],[1,0]],[[1,1]]]|all"
      })
  void singleEntriesAreCertifiedAtOnce(
      String widths, String inputs, String noise, String more, String patterns) throws IOException {
    String instance = instance(widths, "1/2", inputs, noise, more == null ? "" : more);
    JsonNode json = certify(0, instance, patterns);
    assertThat(json.get("method").text()).isEqualTo("immediate");
    assertThat(Files.readString(folder.resolve("made.cert"))).contains("\"kind\":\"diagonal\"");
    assertThat(explain().out()).contains("Every column has one entry, in a row of its own.");
  }
}
