package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.app.command.CommandTrial.COMMON;
import static org.dlmcert.app.command.CommandTrial.instance;
import static org.dlmcert.app.command.CommandTrial.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.testkit.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command certify as scripts see it: exit codes, JSON fields and their types. */
class CertifyCommandTest {
  private static final String CLAIM =
      "claim samples widths slope noise patterns pattern_bits trained ";
  private static final String UNDECIDED = "limit tried would_decide";

  @TempDir Path folder = Path.of("");

  private String file(String name, String content) throws IOException {
    return CommandTrial.file(folder, name, content);
  }

  private String small(String noise) throws IOException {
    return CommandTrial.small(folder, noise);
  }

  @Test
  void certifyCertifies() throws IOException {
    JsonNode json =
        json(
            0, COMMON + CLAIM + "method scope conclusion", "certify", small("'generic'"), "--json");
    assertThat(json.get("verdict").write()).isEqualTo("\"CERTIFIED\"");
    assertThat(json.get("certificate").write()).isEqualTo("null");
    assertThat(json.get("claim").write()).startsWith("\"Every ");
    assertThat(json.get("samples").write()).isEqualTo("3");
    assertThat(json.get("widths").write()).isEqualTo("[2,2,1]");
    assertThat(json.get("slope").write()).isEqualTo("\"1/2\"");
    assertThat(json.get("noise").write()).isEqualTo("\"generic\"");
    assertThat(json.get("patterns").write()).isEqualTo("\"all\"");
    assertThat(json.get("pattern_bits").write()).isEqualTo("6");
    assertThat(json.get("method").write()).isEqualTo("\"partition\"");
  }

  @Test
  void certifyRefutesGenericNoiseWithCrowdedSamples() throws IOException {
    String crowded = file("c.json", instance("[2,1,1]", "[[1,0],[2,0],[0,1]]", ",'slope':2"));
    JsonNode json = json(1, COMMON + CLAIM + "method counterexample", "certify", crowded, "--json");
    assertThat(json.get("verdict").write()).isEqualTo("\"REFUTED\"");
    assertThat(json.get("counterexample").write())
        .isIn(
            "{\"samples\":[0,1],\"rank\":1,\"width\":1}",
            "{\"samples\":[0,1,2],\"rank\":2,\"width\":1}");
  }

  @Test
  void certifyRefutesWithoutNoiseWithAPattern() throws IOException {
    JsonNode json =
        json(1, COMMON + CLAIM + "method counterexample", "certify", small("'none'"), "--json");
    assertThat(json.get("counterexample").get("pattern").write()).isEqualTo("[[1,1],[1,1],[1,1]]");
    assertThat(json.get("counterexample").get("null_vector").write())
        .isIn("[\"1\",\"1\",\"-1\"]", "[\"-1\",\"-1\",\"1\"]");
    assertThat(json.get("noise").write()).isEqualTo("\"none\"");
  }

  @Test
  void certifyRefutesRealizablePatternsWithWeightsAndABadMinimum() throws IOException {
    JsonNode json =
        json(
            1,
            COMMON + CLAIM + "method counterexample",
            "certify",
            small("'none'"),
            "--patterns",
            "realizable",
            "--json");
    assertThat(json.get("patterns").write()).isEqualTo("\"realizable\"");
    JsonNode.Struct found = (JsonNode.Struct) json.get("counterexample");
    assertThat(found.fields())
        .extracting(JsonNode.Field::name)
        .containsExactly("pattern", "null_vector", "weights", "bad_minimum");
    assertThat(found.get("weights").write()).matches("\\[(\\[(\"[-0-9/]+\",?){2}],?){2}]");
    JsonNode bad = found.get("bad_minimum");
    assertThat(bad.get("weights").elements()).hasSize(2);
    assertThat(bad.get("targets").elements()).hasSize(3);
    assertThat(bad.get("loss").write()).isEqualTo("\"1/2\"");
  }

  /** Another loss has other derivatives at the point: with Huber's it need not be critical. */
  @Test
  void onlyMethodsWithATreeOfPatternsKeepACheckpoint() throws IOException {
    String instance = small("[[[1,1],[3,3],[2,2]]]");
    List<String> kept = new ArrayList<>();
    List<String> methods = new ArrayList<>(List.of("auto", "exhaustive"));
    Stream.of(MethodName.values()).map(MethodName::word).forEach(methods::add);
    for (String method : methods) {
      String checkpoint = folder.resolve(method).toString();
      Captured result =
          run("certify", instance, "--method", method, "--checkpoint", checkpoint, "--quiet");
      if (!result.err().contains("--checkpoint and --resume go with")) {
        kept.add(method);
      } else {
        assertThat(result.exitCode()).as(method).isEqualTo(2);
        assertThat(folder.resolve(method)).doesNotExist();
      }
    }
    assertThat(kept).containsExactlyInAnyOrder("auto", "reduction", "tree");
  }

