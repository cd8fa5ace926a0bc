package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.array.NpyWriter;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path folder = Path.of("");

  private static RationalMatrix numpy(String name) {
    return MatrixReader.read(Inputs.numpy(name), Numbers.EXACT);
  }

  private static Rational dyadic(double value) {
    BigDecimal exact = new BigDecimal(value);
    return Rational.of(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f8-c.npy",
        "f8-fortran.npy",
        "f8-big.npy",
        "f8-big-fortran.npy",
        "f8-v2.npy",
        "f8-v3.npy",
        "f8-c.npy.gz"
      })
  void doublesAreExactInBothOrders(String name) {
    double[][] table = {{0.1, -2.5, 3.0}, {1e-3, 0.0, 6.25}};
    assertThat(numpy(name)).isEqualTo(RationalMatrix.of(2, 3, (i, j) -> dyadic(table[i][j])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4.npy", "f4-big.npy"})
  void floatsAreExactInBothOrders(String name) {
    float[][] table = {{0.1f, -2.5f, 3.0f}, {1e-3f, 0.0f, 6.25f}};
    assertThat(numpy(name)).isEqualTo(RationalMatrix.of(2, 3, (i, j) -> dyadic(table[i][j])));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f2.npy | 2×3 [[819/8192, -5/2, 3], [1049/1048576, 0, 25/4]]",
        "u1.npy | 1×5 [[0, 127, 128, 200, 255]]",
        "i1.npy | 1×4 [[0, 127, -128, -1]]",
        "u2-big.npy | 1×2 [[1, 65535]]",
        "i2.npy | 1×2 [[-32768, 258]]",
        "u4.npy | 1×2 [[1, 4294967295]]",
        "i4-big.npy | 1×2 [[-2147483648, 16909060]]",
        "u8.npy | 1×3 [[9223372036854775813, 18446744073709551615, 7]]",
        "u8-big.npy | 1×3 [[9223372036854775813, 18446744073709551615, 7]]",
        "i8.npy | 1×2 [[-9223372036854775808, 9223372036854775807]]",
        "i8-fortran.npy | 3×4 [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]",
        "bool.npy | 1×2 [[1, 0]]",
        "text.npy | 2×2 [[1/3, 3/16], [-1/4, 1/1000]]",
        "text-big.npy | 1×2 [[1/3, 7]]",
        "bytes.npy | 1×2 [[1/3, 12]]",
        "empty-0x3.npy | 0×3 []",
        "empty-3x0.npy | 3×0 [[], [], []]"
      })
  void everyTypeThatHoldsExactNumbers(String name, String matrix) {
    assertThat(numpy(name)).hasToString(matrix);
  }

  @Test
  void extremeDoublesAreExact() {
    RationalMatrix extremes = numpy("f8-extremes.npy");
    assertThat(extremes.get(0, 0).denominator()).isEqualTo(BigInteger.TWO.pow(1074));
    assertThat(extremes.get(0, 1).numerator())
        .isEqualTo(new BigDecimal(-Double.MAX_VALUE).toBigInteger());
    assertThat(extremes.get(0, 2)).isEqualTo(Rational.of(BigInteger.ONE, BigInteger.TWO.pow(1022)));
    assertThat(extremes.get(0, 3)).isEqualTo(Rational.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "nan.npy ~ : element [1][1]: a finite number expected, found NaN",
        "infinity.npy ~ : element [0][1]: a finite number expected, found an infinity",
        "complex.npy ~ : elements that are bool, integers, floats of 2, 4 or 8 bytes, or texts expected, found \"<c16\"",
        "longdouble.npy ~ : elements that are bool, integers, floats of 2, 4 or 8 bytes, or texts expected, found \"<f16\"",
        "object.npy ~ : elements that are bool, integers, floats of 2, 4 or 8 bytes, or texts expected, found Python objects (\"|O\"), which are never unpickled",
        "record.npy ~ : an array of numbers expected, found an array of records (structured type)",
        "scalar.npy ~ : a rows × columns array expected, found a scalar of 8-byte floats",
        "vector.npy ~ : a rows × columns array expected, found an array of length 3 of 8-byte integers",
        "cube.npy ~ : a rows × columns array expected, found a 2×3×4 array of 8-byte integers",
        "dataset.npz ~ : a matrix in CSV, NPY, MatrixMarket or JSON expected, found a zip archive (NPZ)"
      })
  void otherArraysAreRefused(String name, String message) {
    Path file = Inputs.numpy(name);
    assertThat(Inputs.refusal(file, () -> numpy(name))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset.npz", "dataset-capitals.npz"})
  void dataSetsInArchives(String name) {
    Dataset data = DatasetReader.read(Inputs.numpy(name), Optional.empty(), Numbers.EXACT);
    assertThat(data.inputs().shape()).isEqualTo("6×3");
    assertThat(data.targets().map(RationalMatrix::shape)).contains("6×1");
    Dataset compressed =
        DatasetReader.read(Inputs.numpy("dataset-compressed.npz"), Optional.empty(), Numbers.EXACT);
    assertThat(compressed.inputs()).isEqualTo(data.inputs());
    assertThat(compressed.targets().map(RationalMatrix::shape)).contains("6×2");
    assertThat(compressed.targets().map(y -> y.columns(new int[] {0}))).isEqualTo(data.targets());
    assertThat(
            DatasetReader.read(Inputs.numpy("dataset-x-only.npz"), Optional.empty(), Numbers.EXACT)
                .targets())
        .isEmpty();
  }

  @Test
  void archivesThatAreNoDataSetAreRefused() throws IOException {
    Path rows = Inputs.numpy("dataset-rows.npz");
    assertThat(
            Inputs.refusal(rows, () -> DatasetReader.read(rows, Optional.empty(), Numbers.EXACT)))
        .isEqualTo(": array y: as many rows as x, which is 6×3 expected, found 5×1");
    Path instance = Inputs.numpy("instance.npz");
    assertThat(
            Inputs.refusal(
                instance, () -> DatasetReader.read(instance, Optional.empty(), Numbers.EXACT)))
        .startsWith(": the array x expected, found only widths, slope, bias, inputs, targets");
    Path data = Inputs.numpy("dataset.npz");
    assertThat(
            Inputs.refusal(
                data,
                () -> DatasetReader.read(data, Optional.of(ColumnChoice.LAST), Numbers.EXACT)))
        .isEqualTo(": no target column, as the targets are in the array y, expected, found one");
    byte[] whole = Files.readAllBytes(data);
    for (int length : new int[] {10, 100, 200, 400}) {
      Path part = new Inputs(folder).of(Arrays.copyOf(whole, length));
      assertThat(
              Inputs.refusal(part, () -> DatasetReader.read(part, Optional.empty(), Numbers.EXACT)))
          .startsWith(": ");
    }
    whole[300] ^= 1;
    Path damaged = new Inputs(folder).of(whole);
    Inputs.refusal(damaged, () -> DatasetReader.read(damaged, Optional.empty(), Numbers.EXACT));
  }

  @Test
  void instancesInArchives() {
    Instance instance =
        InstanceReader.read(Inputs.numpy("instance.npz"), LayerNoise.NONE, Numbers.EXACT);
    assertThat(new String(InstanceWriter.canonical(instance), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,3,2,1],\"slope\":\"1/100\","
                + "\"bias\":true,\"inputs\":[[\"1\",\"1/2\"],[\"0\",\"-1\"],[\"2\",\"2\"],"
                + "[\"1\",\"3\"]],\"targets\":[\"1\",\"-1\",\"0\",\"2\"],\"noise\":[[[\"0\","
                + "\"4\",\"8\"],[\"1\",\"5\",\"9\"],[\"2\",\"6\",\"10\"],[\"3\",\"7\",\"11\"]],"
                + "\"generic\"],\"weights\":[[[\"1\",\"1\"],[\"1\",\"1\"],[\"1\",\"1\"]],[[\"1\","
                + "\"2\",\"3\"],[\"4\",\"5\",\"6\"]],[[\"1/3\",\"-2\"]]],\"biases\":[[\"0\",\"0\","
                + "\"0\"],[\"1/2\",\"0\"],[\"7\"]]}");
    Instance minimal =
        InstanceReader.read(
            Inputs.numpy("instance-minimal.npz"), LayerNoise.GENERIC, Numbers.EXACT);
    assertThat(minimal.noise()).containsExactly(LayerNoise.NONE);
    assertThat(minimal.network().slope()).isEqualTo(Rational.of(1, 4));
    Path data = Inputs.numpy("dataset.npz");
    assertThat(
            Inputs.refusal(data, () -> InstanceReader.read(data, LayerNoise.NONE, Numbers.EXACT)))
        .isEqualTo(
            ": arrays widths, slope or activation, bias, inputs, targets, noise, noise_l, weights_l,"
                + " biases_l, loss, features_model, features_nodes, format, name expected, found"
                + " \"x\"");
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    double[] doubles = {0.1, -2, 1e300, 4.9e-324, 0, 7};
    long[] longs = {Long.MIN_VALUE, 1, 2, 3, 4, Long.MAX_VALUE};
    Path single = folder.resolve("single");
    try (OutputStream out = Files.newOutputStream(single)) {
      NpyWriter.write(out, List.of(2, 3), doubles);
    }
    assertThat(MatrixReader.read(single, Numbers.EXACT))
        .isEqualTo(RationalMatrix.of(2, 3, (i, j) -> dyadic(doubles[3 * i + j])));
    assertThat(archive(doubles, longs)).isEqualTo(archive(doubles, longs));
    Dataset data =
        DatasetReader.read(
            new Inputs(folder).of(archive(doubles, longs)), Optional.empty(), Numbers.EXACT);
    assertThat(data.inputs())
        .isEqualTo(RationalMatrix.of(3, 2, (i, j) -> dyadic(doubles[2 * i + j])));
    assertThat(data.targets())
        .contains(RationalMatrix.of(3, 2, (i, j) -> Rational.of(longs[2 * i + j])));
  }

  private static byte[] archive(double[] doubles, long[] longs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      npz.add("x", List.of(3, 2), doubles).add("y", List.of(3, 2), longs);
      npz.add("empty", List.of(0, 4), new double[0]).add("scalar", List.of(), new long[] {5});
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    return bytes.putShort((short) text.length).put(text).array();
  }

  private String refusal(byte[] bytes) {
    Path file = new Inputs(folder).of(bytes);
    return Inputs.refusal(file, () -> MatrixReader.read(file, Numbers.EXACT));
  }

  @Test
  void headersThatLieAreRefused() {
    String f8 = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }";
    assertThat(refusal(npy(f8.formatted("(2, 3)"), 47)))
        .isEqualTo(": 48 bytes, for the shape [2, 3] expected, found only 47");
    assertThat(refusal(npy(f8.formatted("(2, 3)"), 49)))
        .isEqualTo(": 48 bytes, for the shape [2, 3] expected, found more");
    assertThat(refusal(npy(f8.formatted("(2000, 30000)"), 8)))
        .isEqualTo(": 480000000 bytes, for the shape [2000, 30000] expected, found only 8");
    assertThat(refusal(npy(f8.formatted("(2147483647, 2147483647, 4)"), 8)))
        .endsWith("at most 67108864 entries expected, found the shape [2147483647, 2147483647, 4]");
    assertThat(refusal(npy(f8.formatted("(2147483647, 0)"), 0)))
        .endsWith("at most 67108864 entries expected, found the shape [2147483647, 0]");
    assertThat(refusal(npy(f8.formatted("(99999999999999999999,)"), 8)))
        .startsWith(": dimensions from 0 to 2147483647 expected");
    assertThat(refusal(npy(f8.formatted("(-1, 2)"), 16)))
        .startsWith(": dimensions from 0 to 2147483647 expected");
    assertThat(refusal(npy(f8.formatted("(1, 2"), 16)))
        .startsWith(": an NPY header with 'shape' expected");
    assertThat(refusal(npy("{'descr': '<f8', 'shape': (1, 1), }", 8)))
        .startsWith(": an NPY header with 'fortran_order' expected");
    assertThat(refusal(npy("{'descr': '|U99999', 'fortran_order': False, 'shape': (60000,), }", 8)))
        .endsWith("at most 1073741824 bytes expected, found 23999760000, for the shape [60000]");
    byte[] version = npy(f8.formatted("(1, 1)"), 8);
    version[6] = 4;
    assertThat(refusal(version)).isEqualTo(": NPY format 1.0, 2.0 or 3.0 expected, found 4.0");
    assertThat(refusal(Arrays.copyOf(version, 7)))
        .isEqualTo(": an NPY header expected, found the end of the array");
    byte[] longHeader = npy(f8.formatted("(1, 1)"), 8);
    longHeader[6] = 2;
    longHeader[10] = -1;
    longHeader[11] = -1;
    assertThat(refusal(longHeader)).startsWith(": a header of at most 65536 bytes expected");
  }

  @Test
  void archivesMayBeGzippedOnceMore() throws IOException {
    byte[] archive = Files.readAllBytes(Inputs.numpy("dataset.npz"));
    Path file = new Inputs(folder).of(Inputs.gzipped(archive));
    assertThat(DatasetReader.read(file, Optional.empty(), Numbers.EXACT))
        .isEqualTo(
            DatasetReader.read(Inputs.numpy("dataset.npz"), Optional.empty(), Numbers.EXACT));
  }

  @Test
  void manyDifferentValuesAreEachDecodedAsTheyAre() throws IOException {
    double[] doubles = new Random(8).doubles(100_000).toArray();
    Path file = folder.resolve("many");
    try (OutputStream out = Files.newOutputStream(file)) {
      NpyWriter.write(out, List.of(1000, 100), doubles);
    }
    assertThat(MatrixReader.read(file, Numbers.EXACT))
        .isEqualTo(RationalMatrix.of(1000, 100, (i, j) -> dyadic(doubles[100 * i + j])));
  }
}
