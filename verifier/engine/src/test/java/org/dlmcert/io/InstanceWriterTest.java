package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceWriterTest {
  @TempDir Path folder = Path.of("");

  private static Instance withBiasAndName() {
    Network network = new Network(List.of(2, 1, 1), Rational.of(1, 100), true);
    RationalMatrix x =
        RationalMatrix.ofRows(2, List.of(List.of(Rational.of(3), Rational.of(-2, 4))));
    return new Instance(
        Optional.of("a \"name\"\\\n\té😀\ud800"),
        network,
        new Dataset(x, Optional.of(RationalMatrix.of(new long[][] {{-1}}))),
        List.of(new LayerNoise.Given(RationalMatrix.of(new long[][] {{7}}))),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(new long[][] {{1, 2}}),
                    RationalMatrix.of(new long[][] {{3}})),
                Optional.of(List.of(List.of(Rational.ZERO), List.of(Rational.of(1, 3)))))));
  }

  @Test
  void theCanonicalFormIsExactlyThis() {
    assertThat(InstanceWriter.canonical(withBiasAndName()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,1,1],\"slope\":\"1/100\","
                + "\"bias\":true,\"inputs\":[[\"3\",\"-1/2\"]],\"targets\":[\"-1\"],"
                + "\"noise\":[[[\"7\"]]],\"weights\":[[[\"1\",\"2\"]],[[\"3\"]]],"
                + "\"biases\":[[\"0\"],[\"1/3\"]]}");
  }

  @Test
  void absentFieldsAreLeftOutAndNoiseIsAlwaysAList() {
    Network network = new Network(List.of(1, 1, 2, 2), Rational.ZERO, false);
    RationalMatrix x = RationalMatrix.of(new long[][] {{1}, {2}});
    Instance bare =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(x, Optional.empty()),
            List.of(LayerNoise.GENERIC, LayerNoise.NONE),
            Optional.empty());
    assertThat(InstanceWriter.canonical(bare))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,2,2],\"slope\":\"0\","
                + "\"bias\":false,\"inputs\":[[\"1\"],[\"2\"]],\"noise\":[\"generic\",\"none\"]}");
    RationalMatrix y = RationalMatrix.of(new long[][] {{1, 2}, {3, 4}});
    Instance two =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(x, Optional.of(y)),
            bare.noise(),
            bare.weights());
    assertThat(InstanceWriter.canonical(two))
        .asString(StandardCharsets.UTF_8)
        .contains("\"targets\":[[\"1\",\"2\"],[\"3\",\"4\"]]");
  }

  @Test
  void theReadableFormHasALinePerSample() {
    assertThat(InstanceWriter.readable(withBiasAndName()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            {
              "format":"dlmcert-instance/1",
              "name":"a \\"name\\"\\\\\\u000a\\u0009é😀\\ud800",
              "widths":[2,1,1],
              "slope":"1/100",
              "bias":true,
              "inputs":[
                ["3","-1/2"]],
              "targets":["-1"],
              "noise":[
                [
                  ["7"]]],
              "weights":[
                [
                  ["1","2"]],
                [
                  ["3"]]],
              "biases":[
                ["0"],
                ["1/3"]]
            }
            """);
  }

  @Test
  void aLargerTextMayEmbedAnInstance() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      json.beginObject().field("kind").string("x").field("instance");
      InstanceWriter.writeCanonical(withBiasAndName(), json);
      json.field("rank").integer(3).field("big").integer(BigInteger.TEN.pow(20));
      json.field("flag").flag(true).field("none").beginArray().endArray();
      json.field("rows").rows(RationalMatrix.of(new long[][] {{1, 2}, {3, 4}})).endObject();
    }
    String embedded =
        new String(InstanceWriter.canonical(withBiasAndName()), StandardCharsets.UTF_8);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"kind\":\"x\",\"instance\":"
                + embedded
                + ",\"rank\":3,\"big\":100000000000000000000,\"flag\":true,\"none\":[],"
                + "\"rows\":[[\"1\",\"2\"],[\"3\",\"4\"]]}");
  }

  @Test
  void randomInstancesSurviveBothForms() {
    long seed = 20;
    Random random = new Random(seed);
    Inputs inputs = new Inputs(folder);
    for (int k = 0; k < 200; k++) {
      Instance instance = random(random);
      Path readable = inputs.of(InstanceWriter.readable(instance));
      assertThat(InstanceReader.read(readable, LayerNoise.NONE, Numbers.EXACT))
          .as("seed %d, case %d", seed, k)
          .isEqualTo(instance);
      byte[] canonical = InstanceWriter.canonical(instance);
      Instance again = InstanceReader.read(inputs.of(canonical), LayerNoise.NONE, Numbers.EXACT);
      assertThat(again.name()).isEmpty();
      assertThat(InstanceWriter.canonical(again))
          .as("seed %d, case %d", seed, k)
          .isEqualTo(canonical);
    }
  }

  private static Instance random(Random random) {
    int depth = 2 + random.nextInt(3);
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l <= depth; l++) {
      widths.add(1 + random.nextInt(3));
    }
    int samples = random.nextInt(5);
    boolean bias = random.nextBoolean();
    Network network = new Network(widths, number(random), bias);
    List<LayerNoise> noise = new ArrayList<>();
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      if (l < depth) {
        RationalMatrix factors = matrix(random, samples, widths.get(l));
        noise.add(
            List.of(LayerNoise.GENERIC, LayerNoise.NONE, new LayerNoise.Given(factors))
                .get(random.nextInt(3)));
      }
      matrices.add(matrix(random, widths.get(l), widths.get(l - 1)));
      biases.add(matrix(random, 1, widths.get(l)).row(0));
    }
    return new Instance(
        random.nextBoolean() ? Optional.of("name " + random.nextInt()) : Optional.empty(),
        network,
        new Dataset(
            matrix(random, samples, widths.get(0)),
            random.nextBoolean()
                ? Optional.of(matrix(random, samples, widths.get(depth)))
                : Optional.empty()),
        noise,
        random.nextBoolean()
            ? Optional.of(new Weights(matrices, bias ? Optional.of(biases) : Optional.empty()))
            : Optional.empty());
  }

  private static RationalMatrix matrix(Random random, int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> number(random));
  }

  private static Rational number(Random random) {
    BigInteger numerator = new BigInteger(1 + random.nextInt(120), random);
    BigInteger denominator = new BigInteger(random.nextInt(90), random).add(BigInteger.ONE);
    return Rational.of(random.nextBoolean() ? numerator : numerator.negate(), denominator);
  }
}
