package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.app.command.CommandTrial.badInput;
import static org.dlmcert.app.command.CommandTrial.done;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.io.array.NpyWriter;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands train, figure, compare and vectors: fields, files, errors. */
class NumericCommandsTest {
  private static final String POINT =
      """
      {"format":"dlmcert-instance/1","widths":[2,2,1],"slope":"1/100","bias":false,
       "inputs":[[1,"1/3"],[0,1],[1,-1]],"targets":[1,-1,1],%s
       "weights":[[[1,"1/2"],[-1,2]],[[1,-1]]]}
      """;

  @TempDir Path folder = Path.of("");

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String point(String more) throws IOException {
    return Files.writeString(folder.resolve("point.json"), POINT.formatted(more)).toString();
  }

  private static Path traps() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("examples/float-traps"))) {
      at = at.getParent();
      assertThat(at).as("a folder with the examples").isNotNull();
    }
    return at.resolve("examples/float-traps");
  }

  @Test
  void trainWritesAnInstanceWithWeights() throws IOException {
    String fields =
        "samples widths slope seed epochs mse misclassified threshold loss_definition output";
    String[] args = {
      "train", point(""), "--epochs", "50", "--seed", "3", "-o", file("a.npz"), "--json"
    };
    JsonNode json = done(fields, args);
    assertThat(json.get("epochs").write()).isEqualTo("50");
    Instance trained = InstanceReader.read(folder.resolve("a.npz"), LayerNoise.NONE, Numbers.EXACT);
    Instance before =
        InstanceReader.read(folder.resolve("point.json"), LayerNoise.NONE, Numbers.EXACT);
    assertThat(trained.dataset()).isEqualTo(before.dataset());
    assertThat(trained.network()).isEqualTo(before.network());
    assertThat(trained.weights()).isPresent().isNotEqualTo(before.weights());

    args[7] = file("b.npz");
    done(fields, args);
    assertThat(folder.resolve("b.npz")).hasSameBinaryContentAs(folder.resolve("a.npz"));
  }

  @Test
  void trainDescends() throws IOException {
    JsonNode none =
        done(
            "samples widths slope seed epochs mse misclassified threshold loss_definition output",
            "train",
            point(""),
            "--optimizer",
            "gd",
            "--epochs",
            "0",
            "--json");
    JsonNode some =
        done(
            "samples widths slope seed epochs mse misclassified threshold loss_definition output",
            "train",
            point(""),
            "--optimizer",
            "gd",
            "--epochs",
            "300",
            "--rate",
            "0.05",
            "--decay-after",
            "100",
            "--json");
    assertThat(mse(some)).isLessThan(mse(none) / 2);
    assertThat(some.get("output").write()).isEqualTo("null");
  }

  /** Biases, several outputs, several layers and noise survive training; other commands read it. */
  @Test
  void whatWasTrainedIsReadByOtherCommands() throws IOException {
    String full =
        """
        {"format":"dlmcert-instance/1","widths":[2,3,2,2],"slope":"1/3","bias":true,
         "inputs":[[1,"1/3"],[0,1],[1,-1]],"targets":[[1,0],[-1,2],[1,"1/7"]],
         "noise":[[[1,2,"1/2"],[1,1,1],[-1,1,1]],"none"]}
        """;
    Path start = Files.writeString(folder.resolve("full.json"), full);
    JsonNode json =
        done(
            "samples widths slope seed epochs mse misclassified threshold loss_definition output",
            "train",
            start.toString(),
            "--epochs",
            "20",
            "--batch",
            "2",
            "-o",
            file("full.npz"),
            "--json");
    Instance before = InstanceReader.read(start, LayerNoise.NONE, Numbers.EXACT);
    Instance trained =
        InstanceReader.read(folder.resolve("full.npz"), LayerNoise.NONE, Numbers.EXACT);
    assertThat(trained.dataset()).isEqualTo(before.dataset());
    assertThat(trained.network()).isEqualTo(before.network());
    assertThat(trained.noise()).isEqualTo(before.noise());
    assertThat(trained.weights().orElseThrow().biases()).isPresent();
    Captured compared = run("compare", file("full.npz"), "--hessian");
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.out()).contains("gradient by W_3", "eigenvalues of the 23×23 Hessian");
    // The loss that compare computes in double is that of training, up to the order of its sums.
    Matcher mse = Pattern.compile("MSE: .*\\n    double ([0-9.E-]+),").matcher(compared.out());
    assertThat(mse.find()).as(compared.out()).isTrue();
    assertThat(Double.parseDouble(mse.group(1))).isCloseTo(mse(json), within(1e-12));
    assertThat(run("vectors", file("full.npz"), "-o", file("full-vectors.npz")).out())
        .contains("bias_gradient_3_exact");
    assertThat(run("inspect", file("full.npz")).exitCode()).isLessThan(2);
  }

  /** The same matrix in every format. */
  @Test
  void ranksOfMatricesInAllFormats() throws IOException {
    Path csv = Files.writeString(folder.resolve("m.csv"), "1,2,3\n2,4,6.5\n");
    Path json = Files.writeString(folder.resolve("m.json"), "[[1,2,3],[2,4,6.5]]");
    Path market =
        Files.writeString(
            folder.resolve("m.mtx"),
            "%%MatrixMarket matrix array real general\n2 3\n1\n2\n2\n4\n3\n6.5\n");
    Path npy = folder.resolve("m.npy");
    try (OutputStream out = Files.newOutputStream(npy)) {
      NpyWriter.write(out, List.of(2, 3), new double[] {1, 2, 3, 2, 4, 6.5});
    }
    String first = run("compare", "--rank-of", csv.toString()).out();
    assertThat(first).startsWith("exact rank of the 2×3 matrix: 2\n");
    for (Path same : List.of(json, market, npy)) {
      assertThat(run("compare", "--rank-of", same.toString()).out()).isEqualTo(first);
    }
    badInput("m.csv", "compare", "--rank-of", Files.writeString(csv, "1,x\n").toString());
    badInput("nowhere.csv", "compare", "--rank-of", file("nowhere.csv"));
  }

  private static double mse(JsonNode json) {
    return Double.parseDouble(json.get("mse").write().replace("\"", ""));
  }

  @Test
  void trainRefusesWhatItCannotDo() throws IOException {
    badInput("noise of layer 1 is generic", "train", point("\"noise\":\"generic\","));
    badInput("--batch 0", "train", point(""), "--batch", "0");
    badInput("--epochs -1", "train", point(""), "--epochs", "-1");
    badInput("--decay-after", "train", point(""), "--decay-after", "2");
    Captured diverged =
        run("train", point(""), "--optimizer", "gd", "--rate", "1e6", "--epochs", "500", "--json");
    assertThat(diverged.exitCode()).isEqualTo(3);
    assertThat(diverged.out()).contains("no finite number", "a smaller --rate");
  }

  @Test
  void compareReportsEveryQuantity() throws IOException {
    JsonNode json =
        done(
            "samples widths slope differs_in_kind loss_definition gradient_exists convention sign_disagreements quantities ranks hessian",
            "compare",
            point(""),
            "--json");
    assertThat(json.get("hessian").write()).isEqualTo("null");
    String text = json.write();
    for (String name :
        List.of("u_1", "a_1", "u_2", "v_2", "MSE", "gradient by W_1", "G_1", "G_2")) {
      assertThat(text).contains("\"name\":\"" + name + "\"");
    }
    assertThat(text).contains("\"matrix\":\"G\"");
    assertThat(run("compare", point("")).out())
        .contains("activations: the same in double and exactly")
        .contains("ranks: exact; of the doubles, exactly; by SVD, by QR, by SVD in float");
    badInput("is generic", "compare", point("\"noise\":\"generic\","));
  }

  @Test
  void compareNeedsWeightsOrAMatrix() throws IOException {
    Path without = folder.resolve("without.json");
    String noWeights = POINT.formatted("").replaceAll(",\\s*\"weights\".*", "}");
    Files.writeString(without, noWeights);
    badInput("compare needs weights", "compare", without.toString());
    badInput("vectors needs weights", "vectors", without.toString(), "-o", file("v.npz"));
    badInput("one of them", "compare", point(""), "--rank-of", file("x.csv"));
    badInput("only one of them", "compare", "--hessian", "--rank-of", file("x.csv"));
    Path blind = folder.resolve("blind.json");
    Files.writeString(blind, POINT.formatted("").replace("\"targets\":[1,-1,1],", ""));
    assertThat(run("compare", blind.toString()).exitCode()).isZero();
    badInput("the Hessian needs targets", "compare", blind.toString(), "--hessian");
    Path large = Files.writeString(folder.resolve("large.csv"), "1e400,1\n");
    badInput("within the range of doubles", "compare", "--rank-of", large.toString());
  }

  @Test
  void theWrongSignAmongTheTrapsIsFound() {
    Captured result = run("compare", traps().resolve("wrong-sign.json").toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("activations: 1 of the wrong side", "double 1.0, exact -1", "cancellation");
  }

  @Test
  void theHessianAmongTheTrapsIsCompared() {
    String trap = traps().resolve("negative-curvature.json").toString();
    JsonNode json =
        done(
            "samples widths slope differs_in_kind loss_definition gradient_exists convention sign_disagreements quantities ranks hessian",
            "compare",
            trap,
            "--hessian",
            "--json");
    assertThat(json.get("differs_in_kind").write()).isEqualTo("true");
    JsonNode hessian = json.get("hessian");
    assertThat(hessian.get("size").write()).isEqualTo("2");
    assertThat(hessian.get("exact").write())
        .isEqualTo("{\"positive\":1,\"negative\":1,\"zero\":0}");
    assertThat(hessian.get("double").write())
        .isEqualTo("{\"positive\":1,\"negative\":0,\"zero\":1}");
    assertThat(hessian.get("explanation").write()).contains("curves downwards");
    assertThat(run("compare", trap, "--hessian").out())
        .contains("exact: 1, 1, 0\n  of the doubles, exactly: 1, 0, 1\n")
        .contains("by eigenvalues in double: 1, 0, 1");
  }

  @Test
  void theRankOfTheNetworkAmongTheTrapsIsCompared() {
    String trap = traps().resolve("rank-of-nearly-equal-slopes.json").toString();
    assertThat(run("compare", trap).out())
        .contains("activations: the same", "  G_1 (2×2): 2; 2; 1, 1, 1\n");
  }

  /** The files of the corpus are those of its tables. */
  @Test
  void everyTrapIsInATable() throws IOException {
    String tables =
        Files.readString(traps().resolve("README.md"))
            + Files.readString(traps().resolve("expected.csv"));
    try (Stream<Path> files = Files.list(traps())) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals("README.md")))
          .hasSizeGreaterThan(3)
          .allSatisfy(name -> assertThat(tables).contains(name));
    }
  }

  /** Every matrix of the corpus has the ranks that it is published with. */
  @Test
  void theTrapsAreWhatTheirTableSays() throws IOException {
    List<String> lines = Files.readAllLines(traps().resolve("expected.csv"));
    assertThat(lines.size()).isGreaterThan(20);
    for (String line : lines.subList(1, lines.size())) {
      String[] cell = line.split(",");
      String matrix = traps().resolve(cell[0]).toString();
      Captured result =
          cell[1].equals("doubles")
              ? run("compare", "--rank-of", matrix, "--doubles", "--json")
              : run("compare", "--rank-of", matrix, "--json");
      JsonNode json = JsonNode.read(result.out());
      assertThat(
              List.of(
                  json.get("rank").write(),
                  json.get("svd_rank").write(),
                  json.get("qr_rank").write(),
                  json.get("float_rank").write()))
          .as(line)
          .containsExactly(cell[2], cell[3], cell[4], cell[5]);
    }
  }

  /** What the archive says exactly and as doubles, read back by the exact reader. */
  @Test
  void theErrorCurveIsDrawnAndResumed() throws IOException {
    String fields = "figure seed repetitions epochs points files";
    String out = file("figure");
    String[] args = {
      "figure", "6.1", "-o", out, "--samples", "9", "--repetitions", "1", "--epochs", "5", "--json"
    };
    JsonNode json = done(fields, args);
    assertThat(json.get("files").write()).contains("figure-6.1.png", "figure-6.1.md");
    for (String ending : List.of("png", "svg", "csv", "md", "checkpoint")) {
      assertThat(folder.resolve("figure/figure-6.1." + ending)).isNotEmptyFile();
    }
    byte[] first = Files.readAllBytes(folder.resolve("figure/figure-6.1.csv"));
    badInput("--force", args);
    badInput("give --resume to go on", "figure", "6.1", "-o", out, "--samples", "9", "--force");
    done(
        fields,
        "figure",
        "6.1",
        "-o",
        out,
        "--samples",
        "9",
        "--repetitions",
        "1",
        "--epochs",
        "5",
        "--json",
        "--force",
        "--resume");
    assertThat(Files.readAllBytes(folder.resolve("figure/figure-6.1.csv"))).isEqualTo(first);
    badInput(
        "a checkpoint of", "figure", "6.1", "-o", out, "--samples", "10", "--resume", "--force");
  }

  /** A table whose last rank is marked as not proved is completed to the table it was. */
  @Test
  void theErrorCurveIsCompletedFromATable() throws IOException {
    String[] args = {
      "figure", "6.1", "-o", file("one"), "--samples", "9", "--repetitions", "1", "--epochs", "5"
    };
    assertThat(run(args).exitCode()).isZero();
    String table = Files.readString(folder.resolve("one/figure-6.1.csv"));
    String open = table.replaceFirst(",[A-Z_]+,(\\d+)\n$", ",NONE,$1\n");
    assertThat(open).isNotEqualTo(table);
    Path before = Files.writeString(folder.resolve("open.csv"), open);
    List<String> again = new ArrayList<>(List.of(args));
    again.set(3, file("two"));
    again.addAll(List.of("--from", before.toString()));
    Captured result = run(again.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Networks with a rank that it had not proved: 1.");
    assertThat(folder.resolve("two/figure-6.1.csv")).hasContent(table);
    assertThat(folder.resolve("two/figure-6.1.md"))
        .content()
        .contains("taken from the table of an earlier run", "what was computed now");
    String moved =
        open.replaceFirst(
            "\\n(?<head>(?:[^,\\n]*,){10})[^,\\n]*,(?<tail>[^\\n]*,NONE,)", "\n${head}7.5,${tail}");
    assertThat(moved).isNotEqualTo(open);
    Path other = Files.writeString(folder.resolve("other.csv"), moved);
    again.set(3, file("three"));
    again.set(again.size() - 1, other.toString());
    badInput("does not end as in the table", again.toArray(String[]::new));
    again.set(again.size() - 1, file("nowhere.csv"));
    again.set(3, file("four"));
    badInput("nowhere.csv: no such file", again.toArray(String[]::new));
  }

  /** Labels 0 and 1 are divided at 1/2, and training stops once they are. */
  @Test
  void labelsOfTwoValuesAreDividedAtTheirMiddle() throws IOException {
    String words = "divided at 0.5, the middle of the two values of the targets";
    Path zeroOne = Files.writeString(folder.resolve("l.csv"), "x,y\n1,0\n2,0\n-1,1\n-2,1\n");
    Path signs = Files.writeString(folder.resolve("s.csv"), "x,y\n1,-1\n2,-1\n-1,1\n-2,1\n");
    Path three = Files.writeString(folder.resolve("t.csv"), "x,y\n1,0\n2,0\n-1,1\n-2,3\n");
    assertThat(trained(zeroOne)).contains("misclassified 0 of 4, outputs and targets " + words);
    assertThat(trained(signs)).contains("misclassified 0 of 4", "divided at 0, the middle");
    assertThat(trained(three)).contains("divided at 0, as the targets have more than two values");
    // All targets are 0 or more: with 0 as threshold any network of nonnegative outputs was right.
    assertThat(trained(zeroOne)).doesNotContain("trained 0 epochs");
  }

  private String trained(Path data) {
    Captured result =
        run(
            "train",
            "--data",
            data.toString(),
            "--target-column",
            "last",
            "--hidden",
            "2",
            "--slope",
            "0",
            "--bias",
            "--stop-when-classified",
            "--epochs",
            "3000");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void figuresRefuseWhatIsNotTheirs() throws IOException {
    badInput("6.1, 6.1-ends, 6.2 or 6.2-deep expected", "figure", "6.3", "-o", file("f"));
    badInput("unknown option '--mnist'", "figure", "6.2", "-o", file("f"), "--mnist", "x");
    badInput("unknown option '--polish'", "figure", "6.1", "-o", file("f"), "--polish");
    badInput("different numbers", "figure", "6.1", "-o", file("f"), "--samples", "9,9");
    badInput("--repetitions 0", "figure", "6.2", "-o", file("f"), "--repetitions", "0");
    badInput("is a file", "figure", "6.1", "-o", point(""));
    badInput(
        "--step-factor does not go with --from",
        "figure",
        "6.1",
        "-o",
        file("f"),
        "--step-factor",
        "2",
        "--from",
        point(""));
    badInput("a folder of IDX files", "figure", "6.1", "-o", file("f"), "--mnist", file("nowhere"));
  }
}
