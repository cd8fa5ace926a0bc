package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as scripts see them: exit codes, JSON fields and their types, files. */
class CommandsTest {
  private static final String COMMON = "command version verdict elapsed_seconds certificate ";
  private static final String CLAIM =
      "claim samples widths slope noise patterns pattern_bits trained ";
  private static final List<String> PROVING = List.of("certify", "width", "rank");
  private static final String UNDECIDED = "limit tried would_decide";

  @TempDir Path folder = Path.of("");

  private static Captured run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(args, out, err);
    return new Captured(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static JsonNode json(int exitCode, String fields, String... args) {
    Captured result = run(args);
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(exitCode);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = JsonNode.read(result.out());
    assertThat(((JsonNode.Struct) json).fields())
        .extracting(JsonNode.Field::name)
        .filteredOn(name -> !name.equals("proved"))
        .containsExactly(fields.strip().split(" +"));
    boolean proves = exitCode < 2 && PROVING.contains(args[0]);
    assertThat(json.write().contains(",\"proved\":\"")).isEqualTo(proves);
    assertThat(json.get("command").write()).isEqualTo("\"" + args[0] + "\"");
    assertThat(json.get("elapsed_seconds").write()).matches("[0-9]+(\\.[0-9]+)?");
    return json;
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static String instance(String widths, String inputs, String more) {
    return ("{'format':'dlmcert-instance/1','widths':"
            + widths
            + ",'bias':false,'inputs':"
            + inputs
            + more
            + "}")
        .replace('\'', '"');
  }

  private String small(String noise) throws IOException {
    return file(
        "small.json",
        instance("[2,2,1]", "[[1,0],[0,1],[1,1]]", ",'slope':'1/2','noise':" + noise));
  }

  private static Path repository() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("dlmcert"))) {
      at = at.getParent();
      assertThat(at).as("a folder with the launcher").isNotNull();
    }
    return at;
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
            repository().resolve("examples/data/digits.csv.gz").toString(),
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
    String digits = repository().resolve("examples/data/digits.csv.gz").toString();
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

  @Test
  void widthGivesItsProofOrNull() throws IOException {
    String plain = file("w.json", instance("[2,1,1]", "[[1,0],[2,0],[0,1]]", ",'slope':2"));
    JsonNode json = json(0, COMMON + "width samples rank tight_set", "width", plain, "--json");
    assertThat(json.get("verdict").write()).isEqualTo("\"DONE\"");
    assertThat(json.get("width").write()).isEqualTo("2");
    assertThat(json.get("tight_set").get("samples").elements()).hasSizeGreaterThan(1);
    String zero = file("z.json", instance("[2,1,1]", "[[1,0],[0,0]]", ",'slope':2"));
    JsonNode none = json(1, COMMON + "width samples rank tight_set", "width", zero, "--json");
    assertThat(none.get("width").write()).isEqualTo("null");
    assertThat(none.get("tight_set").write()).isEqualTo("{\"samples\":[1],\"rank\":0}");
  }

  @Test
  void rankIsExact() throws IOException {
    String matrix = file("m.csv", "1/3,2/3\n0.5,1\n1e-2,2e-2\n");
    String certificate = folder.resolve("m.cert").toString();
    JsonNode json =
        json(
            0,
            COMMON + "rows columns rank",
            "rank",
            matrix,
            "--certificate",
            certificate,
            "--json");
    assertThat(json.get("rows").write()).isEqualTo("3");
    assertThat(json.get("columns").write()).isEqualTo("2");
    assertThat(json.get("rank").write()).isEqualTo("1");
    assertThat(run("check", certificate).exitCode()).isZero();
  }

