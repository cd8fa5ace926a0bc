package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.json;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.testkit.Repository.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command {@code inspect} as scripts see it. */
class InspectCommandTest {
  private static final String FIELDS =
      "command version verdict elapsed_seconds certificate claim samples widths slope bias noise"
          + " loss loss_definition differentiable loss_differentiable zero_preactivations gradient_zero"
          + " gradient_norm_squared layers full_gradient_rank rank_ceiling hessian spurious"
          + " evidence proved";

  @TempDir Path folder = Path.of("");

  private String instance(String text) throws IOException {
    Path file = folder.resolve("instance" + Math.abs(text.hashCode()) + ".json");
    return Files.writeString(
            file, ("{'format':'dlmcert-instance/1'," + text + "}").replace('\'', '"'))
        .toString();
  }

  static Stream<String> publishedPoints() throws IOException {
    try (Stream<Path> files = Files.list(published("."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("point-") && name.endsWith(".expected.json"))
          .map(name -> name.replace(".expected.json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Verdict, facts, certificate, and its explanation. */
  @ParameterizedTest
  @MethodSource("publishedPoints")
  void publishedPointsAreConfirmed(String name) throws IOException {
    JsonNode expected = JsonNode.read(Files.readString(published(name + ".expected.json")));
    String verdict = expected.get("verdict").text();
    String certificate = folder.resolve("c.cert").toString();
    JsonNode found =
        json(
            verdict.endsWith("MINIMUM") ? 0 : 1,
            "inspect",
            published(name + ".json").toString(),
            "--certificate",
            certificate);
    for (JsonNode.Field field : ((JsonNode.Struct) expected).fields()) {
      assertThat(found.get(field.name()).write())
          .as("%s of %s", field.name(), name)
          .isEqualTo(field.value().write());
    }
    assertThat(run("check", certificate).out()).startsWith("ACCEPTED");
    assertThat(run("explain", certificate).out()).contains("soundness.md, 2");
  }

  /** The published networks; by default those that take least time. */
  static Stream<String> gallery() {
    return Stream.of("kinks-biases", "smooth-two-outputs", "kinks-2-3-3-1", "kinks-two-outputs")
        .limit(Cases.count(1, 4));
  }

  /** Trained weights, rounded: each has a local minimum of positive loss nearby. */
  @ParameterizedTest
  @MethodSource("gallery")
  void publishedWeightsHaveABadMinimumNearby(String name) throws IOException {
    JsonNode expected =
        JsonNode.read(Files.readString(published("nearby-" + name + ".expected.json")));
    String file = published("nearby-" + name + ".json").toString();
    String certificate = folder.resolve("c.cert").toString();
    JsonNode found = json(0, "inspect", file, "--polish", "--certificate", certificate);
    JsonNode polish = found.get("polish");
    assertThat(found.get("verdict").write()).isEqualTo(expected.get("verdict").write());
    for (String field : List.of("kind", "coordinates", "kinks", "spurious")) {
      assertThat(polish.get(field).write()).as(field).isEqualTo(expected.get(field).write());
    }
    List<JsonNode> loss = polish.get("loss_interval").elements();
    assertThat(decimal("loss_from", expected)).isGreaterThan(Rational.ZERO);
    assertThat(exact(loss.get(0))).isGreaterThanOrEqualTo(decimal("loss_from", expected));
    assertThat(exact(loss.get(1))).isLessThanOrEqualTo(decimal("loss_to", expected));
    assertThat(Files.readString(published("nearby.md")))
        .contains(found.get("claim").text().substring(1) + ".")
        .contains(found.get("proved").text().replaceFirst("^within \\S+", "") + "\n");
    assertThat(run("check", certificate).out()).startsWith("ACCEPTED");
  }

  private static Rational decimal(String field, JsonNode node) {
    return exact(node.get(field));
  }

  private static Rational exact(JsonNode node) {
    return Numbers.EXACT.read(node.text(), Place.of("report", ""));
  }

  /** |u| units at 0: 60 kinks that rise and 10 that fall, in six dimensions. */
  @Test
  void tooManyKinksAreUndecided() throws IOException {
    Random random = new Random(70);
    List<String> inputs = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int n = 0; n < 70; n++) {
      List<String> row = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        row.add(String.valueOf(random.nextInt(2001) - 1000));
      }
      inputs.add(row.toString());
      targets.add(n < 60 ? "-1" : "1");
    }
    String file =
        instance(
            "'widths':[6,1,1],'slope':-1,'inputs':"
                + inputs
                + ",'targets':"
                + targets
                + ",'weights':[[[0,0,0,0,0,0]],[[1]]]");
    JsonNode found = json(3, "inspect", file);
    assertThat(found.get("verdict").text()).isEqualTo("UNDECIDED");
    assertThat(found.get("limit").write()).contains("unit 0");
    assertThat(found.get("certificate").write()).isEqualTo("null");
  }

  @Test
  void globalMinimaAreExplainedByTheirOwnEvidence() {
    assertThat(run("explain", published("../accepted/global-minimum-cells.cert").toString()).out())
        .contains("least-squares problem")
        .doesNotContain("orthogonal");
    assertThat(run("explain", published("../accepted/global-minimum.cert").toString()).out())
        .contains("orthogonal")
        .doesNotContain("least-squares problem");
  }

  @Test
  void thePublishedPointsAreThere() throws IOException {
    assertThat(publishedPoints())
        .contains(
            "point-saddle-idle-unit",
            "point-swirszcz-dead",
            "point-swirszcz-kink",
            "point-yun-spurious-slope-half",
            "point-yun-zero-loss");
  }

  @Test
  void fields() {
    JsonNode json = json(1, "inspect", published("point-saddle-idle-unit.json").toString());
    assertThat(((JsonNode.Struct) json).fields())
        .extracting(JsonNode.Field::name)
        .containsExactly(FIELDS.split(" "));
    assertThat(json.get("layers").write())
        .isEqualTo(
            "[{\"layer\":1,\"rows\":4,\"rank\":2,\"full_column_rank\":false},"
                + "{\"layer\":2,\"rows\":2,\"rank\":2,\"full_column_rank\":false}]");
    assertThat(json.get("full_gradient_rank").text()).isEqualTo("3");
    assertThat(json.get("rank_ceiling").text()).isEqualTo("4");
    assertThat(json.get("hessian").write()).isEqualTo("null");
    assertThat(json.get("evidence").get("reason").text()).isEqualTo("idle-unit");
    assertThat(json.get("evidence").get("order").text()).isEqualTo("2");
  }

  @Test
  void theHessianComesWhenAskedFor() {
    String file = published("point-saddle-idle-unit.json").toString();
    assertThat(json(1, "inspect", file, "--hessian").get("hessian").write())
        .isEqualTo("{\"positive\":3,\"negative\":1,\"zero\":2}");
    assertThat(run("inspect", file, "--hessian").out())
        .startsWith("SADDLE\n")
        .contains("3 positive, 1 negative, 2 zero", "u_1 (2×4)", "independent checker: accepted");
  }

  @Test
  void aSpuriousMinimumComesWithABetterPoint() {
    JsonNode json = json(0, "inspect", published("point-yun-spurious-slope-half.json").toString());
    assertThat(json.get("spurious").text()).isEqualTo("true");
    assertThat(json.get("evidence").get("better").get("loss").text()).isEqualTo("0");
    assertThat(json.get("claim").text()).contains("spurious");
  }

  /** Residuals 1 and -2 are not orthogonal to equal outputs; with Huber's loss 1/2 and -1/2 are. */
  @Test
  void reasonsSpeakOfTheDerivativesOfHubersLoss() throws IOException {
    String data =
        "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1],[1]],'targets':[0,%s],"
            + "%s'weights':[[[1]],[[1]]]";
    String file = instance(String.format(data, "3", "'loss':'huber:1/2',"));
    String huber = run("inspect", file).out();
    assertThat(huber)
        .startsWith("GLOBAL_MINIMUM\n")
        .contains(
            "because the derivatives of the samples' losses are orthogonal to the outputs of a",
            "and the loss is convex in the outputs")
        .doesNotContain("nearest to the targets", "because the residuals");
    Captured polished = run("inspect", file, "--polish");
    assertThat(polished.exitCode()).isEqualTo(2);
    assertThat(polished.err()).contains("loss: \"squared\" expected for --polish");
    assertThat(run("inspect", instance(String.format(data, "2", ""))).out())
        .startsWith("GLOBAL_MINIMUM\n")
        .contains(
            "because the residuals are orthogonal to the outputs of a hidden unit with any",
            "so the outputs are the nearest to the targets that there are");
  }

  @Test
  void notCriticalShowsTheExactDecreaseAndTheFullRank() throws IOException {
    String file =
        instance(
            "'widths':[2,1,1],'slope':'1/2','bias':false,'inputs':[[1,0],[0,1]],'targets':[1,0],"
                + "'weights':[[[2,1]],[[1]]]");
    JsonNode json = json(1, "inspect", file);
    assertThat(json.get("verdict").text()).isEqualTo("NOT_CRITICAL");
    // f = (2, 1), e = (1, 1): the gradient is (1/2, 1/2 | 3/2), 11/4 in square
    assertThat(json.get("gradient_norm_squared").text()).isEqualTo("11/4");
    assertThat(json.get("gradient_zero").text()).isEqualTo("false");
    assertThat(json.get("evidence").get("coefficient").text()).isEqualTo("-11/2");
    assertThat(json.get("layers").elements().get(0).get("full_column_rank").text())
        .isEqualTo("true");
    assertThat(run("inspect", file).out())
        .contains("G_1 has full column rank and the residuals are not zero", ", less by ");
  }

  @Test
  void kinksAreDecided() throws IOException {
    String relu =
        instance(
            "'widths':[1,1,1],'slope':0,'bias':false,'inputs':[[1]],'targets':[-1],"
                + "'weights':[[[0]],[[1]]]");
    JsonNode json = json(0, "inspect", relu);
    assertThat(json.get("verdict").text()).isEqualTo("LOCAL_MINIMUM");
    assertThat(json.get("loss").text()).isEqualTo("1/2");
    assertThat(json.get("gradient_zero").write()).isEqualTo("null");
    assertThat(json.get("loss_differentiable").text()).isEqualTo("false");
    assertThat(json.get("spurious").text()).isEqualTo("true");
    assertThat(json.get("evidence").get("kinked_units").write()).isEqualTo("[0]");
    assertThat(run("inspect", relu).out()).contains("with kinks: unit 0");
  }

  @Test
  void openQuestionsSayWhatWouldDecide() throws IOException {
    String file =
        instance(
            "'widths':[1,1,1,1],'slope':-1,'bias':false,'inputs':[[1]],'targets':[-1],"
                + "'weights':[[[1]],[[0]],[[1]]]");
    JsonNode json = json(3, "inspect", file);
    assertThat(json.get("verdict").text()).isEqualTo("NOT_DIFFERENTIABLE");
    assertThat(json.get("would_decide").text()).isNotEmpty();
    assertThat(json.get("evidence").get("first_order_complete").text()).isEqualTo("false");
    assertThat(run("inspect", file).out()).startsWith("NOT_DIFFERENTIABLE\n");
  }

  @Test
  void severalOutputsUseTheWholeJacobian() throws IOException {
    String file =
        instance(
            "'widths':[1,1,2],'slope':'1/2','bias':true,'inputs':[[1],[-1]],"
                + "'targets':[[1,2],[3,4]],'weights':[[[1]],[[1],[1]]],'biases':[[0],[0,0]]");
    JsonNode json = json(1, "inspect", file);
    assertThat(json.get("layers").elements().get(1).get("rows").text()).isEqualTo("4");
    // N·d_L = 4 columns: G_2 has one block of rank 2 for each output
    assertThat(json.get("layers").elements().get(1).get("rank").text()).isEqualTo("4");
  }

  @Test
  void withoutSamplesTheLossIsZero() throws IOException {
    String file =
        instance(
            "'widths':[1,1,1],'slope':0,'bias':false,'inputs':[],'targets':[],"
                + "'weights':[[[1]],[[1]]]");
    assertThat(json(0, "inspect", file).get("verdict").text()).isEqualTo("GLOBAL_MINIMUM");
  }

  /** Nearly stationary decimals, as training leaves them. */
  @Test
  void polishFindsTheExactPoint() throws IOException {
    String near =
        "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1],[2],[-1]],'targets':[1,1,1],"
            + "'weights':[[['0.476190476190477']],[['1.0']]]";
    String file = instance(near);
    assertThat(json(1, "inspect", file).get("verdict").text()).isEqualTo("NOT_CRITICAL");
    Path polished = folder.resolve("polished.json");
    JsonNode json = json(0, "inspect", file, "--polish", "-o", polished.toString());
    // w̃ = (1 + 2 - 1/2)/(1 + 4 + 1/4) = 10/21
    assertThat(json.get("verdict").text()).isEqualTo("GLOBAL_MINIMUM");
    assertThat(json.get("gradient_norm_squared").text()).isEqualTo("0");
    assertThat(json.get("polish").get("inside_cell").text()).isEqualTo("true");
    assertThat(json.get("polish").get("gradient_norm_squared_before").text()).isNotEqualTo("0");
    assertThat(Files.readString(polished)).contains("10/21");
    assertThat(json(0, "inspect", polished.toString()).get("loss").text())
        .isEqualTo(json.get("loss").text());
    assertThat(run("inspect", file, "--polish").out()).contains("strictly inside the same cell");
  }

  /** The minimum of the last test: the tree of signs decides, or its limit is named. */
  @Test
  void aLimitOfTheTreeIsNamed() throws IOException {
    String file =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1],[2],[-1]],"
                + "'targets':[1,1,1],'weights':[[['10/21']],[['1']]]");
    JsonNode least = json(0, "inspect", file);
    assertThat(least.get("verdict").text()).isEqualTo("GLOBAL_MINIMUM");
    assertThat(least.get("spurious").write()).isEqualTo("false");
    assertThat(least.get("evidence").get("reason").text()).isEqualTo("tree");
    JsonNode open = json(0, "inspect", file, "--max-nodes", "0");
    assertThat(open.get("verdict").text()).isEqualTo("LOCAL_MINIMUM");
    assertThat(open.get("spurious").write()).isEqualTo("null");
    assertThat(open.get("evidence").get("spurious_undecided").text()).contains("--max-nodes");
  }

