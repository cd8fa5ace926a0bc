package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dlmcert.app.Program.run;
import static org.dlmcert.app.command.CommandTrial.badInput;
import static org.dlmcert.app.command.CommandTrial.done;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands vectors and compare, at points with and without a gradient. */
class VectorsCommandTest {
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

  @Test
  void vectorsHoldExactAndRoundedValues() throws IOException {
    JsonNode json =
        done(
            "samples widths slope arrays output loss_definition gradient_exists convention",
            "vectors",
            point(""),
            "-o",
            file("v.npz"),
            "--json");
    assertThat(json.get("arrays").write()).contains("\"gradient_1\",\"gradient_1_exact\"");
    // u_1 of sample 0 is (1 + 1/6, -1 + 2/3).
    RationalMatrix exact = array("u_1_exact");
    assertThat(exact.row(0)).containsExactly(Rational.of(7, 6), Rational.of(-1, 3));
    RationalMatrix rounded = array("u_1");
    assertThat(rounded.get(0, 0).minus(exact.get(0, 0)).abs()).isLessThan(Rational.of(1, 1L << 52));
    assertThat(rounded.get(0, 0)).isNotEqualTo(exact.get(0, 0));
    // v_2 = v_1[0] - v_1[1]: 7/6 + 1/300; residual minus 1.
    assertThat(array("residuals_exact").get(0, 0)).isEqualTo(Rational.of(17, 100));
    assertThat(array("gradient_2_exact").rows()).isOne();
  }

  private RationalMatrix array(String name) throws IOException {
    Path npy = folder.resolve(name + ".npy");
    try (ZipFile zip = new ZipFile(folder.resolve("v.npz").toFile());
        InputStream entry = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      Files.write(npy, entry.readAllBytes());
    }
    return MatrixReader.read(npy, Numbers.EXACT);
  }

  private static final String KINK =
      """
      {"format":"dlmcert-instance/1","widths":[1,1,1],"slope":"%s","bias":false,
       "inputs":%s,"targets":%s,"weights":[[[0]],[[1]]]}
      """;

  private String kink(String slope, String inputs, String targets) throws IOException {
    return Files.writeString(folder.resolve("kink.json"), KINK.formatted(slope, inputs, targets))
        .toString();
  }

  /** No gradient: NaN, and the values of one slope at 0 where it is asked for. */
  @Test
  void vectorsAtAKinkAreNotNumbers() throws IOException {
    String fields = "samples widths slope arrays output loss_definition gradient_exists convention";
    String point = kink("1/4", "[[1],[2]]", "[3,-1]");
    JsonNode none = done(fields, "vectors", point, "-o", file("v.npz"), "--json");
    assertThat(none.get("gradient_exists").write()).isEqualTo("false");
    assertThat(none.get("convention").write()).isEqualTo("null");
    assertThat(texts("gradient_1")).containsExactly("nan");
    assertThat(texts("G_1")).containsExactly("nan", "nan");
    assertThat(texts("u_1")).containsExactly("0", "0");
    assertThat(bytes("gradient_1")).endsWith(doubles(Double.NaN));
    assertThat(run("vectors", point, "-o", file("w.npz")).out())
        .contains("has no gradient at these weights", "gradient_… is NaN; --convention");
    for (List<String> expected :
        List.of(List.of("torch", "-1/8"), List.of("left", "-1/8"), List.of("right", "-1/2"))) {
      JsonNode some =
          done(
              fields,
              "vectors",
              point,
              "-o",
              file("v.npz"),
              "--force",
              "--json",
              "--convention",
              expected.get(0));
      assertThat(some.get("gradient_exists").write()).isEqualTo("false");
      assertThat(some.get("convention").write()).isEqualTo('"' + expected.get(0) + '"');
      assertThat(texts("gradient_1")).containsExactly(expected.get(1));
    }
    badInput(
        "one of torch, left, right expected",
        "vectors",
        point,
        "-o",
        file("x.npz"),
        "--convention",
        "middle");
  }

  /** relu at 0 in PyTorch: 0, so that this point is stationary for it. */
  @Test
  void compareAtAKinkSaysThatThereIsNoGradient() throws IOException {
    String point = kink("0", "[[1]]", "[-1]");
    Captured plain = run("compare", point);
    assertThat(plain.exitCode()).isZero();
    assertThat(plain.out())
        .contains("the loss has no gradient at these weights", "gradients are not compared")
        .doesNotContain("gradient by W_1");
    assertThat(run("compare", point, "--convention", "torch").out())
        .contains(
            "W_1[0][0]: double 0.0, exact 0", "the slope s at u = 0 (torch), and no gradient");
    assertThat(run("compare", point, "--convention", "right").out())
        .contains("W_1[0][0]: double 1.0, exact 1", "the slope 1 at u = 0 (right)");
    badInput("--convention", "compare", "--rank-of", point, "--convention", "left");
  }

  private byte[] bytes(String name) throws IOException {
    try (ZipFile zip = new ZipFile(folder.resolve("v.npz").toFile());
        InputStream entry = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      return entry.readAllBytes();
    }
  }

  private static byte[] doubles(double value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
  }

  /** The texts of an array {@code name_exact}, UTF-32 in NPY. */
  private List<String> texts(String name) throws IOException {
    byte[] npy = bytes(name + "_exact");
    String header = new String(npy, StandardCharsets.ISO_8859_1);
    int width = Integer.parseInt(header.replaceAll("(?s).*<U(\\d+).*", "$1"));
    int from = header.indexOf('\n') + 1;
    List<String> texts = new ArrayList<>();
    for (int at = from; at < npy.length; at += 4 * width) {
      texts.add(new String(npy, at, 4 * width, Charset.forName("UTF-32LE")).replace("\0", ""));
    }
    return texts;
  }

  /** With three outputs torch.nn.MSELoss is 2/3 of the loss; here by hand. */
  @Test
  void theLossIsDefinedWhereItIsPrinted() throws IOException {
    String instance =
        """
        {"format":"dlmcert-instance/1","widths":[2,2,3],"slope":"1/4","bias":false,
         "inputs":[[1,1],[2,-1],[0,3]],"targets":[[1,0,0],[0,1,0],[0,0,1]],
         "weights":[[[1,2],[0,-1]],[[1,0],[1,1],[2,-1]]]}
        """;
    String point = Files.writeString(folder.resolve("three.json"), instance).toString();
    String words = "1/(2N)·Σ (output - target)², over N = 3 samples and 3 outputs";
    String factor = words + "; torch.nn.MSELoss is 2/3 times this";
    assertThat(run("inspect", point).out()).contains("loss (MSE): " + factor);
    JsonNode inspected = JsonNode.read(run("inspect", point, "--json").out());
    assertThat(inspected.get("loss_definition").write()).isEqualTo('"' + factor + '"');
    assertThat(inspected.get("loss").write()).isEqualTo("\"1013/24\"");
    // residuals e, by hand; the mean of all nine squares is what PyTorch computes
    double[] e = {2, 2.75, 6.25, 0, 0, -1, 6, 5.25, 11.75};
    double mean = Arrays.stream(e).map(v -> v * v).sum() / 9;
    assertThat(mean).isCloseTo(2.0 / 3 * 1013 / 24, within(1e-12));
    assertThat(run("compare", point).out()).contains(factor);
    assertThat(run("vectors", point, "-o", file("v.npz")).out()).contains(factor);
    assertThat(run("train", point, "--epochs", "1").out()).contains(factor);
    assertThat(run("inspect", kink("1/4", "[[1]]", "[1]")).out())
        .contains("over N = 1 sample; torch.nn.MSELoss is 2 times this");
  }
}