  @Test
  void badMinimaAreShownForSquaredLossesOnly() throws IOException {
    for (String noise : List.of("'none'", "[[[1,1],[3,3],[2,2]]]")) {
      String[] args = {"certify", small(noise), "--patterns", "realizable"};
      assertThat(run(args).out())
          .startsWith("REFUTED")
          .contains("differentiable local minimum of loss");
      String[] huber = {
        "certify", small(noise), "--patterns", "realizable", "--loss", "huber:1/100"
      };
      assertThat(run(huber).out())
          .startsWith("REFUTED")
          .contains("the pattern is that of hidden weights")
          .doesNotContain("local minimum");
    }
  }

  @Test
  void certifyLeavesGivenNoiseOpenBeyondItsLimit() throws IOException {
    String given = small("[[[1,2],[3,5],[7,11]]]");
    JsonNode json =
        json(
            3,
            COMMON + CLAIM + UNDECIDED,
            "certify",
            given,
            "--method",
            "tree",
            "--max-patterns",
            "26",
            "--json");
    assertThat(json.get("verdict").write()).isEqualTo("\"UNDECIDED\"");
    assertThat(json.get("noise").write()).isEqualTo("\"given\"");
    assertThat(json.get("limit").write()).startsWith("\"");
    assertThat(json.get("tried").elements()).isNotEmpty();
    assertThat(json.get("would_decide").write()).startsWith("\"");
  }

  @Test
  void theArchimedeanMethodSaysWhichSlopesItCovers() throws IOException {
    String given = small("[[[1,9],[9,1],[5,-4]]]");
    JsonNode json =
        json(
            0,
            COMMON + CLAIM + "method scope conclusion slopes_covered",
            "certify",
            given,
            "--method",
            "archimedean",
            "--json");
    assertThat(json.get("slopes_covered").elements()).hasSize(2);
  }

  /** 1/3 < s < 3: but with slopes 1/2 and 3/2 mixed the matrix of this noise is singular. */
  @Test
  void slopesOnBothSidesOfOneAreNotSaidToBeCovered() throws IOException {
    String singular =
        file(
            "mixed.json",
            instance("[1,2,1]", "[[1],[1]]", ",'slope':'1/2','noise':[[[3,1],[1,3]]]"));
    Captured found = run("certify", singular, "--method", "archimedean");
    assertThat(found.out())
        .contains(
            "the same evidence serves every slope from 1667/5000 to 29999/10000, and mixed ones if"
                + " all are at most 1 or all at least 1");
    String mixed =
        instance("[1,2,1]", "[[1],[1]]", ",'slope':'1/2','noise':[[['3/2','3/2'],['3/2','3/2']]]");
    assertThat(run("certify", file("m.json", mixed)).out()).startsWith("REFUTED");
  }

  @Test
  void everyPatternByItself() throws IOException {
    String fields = "patterns_tried patterns_deficient pattern_list";
    JsonNode holds =
        json(
            0,
            COMMON + CLAIM + "method scope conclusion " + fields,
            "certify",
            small("[[[1,9],[9,1],[5,-4]]]"),
            "--method",
            "exhaustive",
            "--list",
            "--json");
    assertThat(holds.get("patterns_tried").text()).isEqualTo("64");
    assertThat(holds.get("patterns_deficient").text()).isEqualTo("0");
    assertThat(holds.get("pattern_list").elements()).hasSize(64);
    assertThat(holds.get("pattern_list").elements().get(0).write())
        .isEqualTo(
            "{\"pattern\":[[1,1],[1,1],[1,1]],\"rank\":3,\"rows\":[0,1,2],\"minor\":\"-441\"}");
    JsonNode no =
        json(
            1,
            COMMON + CLAIM + "method counterexample " + fields,
            "certify",
            small("'none'"),
            "--method",
            "exhaustive",
            "--list",
            "--json");
    assertThat(no.get("patterns_deficient").text()).isNotEqualTo("0");
    assertThat(no.get("pattern_list").elements().get(0).write())
        .isEqualTo("{\"pattern\":[[1,1],[1,1],[1,1]],\"rank\":2}");
    Captured text =
        run(
            "certify",
            small("'none'"),
            "--method",
            "exhaustive",
            "--list",
            "--patterns",
            "every-w");
    assertThat(text.out()).contains("each by itself", ": rank 2, deficient");
  }

  @Test
  void tooManyPatternsToTryByThemselves() throws IOException {
    for (String[] more :
        new String[][] {
          {small("'none'"), "--max-patterns", "63"},
          {small("'generic'"), "--max-patterns", "64"}
        }) {
      JsonNode open =
          json(
              3,
              COMMON + CLAIM + "patterns_tried " + UNDECIDED,
              "certify",
              more[0],
              "--method",
              "exhaustive",
              more[1],
              more[2],
              "--json");
      assertThat(open.get("patterns_tried").text()).isEqualTo("0");
    }
    assertThat(run("certify", small("'none'"), "--list").err()).contains("--method exhaustive");
  }

