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

/** The command {@code global} as scripts see it. */
class GlobalCommandTest {
  /** One unit, inputs 1 and -1, targets 1 and 1: the best line on one side leaves half of one. */
  private static final String TWO_SIDES =
      "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,1],\"slope\":\"0\",\"bias\":false,"
          + "\"inputs\":[[1],[-1]],\"targets\":[1,1],\"noise\":[\"none\"]}";

  @TempDir Path folder = Path.of("");

  private String instance() throws IOException {
    return Files.writeString(folder.resolve("i.json"), TWO_SIDES).toString();
  }

  /** With ReLU one unit reaches one sample only: ((0)² + (1)²)/(2·2) = 1/4. */
  @Test
  void theLeastLossWithItsCertificate() throws IOException {
    String certificate = folder.resolve("c.cert").toString();
    Captured result = run("global", instance(), "--json", "--certificate", certificate);
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
    JsonNode json = JsonNode.read(result.out());
    assertThat(json.get("verdict").text()).isEqualTo("GLOBAL_MINIMUM");
    assertThat(json.get("loss").text()).isEqualTo("1/4");
    assertThat(json.get("weights").elements()).hasSize(2);
    assertThat(Integer.parseInt(json.get("vectors").write())).isPositive();
    assertThat(Integer.parseInt(json.get("products").text())).isPositive();
    assertThat(run("check", certificate).out()).startsWith("ACCEPTED");
    assertThat(run("explain", certificate).exitCode()).isZero();
    Files.writeString(
        Path.of(certificate), Files.readString(Path.of(certificate)).replace("1/4", "1/5"));
    assertThat(run("check", certificate).out()).startsWith("REJECTED");
  }

  /** Two units reach both samples. */
  @Test
  void theLeastLossOverAllWidths() throws IOException {
    Captured result = run("global", instance(), "--any-width", "--json");
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
    JsonNode json = JsonNode.read(result.out());
    assertThat(json.get("loss").text()).isEqualTo("0");
    assertThat(json.get("width").write()).isEqualTo("2");
  }

  @Test
  void deepNetworksAreRefused() throws IOException {
    Path deep =
        Files.writeString(
            folder.resolve("deep.json"),
            TWO_SIDES.replace("[1,1,1]", "[1,1,1,1]").replace("[\"none\"]", "\"none\""));
    Captured result = run("global", deep.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("deep.json").contains("one hidden layer");
  }
}
