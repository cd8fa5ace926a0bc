package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.json;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.testkit.Repository.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a certificate about three layers says, and what it does not: a certified instance and a bad
 * minimum of the same data at other lower weights.
 */
class DeepClaimTest {
  private static final String HELD =
      "every differentiable local minimum in (W_2, W_3), with W_1 held at the given values, has zero"
          + " training error";

  @TempDir private Path folder;

  /** Two inputs, one output, no two samples parallel, everything generic. */
  private String generic(String hidden, int samples) throws IOException {
    String inputs =
        IntStream.range(0, samples)
            .mapToObj(n -> "[" + (n + 1) + "," + (n * n + 1) + "]")
            .collect(Collectors.joining(","));
    return Files.writeString(
            folder.resolve("generic.json"),
            """
            {"format":"dlmcert-instance/1","widths":[2,%s,1],"slope":"1/2","bias":false,"inputs":[%s]}
            """
                .formatted(hidden, inputs))
        .toString();
  }

  private static void agrees(JsonNode found, String name) throws IOException {
    JsonNode expected = JsonNode.read(Files.readString(published(name + ".expected.json")));
    for (JsonNode.Field field : ((JsonNode.Struct) expected).fields()) {
      assertThat(found.get(field.name()).write())
          .as("%s of %s", field.name(), name)
          .isEqualTo(field.value().write());
    }
  }

  @Test
  void theConclusionNamesTheHeldLayerEverywhere() throws IOException {
    String instance = published("deep-held-layer.json").toString();
    String certificate = folder.resolve("c.cert").toString();
    agrees(json(0, "certify", instance, "--certificate", certificate), "deep-held-layer");
    assertThat(run("certify", instance).out()).startsWith("CERTIFIED").contains("  so " + HELD);
    for (String command : List.of("check", "explain")) {
      assertThat(json(0, command, certificate).get("conclusion").text()).isEqualTo(HELD);
      assertThat(run(command, certificate).out()).contains("  so " + HELD);
    }
  }

  /** The same data, targets and noise, and a minimum of positive loss with every u ≠ 0. */
  @Test
  void itIsNotAboutMinimaInAllWeights() throws IOException {
    String certificate = folder.resolve("c.cert").toString();
    JsonNode found =
        json(
            0,
            "inspect",
            published("deep-bad-minimum.json").toString(),
            "--certificate",
            certificate);
    agrees(found, "deep-bad-minimum");
    assertThat(run("check", certificate).out())
        .startsWith("ACCEPTED")
        .contains("the point is a local minimum, with loss 3491337/13770752");
    JsonNode held = JsonNode.read(Files.readString(published("deep-held-layer.json")));
    JsonNode bad = JsonNode.read(Files.readString(published("deep-bad-minimum.json")));
    for (String same : List.of("widths", "slope", "bias", "inputs", "targets", "noise")) {
      assertThat(bad.get(same).write()).as(same).isEqualTo(held.get(same).write());
    }
    assertThat(bad.get("weights").write()).isNotEqualTo(held.get("weights").write());
  }

  /** The minimum that refutes a deep claim is one in the last two layers. */
  @Test
  void theMinimumOfARefutationNamesTheHeldLayer() {
    String instance = published("deep-bad-minimum.json").toString();
    Captured refuted = run("certify", instance, "--patterns", "realizable");
    assertThat(refuted.exitCode()).isEqualTo(1);
    assertThat(refuted.out())
        .contains(
            "it is a differentiable local minimum in (W_2, W_3), with W_1 held at the given"
                + " values, of loss 215389/4");
  }

  @Test
  void genericLowerLayersAreHeldAtAlmostEveryValue() throws IOException {
    JsonNode found = json(0, "certify", generic("3,4,2", 8));
    assertThat(found.get("conclusion").text())
        .isEqualTo(
            "for almost every noise, every differentiable local minimum in (W_3, W_4), with W_1,"
                + " W_2 held at almost every value, has zero training error");
    assertThat(found.get("trained").write()).isEqualTo("[3,4]");
    assertThat(json(1, "certify", generic("3,4,2", 9)).get("trained").write()).isEqualTo("[3,4]");
  }

  @Test
  void oneHiddenLayerHoldsNothing() throws IOException {
    JsonNode found = json(0, "certify", generic("3", 6));
    assertThat(found.get("conclusion").text())
        .isEqualTo(
            "for almost every noise, every differentiable local minimum has zero training error");
    assertThat(found.get("trained").write()).isEqualTo("[1,2]");
  }
}