  /** Advice that can be followed: no number of patterns that no machine will try. */
  @Test
  void whatWouldDecideCanBeDone() {
    String wide = folder.resolve("wide.json").toString();
    run(("generate --widths 1,9,1 --samples 9 --slope 1/2 --seed 1 -o " + wide).split(" "));
    for (String method : List.of("tree", "reduction", "collapse")) {
      String decide =
          json(
                  3,
                  COMMON + CLAIM + UNDECIDED,
                  "certify",
                  wide,
                  "--method",
                  method,
                  "--max-patterns",
                  "9",
                  "--json")
              .get("would_decide")
              .text();
      assertThat(decide).doesNotContain("generic").doesNotContainPattern("[0-9]{14}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "realizable", "every-w"})
  void slopeZeroIsRefuted(String patterns) throws IOException {
    for (String noise : List.of("'generic'", "'none'", "[[[1,2],[3,5],[7,11]]]")) {
      String dead = file("dead.json", Files.readString(Path.of(small(noise))).replace("1/2", "0"));
      JsonNode json =
          json(
              1,
              COMMON + CLAIM + "method counterexample",
              "certify",
              dead,
              "--patterns",
              patterns,
              "--json");
      assertThat(json.get("verdict").write()).isEqualTo("\"REFUTED\"");
      assertThat(run("certify", dead, "--patterns", patterns).out()).contains("inspect", "minima");
    }
  }

  @Test
  void withoutSamplesSlopeZeroHolds() throws IOException {
    String empty = file("empty.json", instance("[2,2,1]", "[]", ",'slope':0"));
    json(0, COMMON + CLAIM + "method scope conclusion", "certify", empty, "--json");
    assertThat(run("width", empty).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduction", "archimedean"})
  void aMethodThatDoesNotDecideEndsUndecided(String method) throws IOException {
    Captured result = run("certify", small("'generic'"), "--method", method);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.out()).startsWith("UNDECIDED");
  }

  @Test
  void aTinyTimeOutEndsUndecided() throws IOException {
    Path kept = folder.resolve("kept.cert");
    JsonNode json =
        json(
            3,
            COMMON + UNDECIDED,
            "certify",
            "--data",
            Repository.file("examples/data/digits.csv.gz").toString(),
            "--target-column",
            "last",
            "--hidden",
            "34",
            "--slope",
            "1/100",
            "--timeout",
            "1ms",
            "--certificate",
            kept.toString(),
            "--json");
    assertThat(json.get("limit").write()).isEqualTo("\"time-out of 1ms\"");
    assertThat(kept).doesNotExist();
  }

  @Test
  void theDigitsNeedThirtyFourUnits() throws IOException {
    String digits = Repository.file("examples/data/digits.csv.gz").toString();
    String certificate = folder.resolve("digits.cert").toString();
    JsonNode width =
        json(
            0,
            COMMON + "width samples rank tight_set",
            "width",
            "--data",
            digits,
            "--target-column",
            "last",
            "--json");
    assertThat(width.get("width").write()).isEqualTo("34");
    assertThat(width.get("samples").write()).isEqualTo("1797");
    assertThat(width.get("rank").write()).isEqualTo("61");
    JsonNode enough = digits(0, digits, "34", certificate, "1");
    assertThat(enough.get("verdict").write()).isEqualTo("\"CERTIFIED\"");
    assertThat(enough.get("certificate").text()).isEqualTo(certificate);
    byte[] once = Files.readAllBytes(Path.of(certificate));
    digits(0, digits, "34", folder.resolve("four.cert").toString(), "4");
    assertThat(Files.readAllBytes(folder.resolve("four.cert"))).isEqualTo(once);
    JsonNode few = digits(1, digits, "33", folder.resolve("few.cert").toString(), "2");
    JsonNode found = few.get("counterexample");
    assertThat(found.get("samples").elements()).hasSize(1651);
    assertThat(found.get("rank").write()).isEqualTo("50");
    assertThat(found.get("width").write()).isEqualTo("33");
    assertThat(run("check", certificate, "--instance", digits).exitCode()).isZero();
  }

  private static JsonNode digits(
      int exitCode, String data, String hidden, String certificate, String threads) {
    return json(
        exitCode,
        COMMON + CLAIM + "method " + (exitCode == 0 ? "scope conclusion" : "counterexample"),
        "certify",
        "--data",
        data,
        "--target-column",
        "last",
        "--hidden",
        hidden,
        "--slope",
        "1/100",
        "--certificate",
        certificate,
        "--threads",
        threads,
        "--json");
  }
}
