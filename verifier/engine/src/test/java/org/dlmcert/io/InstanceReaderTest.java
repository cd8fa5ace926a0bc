package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InstanceReaderTest {
  @TempDir Path folder = Path.of("");
  private Inputs inputs = new Inputs(folder);

  @BeforeEach
  void setUp() {
    inputs = new Inputs(folder);
  }

  /** A valid instance, a field per line. */
  private static final String VALID =
      """
      { "format": "dlmcert-instance/1",
        "widths": [2, 3, 1],
        "slope": "1/100",
        "bias": false,
        "inputs": [[1, "1/2"], [0.1, "0x1.8p-3"]],
        "targets": [1, -1],
        "noise": "generic",
        "weights": [[[1, 2], [3, 4], [5, 6]], [[7, 8, 9]]] }
      """;

  private static Instance read(Path file) {
    return InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT);
  }

  private String refusal(String json) {
    Path file = inputs.of(json);
    return Inputs.refusal(file, () -> read(file));
  }

  @Test
  void readsEveryField() {
    Instance instance = read(inputs.of(VALID));
    assertThat(instance.name()).isEmpty();
    assertThat(instance.network().widths()).containsExactly(2, 3, 1);
    assertThat(instance.network().slope()).isEqualTo(Rational.of(1, 100));
    assertThat(instance.network().bias()).isFalse();
    assertThat(instance.dataset().inputs().toString()).isEqualTo("2×2 [[1, 1/2], [1/10, 3/16]]");
    assertThat(instance.dataset().targets()).contains(RationalMatrix.of(new long[][] {{1}, {-1}}));
    assertThat(instance.noise()).containsExactly(LayerNoise.GENERIC);
    assertThat(instance.weights().orElseThrow().matrices())
        .containsExactly(
            RationalMatrix.of(new long[][] {{1, 2}, {3, 4}, {5, 6}}),
            RationalMatrix.of(new long[][] {{7, 8, 9}}));
  }

  @Test
  void fieldsMayComeInAnyOrderGzippedAndWithByteOrderMark() {
    String shuffled =
        "\uFEFF\n{\"inputs\":[[1]],\"bias\":true,\"slope\":0,\"widths\":[1,1,1],\"name\":\"é\","
            + "\"biases\":[[2],[3]],\"weights\":[[[1]],[[1]]],\"format\":\"dlmcert-instance/1\"}\n";
    Instance instance = read(inputs.of(Inputs.gzipped(shuffled.getBytes(StandardCharsets.UTF_8))));
    assertThat(instance.name()).contains("é");
    assertThat(instance.weights().orElseThrow().biases().orElseThrow())
        .containsExactly(List.of(Rational.of(2)), List.of(Rational.of(3)));
    assertThat(instance.dataset().targets()).isEmpty();
    assertThat(instance.noise()).containsExactly(LayerNoise.NONE);
  }

  @Test
  void theDefaultNoiseFillsAnAbsentFieldOnly() {
    Path absent = inputs.of(VALID.replace("\"noise\": \"generic\",", ""));
    assertThat(InstanceReader.read(absent, LayerNoise.GENERIC, Numbers.EXACT).noise())
        .containsExactly(LayerNoise.GENERIC);
    assertThat(InstanceReader.read(absent, LayerNoise.NONE, Numbers.EXACT).noise())
        .containsExactly(LayerNoise.NONE);
    Path none = inputs.of(VALID.replace("\"generic\"", "\"none\""));
    assertThat(InstanceReader.read(none, LayerNoise.GENERIC, Numbers.EXACT).noise())
        .containsExactly(LayerNoise.NONE);
  }

  @Test
  void noiseMayDifferFromLayerToLayer() {
    String deep =
        """
        {"format": "dlmcert-instance/1", "widths": [1, 2, 1, 3, 2], "slope": 0.5, "bias": false,
         "inputs": [[1], [2]], "targets": [[1, 2], [3, 4]], "noise": %s}
        """;
    Instance mixed = read(inputs.of(deep.formatted("[[[1, 2], [3, 4]], \"none\", \"generic\"]")));
    assertThat(mixed.noise(1))
        .isEqualTo(new LayerNoise.Given(RationalMatrix.of(new long[][] {{1, 2}, {3, 4}})));
    assertThat(mixed.noise(2)).isEqualTo(LayerNoise.NONE);
    assertThat(mixed.noise(3)).isEqualTo(LayerNoise.GENERIC);
    assertThat(read(inputs.of(deep.formatted("\"generic\""))).noise())
        .containsExactly(LayerNoise.GENERIC, LayerNoise.GENERIC, LayerNoise.GENERIC);
    assertThat(refusal(deep.formatted("[[[1, 2], [3, 4]], \"none\"]")))
        .isEqualTo(": line 2, noise: one entry for each of 3 hidden layers expected, found 2");
    assertThat(refusal(deep.formatted("[[[1, 2], [3, 4]], [[1, 2], [3, 4]], \"none\"]")))
        .isEqualTo(": line 2, noise[1]: 2×1 (N × d_2) expected, found 2×2");
  }

  @Test
  void targetsOfOneOutputAreNumbersOrRowsOfOne() {
    Instance rows = read(inputs.of(VALID.replace("[1, -1]", "[[1], [-1]]")));
    assertThat(rows.dataset().targets()).contains(RationalMatrix.of(new long[][] {{1}, {-1}}));
  }

  @Test
  void nearestDoublesApplyToNumbersAndStrings() {
    Path file = inputs.of(VALID.replace("0.1", "\"0.1\""));
    Instance instance = InstanceReader.read(file, LayerNoise.NONE, Numbers.NEAREST_DOUBLES);
    assertThat(instance.dataset().inputs().get(1, 0))
        .hasToString("3602879701896397/36028797018963968");
    assertThat(instance.network().slope()).isEqualTo(Rational.of(1, 100));
  }

  @Test
  void anEmptyDataSetHasAShape() {
    Instance empty =
        read(inputs.of(VALID.replaceAll("\"inputs\".*,", "\"inputs\": [],").replace("1, -1", "")));
    assertThat(empty.dataset().inputs().shape()).isEqualTo("0×2");
    assertThat(empty.dataset().targets().map(RationalMatrix::shape)).isEqualTo(Optional.of("0×1"));
  }

  @Test
  void longNumbersReachTheParserAsText() {
    String digits = "7".repeat(100_000);
    for (String number : new String[] {digits, '"' + digits + '"', digits + ".0e-1"}) {
      Path file = inputs.of(VALID.replace("0.1", number));
      if (number.contains(".")) {
        assertThat(Inputs.refusal(file, () -> read(file)))
            .startsWith(": line 5, inputs[1][0]: a number of at most 100000 digits expected");
      } else {
        assertThat(read(file).dataset().inputs().get(1, 0)).hasToString(digits);
      }
    }
    String tooLong = "7".repeat(100_001);
    for (String number : new String[] {tooLong, '"' + tooLong + '"', "7".repeat(3_000_000)}) {
      assertThat(refusal(VALID.replace("0.1", number)))
          .contains("line 5")
          .contains("a number of at most 100000 digits")
          .contains("expected, found a longer one");
    }
    assertThat(read(inputs.of(VALID.replace("0.1", "1.0E+2"))).dataset().inputs().get(1, 0))
        .hasToString("100");
  }

  @Test
  void biasLeftOutIsWhetherThereAreBiases() {
    assertThat(read(inputs.of(VALID.replace("\"bias\": false,", ""))).network().bias()).isFalse();
    String withBiases =
        VALID
            .replace("\"bias\": false,", "")
            .replace("]]] }", "]]], \"biases\": [[1, 2, 3], [4]] }");
    assertThat(read(inputs.of(withBiases)).network().bias()).isTrue();
  }

  static Stream<Arguments> corruptions() {
    return Stream.of(
        Arguments.of(
            "\"slope\": \"1/100\",",
            "",
            ": line 8: the field \"slope\" expected, found only format, widths, bias, inputs, targets, noise, weights"),
        Arguments.of(
            "\"bias\"",
            "\"biass\"",
            ": line 4, biass: one of the fields format, name, widths, slope, bias, activation, features, inputs, targets, noise, weights, biases, loss expected, found \"biass\""),
        Arguments.of(
            "\"bias\": false",
            "\"slope\": 1",
            ": line 4, slope: each field once expected, found \"slope\" a second time"),
        Arguments.of(
            "instance/1",
            "instance/2",
            ": line 1, format: \"dlmcert-instance/1\" expected, found \"dlmcert-instance/2\""),
        Arguments.of("false", "0", ": line 4, bias: true or false expected, found 0"),
        Arguments.of("false", "null", ": line 4, bias: true or false expected, found null"),
        Arguments.of(
            "[2, 3, 1]",
            "[2, 3]",
            ": line 2, widths: three or more widths d_0, …, d_L, L ≥ 2 expected, found [2, 3]"),
        Arguments.of(
            "[2, 3, 1]",
            "[2, 0, 1]",
            ": line 2, widths[1]: an integer from 1 to 16777216 expected, found 0"),
        Arguments.of(
            "[2, 3, 1]",
            "[2, 3.0, 1]",
            ": line 2, widths[1]: an integer from 1 to 16777216 expected, found 3.0"),
        Arguments.of(
            "[2, 3, 1]",
            "[2, 99999999999999999999, 1]",
            ": line 2, widths[1]: an integer from 1 to 16777216 expected, found 99999999999999999999"),
        Arguments.of(
            "[2, 3, 1]", "7", ": line 2, widths: a list of widths d_0, …, d_L expected, found 7"),
        Arguments.of(
            "[2, 3, 1]", "[3, 3, 1]", ": line 5, inputs: 2×3 (N × d_0) expected, found 2×2"),
        Arguments.of(
            "[2, 3, 1]",
            "[2, 3, 2]",
            ": line 6, targets: 2×2 (N × d_L) expected, found a list of 2 numbers"),
        Arguments.of(
            "[1, -1]",
            "[1, -1, 1]",
            ": line 6, targets: 2×1 (N × d_L) expected, found a list of 3 numbers"),
        Arguments.of(
            "[1, -1]", "[[1, -1], [1, 1]]", ": line 6, targets: 2×1 (N × d_L) expected, found 2×2"),
        Arguments.of(
            "[1, -1]", "[1, [-1]]", ": line 6, targets[1]: a number expected, found a list"),
        Arguments.of(
            "[1, -1]",
            "[[1], -1]",
            ": line 6, targets[1]: a row: a list of numbers expected, found -1"),
        Arguments.of("[1, -1]", "[1, true]", ": line 6, targets[1]: a number expected, found true"),
        Arguments.of(
            "[1, -1]", "[1, {}]", ": line 6, targets[1]: a number expected, found an object"),
        Arguments.of(
            "[1, -1]", "[1, \"x\"]", ": line 6, targets[1]: a number expected, found \"x\""),
        Arguments.of(
            "[1, -1]", "[1, \" 1\"]", ": line 6, targets[1]: a number expected, found \" 1\""),
        Arguments.of(
            "[1, -1]",
            "[1, 1e10001]",
            ": line 6, targets[1]: an exponent from -10000 to 10000 expected, found \"1e10001\""),
        Arguments.of(
            "\"1/2\"]",
            "\"1/2\", 3]",
            ": line 5, inputs[1]: a row of 3 numbers like row 0 expected, found one of 2"),
        Arguments.of(
            "\"1/100\"",
            "\"1/0\"",
            ": line 3, slope: a number expected, found \"1/0\", with denominator zero"),
        Arguments.of(
            "\"generic\"",
            "\"Generic\"",
            ": line 7, noise: \"generic\", \"none\" or a table expected, found \"Generic\""),
        Arguments.of(
            "\"generic\"",
            "1",
            ": line 7, noise: \"generic\", \"none\" or a list with an entry per hidden layer expected, found 1"),
        Arguments.of(
            "\"generic\"",
            "[1]",
            ": line 7, noise[0]: \"generic\", \"none\", a table or a lift expected, found 1"),
        Arguments.of(
            "\"generic\"",
            "[[[1, 2], [3, 4]]]",
            ": line 7, noise[0]: 2×3 (N × d_1) expected, found 2×2"),
        Arguments.of(
            "[[7, 8, 9]]", "[[7, 8]]", ": line 8, weights[1]: 1×3 (d_2 × d_1) expected, found 1×2"),
        Arguments.of(
            ", [[7, 8, 9]]",
            "",
            ": line 8, weights: 2 weight matrices W_1, …, W_L expected, found 1"),
        Arguments.of(
            "]] }",
            "]], \"biases\": [] }",
            ": line 8, biases: no biases, as the field bias is false, expected, found some"),
        Arguments.of(
            "false",
            "true",
            ": line 8, weights: biases with the weights, as the field bias is true, expected, found none"),
        Arguments.of("]] }", "]] } 1", ": line 8: the end of the file expected, found 1"),
        Arguments.of("]] }", "]] } }", ": line 8, near character 57: JSON expected, found "),
        Arguments.of(
            "]] }",
            "]",
            ": line 9: a closing bracket, brace or quote expected, found the end of the JSON text"),
        Arguments.of(
            "0.1",
            "NaN",
            ": line 5, near character 30: JSON expected, found Non-standard token 'NaN'"),
        Arguments.of("0.1", "+1", ": line 5, near character 29: JSON expected, found "),
        Arguments.of(
            "0.1",
            "01",
            ": line 5, near character 28: JSON expected, found Invalid numeric value: Leading zeroes not allowed"),
        Arguments.of("0.1", "1/2", ": line 5, "),
        Arguments.of("0.1", "\u0000", ": line 5, near character "),
        Arguments.of("0.1", "\"\u0000\"", ": line 5, "),
        Arguments.of("0.1,", "0.1 // one\n,", ": line 5, near character "));
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void corruptedInstancesAreRefused(String from, String to, String message) {
    assertThat(VALID).contains(from);
    assertThat(refusal(VALID.replace(from, to))).startsWith(message);
  }

  @Test
  void biasesNeedTheirShapesAndWeights() {
    String biased = VALID.replace("false", "true").replace("]] }", "]], \"biases\": %s }");
    assertThat(read(inputs.of(biased.formatted("[[1, 2, 3], [\"1/2\"]]"))).weights()).isPresent();
    assertThat(refusal(biased.formatted("[[1, 2], [3]]")))
        .isEqualTo(
            ": line 8, biases[0]: a list of 3 numbers (d_1) expected, found a list of 2 numbers");
    assertThat(refusal(biased.formatted("[[1, 2, 3], [[4]]]")))
        .isEqualTo(": line 8, biases[1]: a list of 1 numbers (d_2) expected, found 1×1");
    assertThat(refusal(biased.formatted("[[1, 2, 3]]")))
        .isEqualTo(": line 8, biases: 2 bias vectors b_1, …, b_L expected, found 1");
    assertThat(
            refusal(
                biased
                    .formatted("[[1, 2, 3], [1]]")
                    .replaceAll("\"weights\".*]]],?|$^", "")
                    .replaceAll(
                        "\"weights\": \\[\\[\\[1, 2], \\[3, 4], \\[5, 6]], \\[\\[7, 8, 9]]], ",
                        "")))
        .isEqualTo(": line 8, biases: weights with the biases expected, found none");
  }

  @Test
  void otherFormatsAreNamed() {
    assertThat(refusal("1,2,3\n"))
        .isEqualTo(
            ": an instance in JSON or NPZ expected, found a table of comma-separated values");
    assertThat(refusal("[[1]]"))
        .isEqualTo(": line 1: an instance, a JSON object expected, found a list");
    assertThat(refusal(""))
        .isEqualTo(": JSON, CSV, NPY, NPZ or MatrixMarket expected, found an empty file");
  }

  @Test
  void missingFilesAndDirectoriesAreNamed() {
    Path absent = folder.resolve("absent");
    assertThat(Inputs.refusal(absent, () -> read(absent))).isEqualTo(": no such file");
    assertThat(Inputs.refusal(folder, () -> read(folder)))
        .isEqualTo(": a file expected, found a directory");
  }
}
