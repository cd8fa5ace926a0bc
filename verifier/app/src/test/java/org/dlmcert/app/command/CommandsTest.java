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
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as scripts see them: exit codes, JSON fields and their types, files. */
class CommandsTest {
  private static final String UNDECIDED = "limit tried would_decide";

  @TempDir Path folder = Path.of("");

  private String file(String name, String content) throws IOException {
    return CommandTrial.file(folder, name, content);
  }

  private String small(String noise) throws IOException {
    return CommandTrial.small(folder, noise);
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
    assertThat(run("certify", generated).out()).startsWith("CERTIFIED\n");
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
