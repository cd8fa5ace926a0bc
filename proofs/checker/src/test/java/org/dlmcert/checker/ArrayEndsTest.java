package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays in files that are larger than an int can count, or shorter than they were. */
final class ArrayEndsTest {
  @TempDir private Path folder;

  /**
   * Beyond 2^32 bytes, in a file that has holes for most of them: of 65,537 groups of one row each
   * the last part reads the last row alone, and the last row is another in either of two files.
   */
  @Test
  void rowsOfALargeFileAreWhereTheyAre() throws Exception {
    int rows = (1 << 16) + 1;
    int columns = 1 << 16;
    byte[] last = new byte[columns];
    last[columns - 1] = 9;
    Path path = folder.resolve("large");
    Files.write(
        path,
        ArrayDataTest.npy(
            ArrayDataTest.header("|u1", "(" + rows + ", " + columns + ")"), new byte[0]));
    try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
      grown.setLength(grown.length() + (long) rows * columns);
      grown.seek(grown.length() - columns);
      grown.write(last);
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    String zero = "\"" + HexFormat.of().formatHex(sha256.digest(new byte[columns])) + "\",";
    String partition =
        Examples.withDigest(
            Examples.text(Examples.ACCEPTED.resolve("partition-array-doubles.cert"))
                .replaceAll("\"widths\":\\[2,2,1\\]", "\"widths\":[65536,65537,1]")
                .replace(
                    "\"samples\":3,\"pattern_bits\":6",
                    "\"samples\":65537,\"pattern_bits\":4295098369")
                .replaceFirst(
                    "\"array\":.*?]}",
                    "\"array\":{\"type\":\"u1\",\"rows\":65537,\"columns\":65536,\"block_rows\":1,\"sha256\":["
                        + zero.repeat(rows - 1)
                        + "\""
                        + HexFormat.of().formatHex(sha256.digest(last))
                        + "\"]}")
                .replace("[[0,1],[2]]", groupsOfOne(rows)));
    byte[] certificate = partition.getBytes(StandardCharsets.UTF_8);
    UserFile user = UserFile.open(path, new TableOptions(Map.of()));
    assertThat(ArrayDataTest.part(certificate, user, rows + "/" + rows))
        .isInstanceOf(Verdict.PartDone.class);
    // A row of zeros is dependent by itself, in a block that is as it should be.
    assertThat(
            ((Verdict.Rejected) ArrayDataTest.part(certificate, user, (rows - 1) + "/" + rows))
                .place())
        .isEqualTo("evidence.groups[65535]");
    try (RandomAccessFile changed = new RandomAccessFile(path.toFile(), "rw")) {
      changed.seek(changed.length() - 2);
      changed.write(1);
    }
    assertThat(
            ((Verdict.Rejected) ArrayDataTest.part(certificate, user, rows + "/" + rows)).place())
        .isEqualTo("instance.inputs.array.sha256[65536]");
  }

  private static String groupsOfOne(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(n -> "[" + n + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Nothing is made of the bytes that a buffer had before. */
  @Test
  void aFileThatBecomesShorterIsNotRead() throws IOException {
    Path path = folder.resolve("shorter");
    Files.write(path, ArrayDataTest.npy(ArrayDataTest.header("|u1", "(3, 2)"), ArrayDataTest.DATA));
    UserFile user = UserFile.open(path, new TableOptions(Map.of()));
    assertThat(ArrayDataTest.check(ArrayDataTest.LIFT, user)).isInstanceOf(Verdict.Accepted.class);
    try (RandomAccessFile cut = new RandomAccessFile(path.toFile(), "rw")) {
      cut.setLength(cut.length() - 1);
    }
    assertThatThrownBy(() -> ArrayDataTest.check(ArrayDataTest.LIFT, user))
        .isInstanceOf(BadInstanceException.class)
        .hasMessageContaining("become shorter");
    assertThat(ArrayDataTest.part(ArrayDataTest.LIFT.getBytes(StandardCharsets.UTF_8), user, "1/2"))
        .isInstanceOf(Verdict.PartDone.class);
    assertThatThrownBy(
            () ->
                ArrayDataTest.part(
                    ArrayDataTest.LIFT.getBytes(StandardCharsets.UTF_8), user, "2/2"))
        .isInstanceOf(BadInstanceException.class);
  }
}