  @Test
  void rankOfASparseMatrixIsExact() throws IOException {
    StringBuilder lines = new StringBuilder("%%MatrixMarket matrix coordinate integer general\n");
    lines.append("10000 100000 102\n");
    for (int k = 1; k <= 100; k++) {
      lines.append(k + " " + 7 * k + " " + k + "\n");
    }
    lines.append("100 100000 -5\n9999 100000 3\n");
    String matrix = file("m.mtx", lines.toString());
    String certificate = folder.resolve("m.cert").toString();
    JsonNode json =
        json(
            0,
            COMMON + "rows columns rank",
            "rank",
            matrix,
            "--certificate",
            certificate,
            "--json");
    assertThat(json.get("rows").write()).isEqualTo("10000");
    assertThat(json.get("columns").write()).isEqualTo("100000");
    assertThat(json.get("rank").write()).isEqualTo("101");
    assertThat(run("check", certificate).out()).contains("with 102 entries not zero");
    assertThat(run("explain", certificate).out())
        .contains("At least 101: elimination modulo ", "At most 101: 101 ");
    assertThat(run("rank", matrix).out())
        .contains(
            "  of a 10000×100000 matrix with 102 entries that are not zero, exactly: neither");
  }

  @Test
  void checkAcceptsRejectsAndStops() throws IOException {
    String certificate = folder.resolve("a.cert").toString();
    assertThat(run("certify", small("'generic'"), "--certificate", certificate).exitCode())
        .isZero();
    JsonNode accepted =
        json(0, COMMON + "kind claim conclusion work", "check", certificate, "--json");
    assertThat(accepted.get("verdict").write()).isEqualTo("\"ACCEPTED\"");
    assertThat(run("check", certificate).out()).startsWith("ACCEPTED");
    assertThat(run("check", certificate, "--instance", small("'generic'")).exitCode()).isZero();
    String forged =
        file(
            "forged.cert",
            Files.readString(Path.of(certificate)).replace("\"samples\":3", "\"samples\":4"));
    json(1, COMMON + "rule place reason", "check", forged, "--json");
    assertThat(run("check", forged).out()).startsWith("REJECTED");
    assertThat(run("check", file("no.cert", "not a certificate")).exitCode()).isEqualTo(1);
    Captured stopped = run("check", certificate, "--max-work", "1");
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
    assertThat(stopped.out()).startsWith("NOT_CHECKED");
    Captured stoppedJson = run("check", certificate, "--max-work", "1", "--json");
    assertThat(stoppedJson.exitCode()).isEqualTo(3);
    JsonNode json = JsonNode.read(stoppedJson.out());
    assertThat(json.get("verdict").write()).isEqualTo("\"NOT_CHECKED\"");
    for (String field : UNDECIDED.split(" ")) {
      assertThat(json.get(field).write()).as(field).isNotEmpty();
    }
  }

  @Test
  void explainSaysWhatIsProved() throws IOException {
    String certificate = folder.resolve("a.cert").toString();
    run("certify", small("'generic'"), "--certificate", certificate);
    JsonNode json =
        json(
            0,
            COMMON + "kind claim conclusion work because explanation",
            "explain",
            certificate,
            "--json");
    assertThat(json.get("explanation").elements()).isNotEmpty();
    assertThat(run("explain", file("no.cert", "{}")).exitCode()).isEqualTo(1);
  }

  @Test
  void generateIsRepeatableAndConvertKeepsTheInstance() throws IOException {
    String[] args = "generate --widths 2,3,1 --samples 4 --slope 1/100 --seed 7".split(" ");
    Captured first = run(args);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(run(args).out()).isEqualTo(first.out());
    assertThat(
            run(
                    "generate",
                    "--widths",
                    "2,3,1",
                    "--samples",
                    "4",
                    "--slope",
                    "1/100",
                    "--seed",
                    "8")
                .out())
        .isNotEqualTo(first.out());
    String generated = file("g.json", first.out());
    assertThat(run("convert", generated).out()).isEqualTo(first.out());
    String output = folder.resolve("o.json").toString();
    JsonNode json =
        json(
            0,
            COMMON + "samples widths slope output",
            "convert",
            generated,
            "-o",
            output,
            "--json");
    assertThat(json.get("output").text()).isEqualTo(output);
    assertThat(Files.readString(Path.of(output))).isEqualTo(first.out());
    assertThat(run("certify", generated).exitCode()).isIn(0, 1, 3);
  }