  @Test
  void polishThatLeavesTheCellWritesNothing() throws IOException {
    String file =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1]],'targets':[-1],"
                + "'weights':[[['1']],[['1']]]");
    Path polished = folder.resolve("polished.json");
    JsonNode json = json(1, "inspect", file, "--polish", "-o", polished.toString());
    assertThat(json.get("verdict").text()).isEqualTo("NOT_CRITICAL");
    assertThat(json.get("polish").get("inside_cell").text()).isEqualTo("false");
    assertThat(polished).doesNotExist();
    assertThat(run("inspect", file, "--polish").out()).contains("outside the cell");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1]||needs weights",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'weights':[[[1]],[[1]]]||needs targets",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1],'noise':'generic','weights':[[[1]],[[1]]]||generic",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1],'weights':[[[1]],[[1,2]]]||weights[1]",
        "'widths':[1,1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[2],'weights':[[[1]],[[1]],[[1]]]|--polish -o x.json|one hidden layer",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1],'weights':[[[1]],[[1]]]|-o x.json|--polish",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1],'weights':[[[1]],[[1]]]|--detached|--certificate"
      })
  void badInputIsExplained(String text, String options, String word) throws IOException {
    List<String> args = new ArrayList<>(List.of("inspect", instance(text)));
    if (options != null) {
      args.addAll(List.of(options.split(" ")));
    }
    Captured result = run(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(word);
    assertThat(result.err().lines().count()).isLessThan(10);
  }
}
