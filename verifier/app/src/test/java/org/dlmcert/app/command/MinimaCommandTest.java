package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.json;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.testkit.Repository.published;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command {@code minima} as scripts see it. */
class MinimaCommandTest {
  private static final String FIELDS =
      "command version verdict elapsed_seconds certificate claim samples widths slope bias noise"
          + " unit_cells cells_nonzero_output cells_zero_output global_minimum_cells"
          + " bad_minimum_cells losses global_minimum_cells_with_zero_output_weights"
          + " bad_minimum_cells_with_zero_output_weights losses_with_zero_output_weights least_loss"
          + " least_loss_of_all_weights global_minimum worst_loss minima proved";

  @TempDir Path folder = Path.of("");

  private String instance(String text) throws IOException {
    Path file = folder.resolve("instance" + Math.abs(text.hashCode()) + ".json");
    return Files.writeString(
            file, ("{'format':'dlmcert-instance/1'," + text + "}").replace('\'', '"'))
        .toString();
  }

  static Stream<String> publishedCensuses() throws IOException {
    try (Stream<Path> files = Files.list(published("."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("census-") && name.endsWith(".expected.json"))
          .map(name -> name.replace(".expected.json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("publishedCensuses")
  void publishedCensusesAreConfirmed(String name) throws IOException {
    JsonNode.Struct expected =
        (JsonNode.Struct) JsonNode.read(Files.readString(published(name + ".expected.json")));
    int exitCode = expected.get("verdict").text().equals("BAD_MINIMA") ? 1 : 0;
    JsonNode found = json(exitCode, "minima", published(name + ".json").toString());
    for (JsonNode.Field field : expected.fields()) {
      assertThat(found.get(field.name()).write())
          .as("%s of %s", field.name(), name)
          .isEqualTo(field.value().write());
    }
  }

  @Test
  void allLocalMinimaKinksIncluded() throws IOException {
    JsonNode.Struct expected =
        (JsonNode.Struct)
            JsonNode.read(Files.readString(published("kinks-full-rank.expected.json")));
    Path certificate = folder.resolve("k.cert");
    Path kept = folder.resolve("k.checkpoint");
    String[] all = {
      "minima",
      published("kinks-full-rank.json").toString(),
      "--kinks",
      "--limit",
      "3",
      "--certificate",
      certificate.toString(),
      "--checkpoint",
      kept.toString()
    };
    JsonNode found = json(1, all);
    for (JsonNode.Field field : expected.fields()) {
      assertThat(found.get(field.name()).write()).as(field.name()).isEqualTo(field.value().write());
    }
    assertThat(found.get("minima").write())
        .contains("{\"loss\":\"1/20\",\"output_signs\":[-1,1],\"weights\":[[[\"-4/5\"],[\"0\"]]")
        .contains("\"zero_preactivations\":[[],[0,1]]");
    byte[] first = Files.readAllBytes(certificate);
    assertThat(run("check", certificate.toString()).out())
        .startsWith("ACCEPTED")
        .contains("3 losses from 0, the least of all weights, to 1/13");
    assertThat(run("explain", certificate.toString()).out()).contains("soundness.md, 27");
    List<String> again = new ArrayList<>(Arrays.asList(all));
    again.add("--resume");
    again.add("--force");
    json(1, again.toArray(String[]::new));
    assertThat(Files.readAllBytes(certificate)).isEqualTo(first);
    assertThat(run("minima", all[1], "--checkpoint", kept.toString(), "--resume").err())
        .contains("a checkpoint of this search of this instance expected");
    JsonNode stopped = json(3, "minima", all[1], "--kinks", "--max-choices", "63");
    assertThat(stopped.get("would_decide").write()).contains("--max-choices 64");
    assertThat(run("minima", all[1], "--kinks", "--worst").exitCode()).isEqualTo(2);
  }

  /** x = 1, 2, 3 with a bias: minima inside cells have loss 25/36, one on a kink has 7/12. */
  @Test
  void theLeastLossOfAllWeights() throws IOException {
    String file =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':true,'inputs':[[1],[2],[3]],'targets':[1,-1,2]");
    Path certificate = folder.resolve("both.cert");
    JsonNode both = json(1, "minima", file, "--certificate", certificate.toString());
    assertThat(both.get("least_loss").text()).isEqualTo("25/36");
    assertThat(both.get("least_loss_of_all_weights").write()).isEqualTo("false");
    JsonNode least = json(0, "global", file);
    assertThat(both.get("global_minimum").get("loss").text())
        .isEqualTo("7/12")
        .isEqualTo(least.get("loss").text());
    assertThat(run("check", certificate.toString()).out())
        .startsWith("ACCEPTED")
        .contains("the least loss of all weights, also where preactivations are zero, is 7/12");
    assertThat(run("minima", file).out()).contains("7/12: only weights with a preactivation 0");
    assertThat(run("minima", file, "--max-nodes", "1").out())
        .contains("is not known", "--max-nodes");
    for (String nodes : List.of("0", "1")) {
      JsonNode without = json(1, "minima", file, "--max-nodes", nodes);
      assertThat(without.get("least_loss_of_all_weights").write()).isEqualTo("null");
      assertThat(without.get("global_minimum").write()).isEqualTo("null");
    }
  }

  @Test
  void noMinimumInsideACellAndTheLeastLoss() throws IOException {
    String file =
        instance(
            "'widths':[2,1,1],'slope':'1/2','bias':false,'inputs':[[1,0],[1,0],[0,1]],'targets':[0,2,0]");
    JsonNode none = json(0, "minima", file);
    assertThat(none.get("verdict").text()).isEqualTo("NONE");
    assertThat(none.get("least_loss").write()).isEqualTo("null");
    assertThat(none.get("least_loss_of_all_weights").write()).isEqualTo("false");
    assertThat(none.get("global_minimum").get("loss").text()).isEqualTo("1/3");
  }

  /** The best minimum inside cells is the best of all. */
  @Test
  void theLeastLossOfTheCensusIsThatOfAll() throws IOException {
    String file =
        instance("'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1],[-1]],'targets':[1,1]");
    JsonNode json = json(1, "minima", file);
    assertThat(json.get("least_loss_of_all_weights").write()).isEqualTo("true");
    assertThat(json.get("global_minimum").get("loss").text()).isEqualTo("9/20");
  }

  @Test
  void thereAreTwoPublishedCensuses() throws IOException {
    assertThat(publishedCensuses()).contains("census-bad-without-noise", "census-integer-noise");
  }

  @Test
  void fieldsAndCertificate() throws IOException {
    Path certificate = folder.resolve("c.cert");
    JsonNode json =
        json(
            1,
            "minima",
            published("census-bad-without-noise.json").toString(),
            "--limit",
            "3",
            "--certificate",
            certificate.toString());
    assertThat(((JsonNode.Struct) json).fields())
        .extracting(JsonNode.Field::name)
        .containsExactly(FIELDS.split(" "));
    assertThat(json.get("minima").elements())
        .extracting(minimum -> minimum.get("loss").text())
        .containsExactly("0", "81/1672", "558909/365804");
    assertThat(run("check", certificate.toString()).out()).startsWith("ACCEPTED");
  }

  @Test
  void noMinimumAtAllIsNone() throws IOException {
    // one unit of slope 1 and 1/2 on x = 1 and x = -1 would need w̃ = 1 and w̃ = -1
    String file =
        instance(
            "'widths':[1,1,1],'slope':0,'bias':false,'inputs':[[1]],'targets':[0],'noise':[[[1]]]");
    JsonNode json = json(0, "minima", file);
    assertThat(json.get("verdict").text()).isEqualTo("ALL_GLOBAL");
    String none =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1],[1]],'targets':[1,1],"
                + "'noise':[[[1],[-1]]]");
    // G = [1 -1]: the stationary w̃ is 0, with output weight 0
    assertThat(json(1, "minima", none).get("bad_minimum_cells").text()).isEqualTo("0");
  }

  @Test
  void worstAgreesWithTheCensus() throws IOException {
    String file = published("census-bad-without-noise.json").toString();
    JsonNode worst = json(1, "minima", file, "--worst");
    assertThat(worst.get("worst_loss").text()).isEqualTo("558909/365804");
    assertThat(worst.get("unit_cells").text()).isEqualTo("8");
  }

  @Test
  void certificatesAreExplained() {
    String file = published("census-bad-without-noise.json").toString();
    String census = folder.resolve("census.cert").toString();
    String worst = folder.resolve("worst.cert").toString();
    run("minima", file, "--certificate", census);
    run("minima", file, "--worst", "--certificate", worst);
    assertThat(run("explain", census).out()).contains("8 cells", "36 choices", "soundness.md, 24");
    assertThat(run("explain", worst).out()).contains("8 cells", "soundness.md, 25");
  }

  @Test
  void boundariesAreListedApart() throws IOException {
    // at slope 0 a unit that is off, on the boundary too
    String file =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':false,'inputs':[[1]],'targets':[0],"
                + "'noise':['none']");
    JsonNode json = json(0, "minima", file, "--boundaries");
    List<JsonNode> boundary = json.get("boundary_minima").elements();
    assertThat(boundary).hasSize(1);
    assertThat(boundary.get(0).get("loss").text()).isEqualTo("0");
    assertThat(boundary.get(0).get("faces").text()).isEqualTo("3");
    assertThat(run("minima", file, "--boundaries").out()).contains("open cells only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'noise':['none']|targets",
        "'widths':[1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1],'noise':'generic'|generic",
        "'widths':[1,1,1,1],'slope':1,'bias':false,'inputs':[[1]],'targets':[1]|one hidden layer",
        "'widths':[1,1,2],'slope':1,'bias':false,'inputs':[[1]],'targets':[[1,1]]|one output"
      },
      quoteCharacter = '`')
  void unsuitableInstancesAreRefused(String text, String word) throws IOException {
    Captured result = run("minima", instance(text));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(word).contains("instance");
    assertThat(result.err().lines().count()).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--resume|--checkpoint",
        "--worst --boundaries|--worst",
        "--between 0,1|--slice",
        "--slice s.d --between 0,99|--between",
        "--slice s.d --between x|--between",
        "--limit -1|--limit"
      })
  void wrongUsageIsExplained(String options, String word) {
    List<String> args =
        new ArrayList<>(List.of("minima", published("census-integer-noise.json").toString()));
    for (String option : options.split(" ", -1)) {
      args.add(option.matches("[a-z]+\\.[a-z]+") ? folder.resolve(option).toString() : option);
    }
    Captured result = run(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
    assertThat(result.err()).contains(word);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tooManyChoicesAreUndecided() {
    JsonNode json =
        json(3, "minima", published("census-integer-noise.json").toString(), "--max-choices", "10");
    assertThat(json.get("limit").text()).contains("10", "64 choices");
    assertThat(json.get("would_decide").text()).contains("--max-choices 64");
  }

  /** The weights in JSON are those of the text, and inside their cell: every |u| is the same. */
  @Test
  void theLimitShowsWeights() {
    String file = published("census-integer-noise.json").toString();
    assertThat(run("minima", file).out()).doesNotContain("W_1");
    assertThat(run("minima", file, "--limit", "1").out())
        .contains(
            "  minimum 0, loss 0:\n    W_1: [[-18634/967, 2078/967], [-2467/967, -6275/967]]\n    W_2: [[1, 1]]\n");
    assertThat(json(0, "minima", file).get("minima").write())
        .contains("[[\"-18634/967\",\"2078/967\"],[\"-2467/967\",\"-6275/967\"]]");
  }

  @Test
  void picturesAreWrittenTwice() throws IOException {
    Path pictures = folder.resolve("pictures");
    String[] command = {
      "minima",
      published("census-bad-without-noise.json").toString(),
      "--plot",
      pictures.toString(),
      "--slice",
      pictures.toString()
    };
    json(1, command);
    Map<String, Integer> widths = Map.of("cells", 1200, "slice", 2520);
    for (String name : widths.keySet()) {
      byte[] pixels = Files.readAllBytes(pictures.resolve(name + ".png"));
      assertThat(ImageIO.read(new ByteArrayInputStream(pixels)).getWidth())
          .isEqualTo(widths.get(name));
      assertThat(Files.readString(pictures.resolve(name + ".svg")))
          .contains("<svg", "</svg>")
          .hasSizeLessThan(100_000);
    }
    Captured again = run(command);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("cells.png", "--force");
    Path others = folder.resolve("others");
    command[2] = "--slice";
    command[3] = others.toString();
    command[4] = "--between";
    command[5] = "0,3";
    json(1, command);
    assertThat(others.resolve("slice.svg"))
        .content()
        .isNotEqualTo(Files.readString(pictures.resolve("slice.svg")));
  }

  /** With kinks or without: the least of all weights is on a kink here. */
  @ParameterizedTest
  @CsvSource({"--max-nodes=5000", "--kinks"})
  void minimaOnKinksAreDrawn(String option) throws IOException {
    String file =
        instance(
            "'widths':[1,1,1],'slope':'1/2','bias':true,'inputs':[[1],[2],[3]],'targets':[1,-1,2]");
    String pictures = folder.resolve("on-kinks").toString();
    json(1, "minima", file, option, "--plot", pictures, "--slice", pictures);
    assertThat(Path.of(pictures).resolve("slice.svg")).content().contains("<svg", "</svg>");
    assertThat(Path.of(pictures).resolve("cells.svg")).content().contains("<svg", "</svg>");
  }

  @Test
  void aFileIsNoFolderForPictures() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Captured result =
        run("minima", published("census-integer-noise.json").toString(), "--plot", file.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("a folder was expected");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void anExistingCheckpointIsNotOverwritten() throws IOException {
    Path checkpoint = Files.writeString(folder.resolve("checkpoint"), "mine");
    Captured result =
        run(
            "minima",
            published("census-integer-noise.json").toString(),
            "--checkpoint",
            checkpoint.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--resume");
    assertThat(Files.readString(checkpoint)).isEqualTo("mine");
  }
}