  @Test
  void aCertificateFileIsUntouchedByAnError() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.cert"), "kept");
    for (List<String> args :
        List.of(
            List.of(small("'generic'")),
            List.of(folder.resolve("missing.json").toString(), "--force"),
            List.of(small("'generic'"), "--force", "--patterns", "some"))) {
      List<String> all = new ArrayList<>(List.of("certify", "--certificate"));
      all.add(kept.toString());
      all.addAll(args);
      Captured result = run(all.toArray(new String[0]));
      assertThat(result.exitCode()).as("%s: %s", all, result.err()).isEqualTo(2);
      assertThat(kept).hasContent("kept");
    }
  }

  /** Every line: the message has these words. FILE stands for an instance, DATA for a CSV. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certify nowhere.json | nowhere.json: no such file",
        "width nowhere.json | nowhere.json: no such file",
        "rank nowhere.csv | nowhere.csv: no such file",
        "check nowhere.cert | nowhere.cert: no such file",
        "explain nowhere.cert | nowhere.cert: no such file",
        "convert nowhere.json | nowhere.json: no such file",
        "certify --hidden 3 --slope 1/2 | --hidden goes with --data",
        "certify FILE --hidden 3 | --hidden goes with --data",
        "certify --data DATA --hidden 3 --slope 1/2 | target column",
        "certify --data DATA --target-column last --slope 1/2 | --hidden",
        "certify --data DATA --target-column last --hidden 3 | --slope",
        "certify --data DATA --target-column last --hidden 3 --slope 1/x | 1/x",
        "certify --data DATA --target-column last --hidden 3 --slope 1/0 | 1/0",
        "certify --data DATA --target-column last --hidden 0 --slope 1 | --hidden 0",
        "certify --data DATA --target-column last --hidden 3 --slope 1 --noise x | --noise x",
        "certify FILE --patterns some | all, realizable, every-w",
        "certify FILE --method magic | immediate, partition",
        "certify FILE --detached | --certificate",
        "certify WRONG | WRONG",
        "certify SEVERAL --output-weights given | the instance has no weights",
        "certify LOWER | weights",
        "generate --widths 3,1 --samples 1 --slope 1 --seed 1 | --widths 3,1",
        "generate --widths 3,2,1 --samples -1 --slope 1 --seed 1 | --samples -1",
        "generate --widths 3,2,1 --samples 1 --slope 1 --seed 1 --range 0 | --range 0",
        "generate --widths 3,2,1 --samples 1 --slope 1 --seed 1 --range 2000000000 | --range",
        "check FILE --max-work -1 | --max-work -1",
      })
  void wrongUsageIsOneMessage(String line, String words) throws IOException {
    String file = small("'generic'");
    String data = file("d.csv", "1,2,0\n3,4,1\n");
    String wrong = file("wrong.json", instance("[3,2,1]", "[[1,0]]", ",'slope':2"));
    String several = file("several.json", instance("[2,2,2]", "[[1,0]]", ",'slope':2"));
    String lower =
        file(
            "lower.json",
            instance("[2,1,1,1]", "[[1,0]]", ",'slope':2,'noise':['none','generic']"));
    String[] args = line.strip().split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] =
          switch (args[i]) {
            case "FILE" -> file;
            case "DATA" -> data;
            case "WRONG" -> wrong;
            case "SEVERAL" -> several;
            case "LOWER" -> lower;
            default -> args[i];
          };
    }
    Captured result = run(args);
    assertThat(result.exitCode()).as("%s", result).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("dlmcert: ")
        .contains(words.equals("WRONG") ? "wrong.json" : words)
        .doesNotContain("Exception", "org.dlmcert");
    assertThat(result.err().lines().count()).isLessThan(10);
    if (line.endsWith("SEVERAL") || line.endsWith("LOWER")) {
      assertThat(result.err()).as("names the file").contains(".json");
    }
  }
}
