package org.dlmcert.io.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.dlmcert.io.BadInput;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are read where they lie: each type, the ends of the file, and files that lie. */
class ArrayOnDiskTest {
  private static final int HEADER = 128;

  @TempDir private Path folder;

  private Path npy(String type, String shape, boolean fortran, byte[] data) throws IOException {
    String text =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(type, fortran ? "True" : "False", shape);
    ByteBuffer file =
        ByteBuffer.allocate(HEADER + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
            .putShort((short) (HEADER - 10))
            .put(
                (text + " ".repeat(HEADER - 11 - text.length()) + "\n")
                    .getBytes(StandardCharsets.US_ASCII))
            .put(data);
    return Files.write(folder.resolve("x.npy"), file.array());
  }

  private Path idx(int... sizes) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(0x803);
    Arrays.stream(sizes).forEach(head::putInt);
    return Files.write(folder.resolve("x.idx"), head.array());
  }

  private static void append(Path file, byte... data) throws IOException {
    Files.write(file, data, java.nio.file.StandardOpenOption.APPEND);
  }

  private static ArrayOnDisk open(Path file) {
    return ArrayOnDisk.ofData(file).orElseThrow();
  }

  /** The value by hand: bytes as digits, the highest with a sign if there are signs. */
  private static long value(String type, byte[] data, int at) {
    int size = type.charAt(type.length() - 1) - '0';
    byte[] digits = Arrays.copyOfRange(data, at * size, (at + 1) * size);
    if (type.startsWith("<")) {
      for (int k = 0; k < size / 2; k++) {
        byte low = digits[k];
        digits[k] = digits[size - 1 - k];
        digits[size - 1 - k] = low;
      }
    }
    return (type.contains("u") ? new BigInteger(1, digits) : new BigInteger(digits))
        .longValueExact();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<i8", ">i8"
      })
  void integersAreReadExactly(String type) throws IOException {
    byte[] data = new byte[6 * (type.charAt(2) - '0')];
    new Random(11).nextBytes(data);
    data[0] = -1; // above half of all values without sign, in either order
    data[data.length - 1] = -2;
    try (ArrayOnDisk array = open(npy(type, "(3, 2)", false, data))) {
      assertThat(array.isOfIntegers()).isTrue();
      assertThat(array.rows()).isEqualTo(3);
      assertThat(array.columns()).isEqualTo(2);
      long[] all = new long[6];
      Arrays.setAll(all, k -> value(type, data, k));
      assertThat(array.integers(0, 3)).containsExactly(all);
      assertThat(array.integers(2, 1)).containsExactly(all[4], all[5]);
      assertThat(array.integers(1, 0)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<u8", ">u8", "<f4", "<f8", ">f8"})
  void whatMayBeNoIntegerOf64BitsIsNotReadAsOne(String type) throws IOException {
    byte[] data = new byte[2 * (type.charAt(2) - '0')];
    Arrays.fill(data, (byte) -1);
    try (ArrayOnDisk array = open(npy(type, "(2, 1)", false, data))) {
      assertThat(array.isOfIntegers()).isFalse();
      assertThatThrownBy(() -> array.integers(0, 1)).isInstanceOf(IllegalStateException.class);
    }
  }

  /** Where the elements lie in another order, or the file is no array of rows. */
  @Test
  void otherArraysAreLeftToOthers() throws IOException {
    assertThat(ArrayOnDisk.ofData(npy("|u1", "(3, 2)", true, new byte[6]))).isEmpty();
    assertThat(ArrayOnDisk.ofData(npy("|u1", "(6,)", false, new byte[6]))).isEmpty();
    assertThat(ArrayOnDisk.ofData(Files.writeString(folder.resolve("t.csv"), "1,2\n"))).isEmpty();
    assertThat(ArrayOnDisk.ofData(folder.resolve("none.npy"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|u1;(3, 2);5",
        "|u1;(3, 2);7",
        "<u2;(3, 2);11",
        "<u2;(3, 2);13",
        "<u2;(3, 2);10",
        "|u1;(65536, 65536, 65536);0",
        "|u1;(0, 65536, 65536);0",
        "|u1;(3, 2147483647, 3);0"
      })
  void filesOfAnotherSizeAreRefused(String type, String shape, int bytes) throws IOException {
    Path file = npy(type, shape, false, new byte[bytes]);
    assertThatThrownBy(() -> ArrayOnDisk.ofData(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("as many bytes as the shape");
  }

  /** What is refused, or left to others, is closed: many files may be tried in one process. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void filesThatAreNotTakenAreClosed() throws IOException {
    Path wrong = npy("|u1", "(3, 2)", false, new byte[5]);
    assertThatThrownBy(() -> ArrayOnDisk.ofData(wrong)).isInstanceOf(BadInput.class);
    assertThat(openTimes(wrong)).isZero();
    Path cut = idx(1);
    assertThatThrownBy(() -> ArrayOnDisk.ofData(cut)).isInstanceOf(BadInput.class);
    assertThat(openTimes(cut)).isZero();
    Path other = npy("|u1", "(3, 2)", true, new byte[6]);
    assertThat(ArrayOnDisk.ofData(other)).isEmpty();
    assertThat(openTimes(other)).isZero();
    Path taken = npy("|u1", "(3, 2)", false, new byte[6]);
    try (ArrayOnDisk array = open(taken)) {
      assertThat(array.rows()).isEqualTo(3);
      assertThat(openTimes(taken)).isOne();
    }
    assertThat(openTimes(taken)).isZero();
  }

  /** How many of this process's open files are this one. */
  private static long openTimes(Path file) throws IOException {
    long times = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path one : open) {
        try {
          times += Files.readSymbolicLink(one).equals(file.toRealPath()) ? 1 : 0;
        } catch (NoSuchFileException closedMeanwhile) {
          // Of another test.
        }
      }
    }
    return times;
  }

  @Test
  void imagesAreReadAsRows() throws IOException {
    Path file = idx(2, 1, 2);
    append(file, (byte) 1, (byte) 200, (byte) 3, (byte) 4);
    try (ArrayOnDisk array = open(file)) {
      assertThat(array.integers(0, 2)).containsExactly(1, 200, 3, 4);
    }
  }

  /** Sizes are numbers without sign: two that seem negative do not make a product of five. */
  @Test
  void headersOfImagesThatLieAreRefused() throws IOException {
    Path negative = idx(-1, -5, 1);
    append(negative, new byte[5]);
    assertThatThrownBy(() -> ArrayOnDisk.ofData(negative)).isInstanceOf(BadInput.class);
    byte[] head = Files.readAllBytes(idx(0, 0, 0));
    for (int length = 4; length < head.length; length++) {
      Path cut = Files.write(folder.resolve("cut.idx"), Arrays.copyOf(head, length));
      assertThatThrownBy(() -> ArrayOnDisk.ofData(cut))
          .as("%d bytes", length)
          .isInstanceOf(BadInput.class);
    }
  }

  /** It is told apart from zeros, or from what the buffer had before. */
  @Test
  void aFileThatHasBecomeShorterIsNoted() throws IOException {
    Path file = npy("|u1", "(3, 2)", false, new byte[] {1, 2, 3, 4, 5, 6});
    try (ArrayOnDisk array = open(file)) {
      try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
        other.setLength(HEADER + 5);
      }
      assertThat(array.integers(1, 1)).containsExactly(3, 4);
      assertThatThrownBy(() -> array.integers(2, 1))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("a shorter one");
      assertThatThrownBy(() -> array.digests(Progress.NONE)).isInstanceOf(BadInput.class);
    }
  }

  /** Beyond 2^32 bytes, in a file that has holes for most of them. */
  @Test
  void rowsOfALargeFileAreWhereTheyAre() throws IOException {
    int rows = 70_000;
    int columns = 1 << 16;
    Path file = npy("|u1", "(" + rows + ", " + columns + ")", false, new byte[0]);
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(HEADER + (long) rows * columns);
      grown.seek(HEADER + (rows - 2L) * columns);
      grown.write(7);
      grown.seek(grown.length() - 1);
      grown.write(9);
    }
    try (ArrayOnDisk array = open(file)) {
      assertThat(array.integers(rows - 2, 1)[0]).isEqualTo(7);
      assertThat(array.integers(rows - 1, 1)[columns - 1]).isEqualTo(9);
      assertThat(array.integers(0, 1)).containsOnly(0);
    }
  }

  /** A megabyte at most, or one row: so much of a file is in memory, here and in the checker. */
  @ParameterizedTest
  @CsvSource({"5000,700", "3,1500000", "1,10", "0,10"})
  void digestsAreOfBlocksOfAMegabyte(int rows, int columns) throws Exception {
    byte[] data = new byte[rows * columns];
    new Random(12).nextBytes(data);
    try (ArrayOnDisk array = open(npy("|u1", "(" + rows + ", " + columns + ")", false, data))) {
      ArrayDigests digests = array.digests(Progress.NONE);
      int blockRows = digests.blockRows();
      assertThat((long) blockRows * columns).isLessThanOrEqualTo(Math.max(1 << 20, columns));
      assertThat((blockRows + 1L) * columns).isGreaterThan(1 << 20);
      assertThat(digests.sha256()).hasSize((rows + blockRows - 1) / blockRows);
      for (int k = 0; k < digests.sha256().size(); k++) {
        byte[] block =
            Arrays.copyOfRange(
                data, k * blockRows * columns, Math.min(rows, (k + 1) * blockRows) * columns);
        assertThat(digests.sha256().get(k))
            .as("block %d", k)
            .isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(block)));
      }
    }
  }
}
