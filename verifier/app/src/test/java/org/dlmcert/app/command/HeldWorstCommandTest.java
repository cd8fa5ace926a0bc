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

/** {@code minima --worst} with several outputs, from the instance file to the checked bytes. */
class HeldWorstCommandTest {
  @TempDir Path folder = Path.of("");

  private String instance(int units, String slope, String outputWeights) throws IOException {
    String rows = "[1]" + ",[1]".repeat(units - 1);
    String text =
        "{'format':'dlmcert-instance/1','widths':[1,"
            + units
            + ",2],'slope':'"
            + slope
            + "','inputs':[[1],[-1]],'targets':[[1,0],[1,1]],'noise':'none','weights':[["
            + rows
            + "],"
            + outputWeights
            + "]}";
    return Files.writeString(folder.resolve("held.json"), text.replace('\'', '"')).toString();
  }

  /** At slope 1/2 the outputs of a cell are multiples of (1, -1/2) or (1/2, -1). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|1/2|[[1,-1],[1,-1]]|BAD_MINIMA|1|3/4|3/4",
        "3|1/2|[[1,0,-1],[0,1,-1]]|BAD_MINIMA|1|13/20|13/20",
        "2|1/2|[[1,0],[0,1]]|DONE|0|null|13/20",
        "2|1|[[0,0],[0,0]]|BAD_MINIMA|1|3/4|3/4"
      })
  void theVerdictItsCertificateAndWhatTheCheckerSaysAgree(
      int units,
      String slope,
      String outputWeights,
      String verdict,
      int exitCode,
      String from,
      String to)
      throws IOException {
    String file = instance(units, slope, outputWeights);
    Path certificate = folder.resolve("held.cert");
    Captured result =
        run("minima", file, "--worst", "--certificate", certificate.toString(), "--json");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    JsonNode report = JsonNode.read(result.out());
    assertThat(report.get("verdict").text()).isEqualTo(verdict);
    assertThat(report.get("loss_to").text()).isEqualTo(to);
    assertThat(report.get("loss_from").write())
        .isEqualTo(from.equals("null") ? "null" : '"' + from + '"');
    assertThat(report.get("worst_loss").write())
        .isEqualTo(from.equals(to) ? '"' + to + '"' : "null");
    assertThat(report.get("unit_cells").text()).isEqualTo("2");
    Captured checked = run("check", certificate.toString(), "--instance", file);
    assertThat(checked.exitCode()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out())
        .startsWith("ACCEPTED")
        .contains("with W_2 held at the given values")
        .contains(to);
    assertThat(run("explain", certificate.toString()).out()).contains("soundness.md, 43");
  }

  @Test
  void aSmallerBoundIsRejected() throws IOException {
    String file = instance(2, "1/2", "[[1,0],[0,1]]");
    Path certificate = folder.resolve("held.cert");
    run("minima", file, "--worst", "--certificate", certificate.toString());
    String text = Files.readString(certificate);
    assertThat(text).contains("\"loss_to\":\"13/20\"");
    Path smaller = folder.resolve("smaller.cert");
    Files.writeString(smaller, text.replace("\"loss_to\":\"13/20\"", "\"loss_to\":\"12/20\""));
    assertThat(run("check", smaller.toString()).exitCode()).isEqualTo(1);
    Files.writeString(smaller, text.replace("\"loss_to\":\"13/20\"", "\"loss_to\":\"3/5\""));
    assertThat(run("check", smaller.toString()).out()).startsWith("REJECTED");
  }

  @Test
  void outputWeightsAreNeeded() throws IOException {
    Path file = folder.resolve("free.json");
    Files.writeString(
        file,
        "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,2,2],\"slope\":\"1/2\",\"inputs\":[[1]],"
            + "\"targets\":[[1,0]],\"noise\":\"none\"}");
    Captured result = run("minima", file.toString(), "--worst");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("output");
  }
}
