package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dlmcert.app.Captured;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Place;
import org.dlmcert.io.array.NamedArrays;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models from files, made by PyTorch: see examples/models. */
class ModelCommandsTest {
  private static final Path MODELS = Path.of("../../examples/models");

  @TempDir Path folder;

  /** Some digits of 64 pixels from 0 to 16, and a target. */
  private Path data(int samples) throws IOException {
    StringBuilder csv = new StringBuilder();
    long state = 12345;
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j < 64; j++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        csv.append((state >>> 33) % 17).append(',');
      }
      csv.append(i % 2 * 2 - 1).append('\n');
    }
    return Files.writeString(folder.resolve("data.csv"), csv);
  }

  @Test
  void aConvolutionalModelIsConvertedCertifiedInspectedAndChecked() throws IOException {
    String instance = folder.resolve("conv.json").toString();
    Captured converted =
        run(
            "convert",
            MODELS.resolve("digits-conv.onnx").toString(),
            "--data",
            data(100).toString(),
            "--target-column",
            "last",
            "-o",
            instance);
    assertThat(converted.exitCode()).as(converted.err()).isZero();
    assertThat(converted.out())
        .contains("/8/Gemm (Gemm), then node /10/Gemm (Gemm)", "/7/Flatten_output_0", "held");
    Instance read = InstanceReader.read(Path.of(instance), LayerNoise.NONE, Numbers.EXACT);
    assertThat(read.network().widths()).containsExactly(48, 40, 1);
    assertThat(read.network().slope()).isEqualTo(Rational.of(1, 8));
    // The instance names the model, and so does whatever is said of the certificate.
    String digest = sha256(MODELS.resolve("digits-conv.onnx"));
    assertThat(converted.out())
        .contains("features of 9 nodes of the model with the SHA-256 " + digest);
    assertThat(read.dataset().features()).contains(new Features(digest, 9));
    String certificate = folder.resolve("conv.cert").toString();
    Captured certified = run("certify", instance, "--certificate", certificate);
    assertThat(certified.exitCode()).isZero();
    String features =
        "the inputs are features and are taken as they stand: by the instance's word dlmcert"
            + " computed them with 9 nodes of the model with the SHA-256 "
            + digest
            + "; the checker did not evaluate the layers below";
    assertThat(certified.out()).contains(features);
    Captured checked = run("check", certificate, "--instance", instance);
    assertThat(checked.out())
        .startsWith("ACCEPTED")
        .contains(features, "next: dlmcert explain says it in words\n");
    assertThat(run("check", certificate, "--json").out()).contains("\"features\":\"" + features);
    Path page = folder.resolve("page.html");
    assertThat(run("explain", certificate, "--report", page.toString()).out())
        .contains(features, "next: --instance FILE compares");
    assertThat(Files.readString(page)).contains(digest + "; the checker did not evaluate");
    assertThat(run("explain", certificate, "--instance", instance).out()).doesNotContain("next:");
    // Another model's digest in the user's own file: other data.
    Path other =
        Files.writeString(
            folder.resolve("other.json"),
            Files.readString(Path.of(instance)).replace(digest, "0".repeat(64)));
    assertThat(run("check", certificate, "--instance", other.toString()).out())
        .startsWith("REJECTED")
        .contains("features differs first");
    assertThat(run("inspect", instance).exitCode()).isEqualTo(1); // no critical point
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClassifierIsConvertedWithItsClassesAndCertifiedWithItsLoss() throws IOException {
    String instance = folder.resolve("classes.json").toString();
    Captured converted =
        run(
            "convert",
            MODELS.resolve("digits-classes.onnx").toString(),
            "--data",
            MODELS.resolve("digits-100.npz").toString(),
            "--one-hot",
            "-o",
            instance);
    assertThat(converted.exitCode()).as(converted.err()).isZero();
    Instance read = InstanceReader.read(Path.of(instance), LayerNoise.NONE, Numbers.EXACT);
    assertThat(read.network().widths()).containsExactly(32, 40, 10);
    assertThat(read.dataset().targets().orElseThrow().row(3)).containsExactly(unit(10, 3));
    Captured certified = run("certify", instance, "--loss", "cross-entropy");
    assertThat(certified.exitCode()).as(certified.err()).isZero();
    assertThat(certified.out())
        .contains("the loss cross-entropy has no differentiable local minimum in W_1, b_1");
  }

  private static Rational[] unit(int length, int at) {
    Rational[] row = new Rational[length];
    Arrays.setAll(row, i -> i == at ? Rational.ONE : Rational.ZERO);
    return row;
  }

  @Test
  void weightsAloneGiveTheSameFromSafetensorsAndNpz() throws IOException {
    List<byte[]> instances = new ArrayList<>();
    for (String name : List.of("digits-dense.npz", "digits-dense.safetensors")) {
      Path instance = folder.resolve(name + ".json");
      Captured converted =
          run(
              "convert",
              MODELS.resolve(name).toString(),
              "--slope",
              "1/8",
              "--data",
              data(7).toString(),
              "--target-column",
              "last",
              "-o",
              instance.toString());
      assertThat(converted.exitCode()).as(converted.err()).isZero();
      instances.add(Files.readAllBytes(instance));
    }
    assertThat(instances.get(0)).isEqualTo(instances.get(1));
    assertThat(new String(instances.get(0), StandardCharsets.UTF_8)).doesNotContain("noise");
  }

  @Test
  void anNpzInstanceIsTheSameInstance() throws IOException {
    List<Instance> instances = new ArrayList<>();
    for (String name : List.of("conv.json", "conv.npz")) {
      Path instance = folder.resolve(name);
      Captured converted =
          run(
              "convert",
              MODELS.resolve("digits-conv.onnx").toString(),
              "--noise",
              "none",
              "--data",
              data(5).toString(),
              "--target-column",
              "last",
              "-o",
              instance.toString());
      assertThat(converted.exitCode()).as(converted.err()).isZero();
      instances.add(InstanceReader.read(instance, LayerNoise.GENERIC, Numbers.EXACT));
    }
    assertThat(instances.get(0)).isEqualTo(instances.get(1));
  }

  private static RationalMatrix values(Map<String, NamedArrays.Named> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name)).values();
  }

  /** Forward, in fractions, against this test's own evaluation of the dense layers. */
  @Test
  void forwardIsExact() throws IOException {
    Path out = folder.resolve("out.npz");
    Captured result =
        run(
            "forward",
            MODELS.resolve("digits-dense.npz").toString(),
            "--slope",
            "1/8",
            "--data",
            data(6).toString(),
            "--target-column",
            "last",
            "--dtype",
            "exact",
            "-o",
            out.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    RationalMatrix found = values(NamedArrays.read(out, Numbers.EXACT), "output_0");
    Map<String, NamedArrays.Named> weights =
        NamedArrays.read(MODELS.resolve("digits-dense.npz"), Numbers.EXACT);
    RationalMatrix x =
        DatasetReader.read(
                folder.resolve("data.csv"),
                Optional.of(ColumnChoice.named("last", Place.of("test", ""))),
                Numbers.EXACT)
            .inputs();
    for (int n = 0; n < 6; n++) {
      Rational output = values(weights, "2.bias").get(0, 0);
      for (int i = 0; i < 30; i++) {
        Rational u = values(weights, "0.bias").get(0, i);
        for (int j = 0; j < 64; j++) {
          u = u.plus(values(weights, "0.weight").get(0, 64 * i + j).times(x.get(n, j)));
        }
        Rational v = u.signum() < 0 ? u.times(Rational.of(1, 8)) : u;
        output = output.plus(values(weights, "2.weight").get(0, i).times(v));
      }
      assertThat(found.get(0, n)).isEqualTo(output);
    }
  }

  @Test
  void badModelsAndOptionsAreRefusedInWords() throws IOException {
    String onnx = MODELS.resolve("digits-conv.onnx").toString();
    String dense = MODELS.resolve("digits-dense.npz").toString();
    String data = data(3).toString();
    refused("--data FILE", "convert", onnx);
    refused(
        "an activation (Relu, LeakyRelu, PRelu) expected",
        "convert",
        onnx,
        "--layers",
        "3",
        "--data",
        data,
        "--target-column",
        "last");
    refused("--slope", "convert", dense, "--data", data, "--target-column", "last");
    refused("samples of 65 numbers", "convert", onnx, "--data", data, "--target-column", "none");
    refused("dlmcert convert", "certify", onnx);
    refused("-o FILE.npz", "forward", onnx, "--data", data);
    refused(
        "input image", "forward", onnx, "--data", data, "-o", folder.resolve("no.npz").toString());
    Path cut = folder.resolve("cut.onnx");
    byte[] bytes = Files.readAllBytes(Path.of(onnx));
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    refused("damaged", "convert", cut.toString(), "--data", data, "--target-column", "last");
  }

  private void refused(String words, String... args) {
    Captured result = run(args);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(words);
  }
}
