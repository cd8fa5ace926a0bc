package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dlmcert.io.array.NpyWriter;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs made to exhaust memory or time, or broken at random: a refusal, and soon. */
@Timeout(60)
class HostileInputTest {
  @TempDir Path folder = Path.of("");
  private Inputs inputs = new Inputs(folder);

  @BeforeEach
  void setUp() {
    inputs = new Inputs(folder);
  }

  private String refusal(byte[] content) {
    Path file = inputs.of(content);
    return Inputs.refusal(file, () -> MatrixReader.read(file, Numbers.EXACT));
  }

  private String refusal(String content) {
    return refusal(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A start, then very many equal characters, gzipped. */
  private static byte[] bomb(String start, char filling) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) filling);
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(start.getBytes(StandardCharsets.UTF_8));
      for (int k = 0; k < 24; k++) {
        out.write(block);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void decompressionBombs() throws IOException {
    assertThat(refusal(bomb("1,2\n3,", '7'))).contains("line 2, column 1", "100000 digits");
    assertThat(refusal(bomb("1,2\n3,\"", 'x'))).contains("line 2, column 1", "100000 digits");
    assertThat(refusal(bomb("[[1,", '7'))).contains("line 1", "100000 digits");
    assertThat(refusal(bomb("[[\"", '7'))).contains("line 1", "100000 digits");
    assertThat(refusal(bomb("{\"", 'x'))).contains("line 1", "a field name");
    assertThat(refusal(bomb("", '['))).contains("line 1");
    assertThat(refusal(bomb("%%MatrixMarket matrix array real general\n", '1')))
        .contains("line 2: lines of at most");
    Path blanks = inputs.of(bomb("[[1]]", ' '));
    assertThat(MatrixReader.read(blanks, Numbers.EXACT)).hasToString("1×1 [[1]]");
  }

  @Test
  void archivesThatUnpackToMoreThanTheirHeaderSays() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      ByteArrayOutputStream array = new ByteArrayOutputStream();
      NpyWriter.write(array, List.of(1, 1), new double[] {1});
      zip.write(array.toByteArray());
      for (int k = 0; k < 24; k++) {
        zip.write(new byte[1 << 20]);
      }
      zip.closeEntry();
    }
    Path file = inputs.of(bytes.toByteArray());
    assertThat(
            Inputs.refusal(file, () -> DatasetReader.read(file, Optional.empty(), Numbers.EXACT)))
        .isEqualTo(": array x: 8 bytes, for the shape [1, 1] expected, found more");
  }

  @Test
  void archivesWithAnArrayTwice() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      npz.add("x", List.of(1, 1), new double[] {1});
      npz.add("z", List.of(1, 1), new double[] {1});
    }
    String raw = bytes.toString(StandardCharsets.ISO_8859_1).replace("z.npy", "x.npy");
    Path file = inputs.of(raw.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(
            Inputs.refusal(file, () -> DatasetReader.read(file, Optional.empty(), Numbers.EXACT)))
        .isEqualTo(": each array once expected, found \"x\" a second time");
    Path nothing = inputs.of(new byte[] {'P', 'K', 3, 4, 0, 0});
    Inputs.refusal(nothing, () -> DatasetReader.read(nothing, Optional.empty(), Numbers.EXACT));
  }

  @Test
  void deepNesting() {
    assertThat(refusal("[".repeat(1_000_000)))
        .isEqualTo(": line 1, [0][0]: a number expected, found a list");
    assertThat(refusal("{\"format\":".repeat(1_000_000)))
        .isEqualTo(": line 1, format: \"dlmcert-matrix/1\" expected, found an object");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 11, 20, 30})
  void truncatedGzip(int length) {
    byte[] whole = Inputs.gzipped("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    assertThat(whole.length).isGreaterThan(length - 5);
    String message = refusal(Arrays.copyOf(whole, Math.min(length, whole.length - 1)));
    if (length > 1) {
      assertThat(message)
          .endsWith("a complete file expected, found compressed data that ends too early");
    }
  }

  @Test
  void damagedGzip() {
    byte[] whole = Inputs.gzipped("1,2\n3,4\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    whole[whole.length - 6] ^= 1;
    assertThat(refusal(whole))
        .endsWith("compressed data that can be expanded expected, found damaged data");
    whole[2] = 0;
    assertThat(refusal(whole))
        .endsWith("compressed data that can be expanded expected, found damaged data");
  }

  @Test
  void randomDamageIsRefusedOrRead() throws IOException {
    long seed = 77;
    Random random = new Random(seed);
    byte[][] seeds = {
      Files.readAllBytes(Inputs.numpy("instance.npz")),
      Files.readAllBytes(Inputs.numpy("f8-c.npy")),
      Files.readAllBytes(Path.of("../../examples/instances/with-bias.json")),
      "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 5\n2 1 3\n"
          .getBytes(StandardCharsets.UTF_8),
      "a,b\n1,2\n\"3\",4\n".getBytes(StandardCharsets.UTF_8)
    };
    for (int k = 0; k < Cases.count(1000, 3000); k++) {
      byte[] broken = seeds[k % seeds.length].clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      Path file = folder.resolve("broken");
      Files.write(file, broken);
      readAll(file, "seed " + seed + ", case " + k);
    }
  }

  private static void readAll(Path file, String label) {
    Runnable[] readings = {
      () -> InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT),
      () -> MatrixReader.read(file, Numbers.EXACT),
      () -> DatasetReader.read(file, Optional.of(ColumnChoice.LAST), Numbers.NEAREST_DOUBLES),
      () -> DatasetReader.read(file, Optional.empty(), Numbers.EXACT)
    };
    for (Runnable reading : readings) {
      try {
        reading.run();
      } catch (BadInput expected) {
        assertThat(expected.getMessage()).as(label).startsWith(file + ": ").doesNotContain("\n");
      } catch (RuntimeException fault) {
        throw new AssertionError(label, fault);
      }
    }
  }
}
