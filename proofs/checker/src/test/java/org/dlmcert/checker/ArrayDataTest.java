package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.checker.algebra.Part;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs in NPY and IDX files, whole and in parts; and files that lie. */
final class ArrayDataTest {
  static final String LIFT = Examples.text(Examples.ACCEPTED.resolve("lift-array.cert"));

  @TempDir private Path folder;

  private UserFile file(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("data"), bytes);
    return UserFile.open(file, new TableOptions(Map.of()));
  }

  static byte[] npy(String header, byte[] data) {
    return npy(1, header, data);
  }

  private static byte[] npy(int version, String header, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int size = version == 1 ? 2 : 4;
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(header.length());
    bytes.write(length.array(), 0, size);
    bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }

  static String header(String type, String shape) {
    return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }   \n";
  }

  static final byte[] DATA = {1, 0, 0, 1, (byte) 255, 3};

  static Verdict check(String certificate, UserFile user) {
    return Checker.check(
        certificate.getBytes(StandardCharsets.UTF_8), Optional.of(user), Checker.DEFAULT_MAX_WORK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionOfNpyIsRead(int version) throws IOException {
    for (String shape : new String[] {"(3, 2)", "(3, 2, 1)", "(3, 1, 2)"}) {
      assertThat(check(LIFT, file(npy(version, header("|u1", shape), DATA))))
          .as(shape)
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|u1;(3, 2);-1;6 elements of 1 bytes expected, found 5",
        "|u1;(3, 2);1;found 7 bytes",
        "|u1;(2147483646, 2147483646);0;elements of 1 bytes",
        "<f8;(3, 2);0;6 elements of 8 bytes expected, found 6 bytes",
        "|u1;(9999999999, 2);0;fewer than 2^31",
        "|u1;(3, 9999999999, 9999999999);0;fewer than 2^31",
        "|u1;(3, 99999999999);0;a shape of two dimensions",
        "|u1;(-3, 2);0;as NumPy writes it",
        "|u1;(6,);0;fewer than 2^31",
        "|u1;();0;a shape of two dimensions",
        "|b1;(3, 2);0;found the type |b1",
        "|O;(3, 2);0;found the type |O",
        "<c8;(3, 2);0;found the type <c8",
        "=u2;(3, 1);0;found the type =u2",
        "|u2;(3, 1);0;found the type |u2"
      })
  void filesThatLieAreRefused(String type, String shape, int more, String message)
      throws IOException {
    byte[] bytes = npy(header(type, shape), Arrays.copyOf(DATA, DATA.length + more));
    assertThatThrownBy(() -> file(bytes))
        .isInstanceOf(BadInstanceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void headersThatAreNoneAreRefused() {
    String plain = header("|u1", "(3, 2)");
    for (String other :
        new String[] {
          plain.replace("False", "True"),
          plain.replace("'fortran_order': False, ", ""),
          "[('a', '<f4')]",
          "",
          plain + "x",
          plain.replace("{", "{'x': 1, ")
        }) {
      assertThatThrownBy(() -> file(npy(other, DATA)))
          .as(other)
          .isInstanceOf(BadInstanceException.class);
    }
    assertThatThrownBy(() -> file(npy(2, " ".repeat(70_000), DATA)))
        .hasMessageContaining("at most 65536");
    assertThatThrownBy(() -> file(npy(4, plain, DATA))).hasMessageContaining("NPY 1, 2 or 3");
    byte[] whole = npy(plain, DATA);
    for (int length = 8; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> file(cut))
          .as("%d bytes", length)
          .isInstanceOf(BadInstanceException.class);
    }
    byte[] huge = npy(2, "", new byte[0]);
    Arrays.fill(huge, 8, 12, (byte) 0xff);
    assertThatThrownBy(() -> file(huge)).hasMessageContaining("at most 65536");
  }

  @Test
  void idxFilesAreReadAndRefused() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 0, 0, 1, (byte) 255, 3};
    assertThat(check(LIFT, file(images))).isInstanceOf(Verdict.Accepted.class);
    for (int length = 4; length < images.length; length++) {
      byte[] cut = Arrays.copyOf(images, length);
      assertThatThrownBy(() -> file(cut)).isInstanceOf(BadInstanceException.class);
    }
    for (int[] change : new int[][] {{2, 10}, {2, 0}, {3, 1}, {3, 0}, {3, -1}, {7, 4}, {4, -1}}) {
      byte[] changed = images.clone();
      changed[change[0]] = (byte) change[1];
      assertThatThrownBy(() -> file(changed))
          .as(Arrays.toString(change))
          .isInstanceOf(BadInstanceException.class);
    }
  }

  /** A file without data of 2^40 bytes that a header promises costs neither time nor memory. */
  @Test
  void aSparseFileIsNotReadForNothing() throws IOException {
    Path path = folder.resolve("sparse");
    Files.write(path, npy(header("|u1", "(1048576, 1048576)"), new byte[0]));
    try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
      grown.setLength(grown.length() + (1L << 40));
    }
    UserFile user = UserFile.open(path, new TableOptions(Map.of()));
    assertThat(check(LIFT, user)).isInstanceOf(Verdict.Rejected.class);
    String claims = LIFT.replace("\"rows\":3,\"columns\":2", "\"rows\":1048576,\"columns\":2");
    assertThat(check(Examples.withDigest(claims), user)).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void aListedInstanceIsNotComparedWithAnArray() {
    assertThatThrownBy(
            () -> check(Examples.text(Examples.ACCEPTED.resolve("lift.cert")), npyOfLift()))
        .isInstanceOf(BadInstanceException.class)
        .hasMessageContaining("names no array");
    assertThat(check(LIFT, Examples.user("{}", ""))).isInstanceOf(Verdict.Rejected.class);
  }

  private UserFile npyOfLift() {
    try {
      return file(npy(header("|u1", "(3, 2)"), DATA));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Certificates over random arrays of each type: exactly one null vector, of exact values. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "u1", "i1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "<i2", ">i2", "<i4", ">i4", "<i8",
        ">i8", "<f4", ">f4", "<f8", ">f8"
      })
  void everyTypeIsReadExactly(String type) throws Exception {
    Random random = new Random(47);
    int size = type.charAt(type.length() - 1) - '0';
    int compared = 0;
    for (int round = 0; round < 20; round++) {
      byte[] data = new byte[2 * size];
      random.nextBytes(data);
      if (round < 6 && type.contains("f")) {
        // Subnormal numbers, zeros, the largest exponent that is finite.
        int high = type.startsWith("<") ? size - 1 : 0;
        int next = type.startsWith("<") ? size - 2 : 1;
        data[high] = (byte) (round % 2 == 0 ? 0 : 0x80);
        data[next] = (byte) (size == 4 ? random.nextInt(128) : random.nextInt(16));
      }
      Optional<BigDecimal> first = value(type, data, 0);
      Optional<BigDecimal> second = value(type, data, size);
      if (first.isEmpty() || second.isEmpty() || first.get().signum() == 0) {
        continue;
      }
      // One unit, slope 1/2, no noise: G = (x_0, x_1), and G·(x_1, -x_0) = 0.
      String vector =
          "[\"" + rational(second.get()) + "\",\"" + rational(first.get().negate()) + "\"]";
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
      String certificate =
          Examples.withDigest(
              "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"null-vector\",\"claim\":{\"property\":"
                  + "\"full-column-rank\",\"holds\":false,\"patterns\":\"all\",\"widths\":[1,1,1],"
                  + "\"slope\":\"1/2\",\"bias\":false,\"noise\":\"none\",\"samples\":2,\"pattern_bits\":2},"
                  + "\"instance\":{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,1],\"slope\":\"1/2\","
                  + "\"bias\":false,\"inputs\":{\"array\":{\"type\":\""
                  + type
                  + "\",\"rows\":2,\"columns\":1,\"block_rows\":2,\"sha256\":[\""
                  + digest
                  + "\"]}},\"noise\":[\"none\"]},\"instance_sha256\":\""
                  + "0".repeat(64)
                  + "\",\"evidence\":{\"pattern\":[[1],[1]],\"null_vector\":"
                  + vector
                  + "}}");
      String descr = type.length() == 2 ? "|" + type : type;
      assertThat(check(certificate, file(npy(header(descr, "(2, 1)"), data))))
          .as("%s, round %d: %s and %s", type, round, first, second)
          .isInstanceOf(Verdict.Accepted.class);
      String wrong = certificate.replaceFirst("\"null_vector\":\\[\"", "$01");
      assertThat(check(wrong, file(npy(header(descr, "(2, 1)"), data))))
          .isInstanceOf(Verdict.Rejected.class);
      compared++;
    }
    assertThat(compared).as(type).isGreaterThan(12);
  }

  private static String rational(BigDecimal value) {
    BigInteger numerator = value.unscaledValue();
    BigInteger denominator = BigInteger.ONE;
    if (value.scale() < 0) {
      numerator = numerator.multiply(BigInteger.TEN.pow(-value.scale()));
    } else {
      denominator = BigInteger.TEN.pow(value.scale());
    }
    BigInteger common = numerator.gcd(denominator);
    denominator = denominator.divide(common);
    return numerator.divide(common) + (denominator.equals(BigInteger.ONE) ? "" : "/" + denominator);
  }

  /** The value by the library's buffers; nothing if it is not finite. */
  private static Optional<BigDecimal> value(String type, byte[] data, int at) {
    ByteBuffer buffer =
        ByteBuffer.wrap(data)
            .order(type.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return switch (type.substring(type.length() - 2)) {
      case "u1" -> Optional.of(BigDecimal.valueOf(buffer.get(at) & 0xff));
      case "i1" -> Optional.of(BigDecimal.valueOf(buffer.get(at)));
      case "u2" -> Optional.of(BigDecimal.valueOf(buffer.getChar(at)));
      case "i2" -> Optional.of(BigDecimal.valueOf(buffer.getShort(at)));
      case "u4" -> Optional.of(BigDecimal.valueOf(buffer.getInt(at) & 0xffffffffL));
      case "i4" -> Optional.of(BigDecimal.valueOf(buffer.getInt(at)));
      case "u8" -> Optional.of(new BigDecimal(Long.toUnsignedString(buffer.getLong(at))));
      case "i8" -> Optional.of(BigDecimal.valueOf(buffer.getLong(at)));
      case "f4" -> finite(buffer.getFloat(at));
      default -> finite(buffer.getDouble(at));
    };
  }

  private static Optional<BigDecimal> finite(double value) {
    return Double.isFinite(value) ? Optional.of(new BigDecimal(value)) : Optional.empty();
  }

  /** All parts hold exactly if the whole is accepted; a part sees no other groups and blocks. */
  @Test
  void partsTogetherAreTheWhole() throws IOException {
    byte[] certificate = LIFT.getBytes(StandardCharsets.UTF_8);
    for (int parts = 1; parts <= 4; parts++) {
      for (int k = 1; k <= parts; k++) {
        Verdict verdict = part(certificate, npyOfLift(), k + "/" + parts);
        if (parts == 1) {
          assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
          continue;
        }
        assertThat(verdict).isInstanceOf(Verdict.PartDone.class);
        assertThat(verdict.exitStatus()).isZero();
        assertThat(Report.text(verdict))
            .startsWith("DONE part " + k + " of " + parts + " holds")
            .doesNotContain("rank");
      }
    }
    // Sample 2 is in block 1 and group 1: part 1 of 2 does not read it.
    byte[] other = DATA.clone();
    other[5] = 9;
    UserFile changed = file(npy(header("|u1", "(3, 2)"), other));
    assertThat(part(certificate, changed, "1/2")).isInstanceOf(Verdict.PartDone.class);
    assertThat(part(certificate, changed, "2/2")).isInstanceOf(Verdict.Rejected.class);
    assertThat(check(LIFT, changed)).isInstanceOf(Verdict.Rejected.class);
    for (String text :
        new String[] {"0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", "a/b", "1/12345678"}) {
      assertThatThrownBy(() -> part(certificate, npyOfLift(), text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.format(Locale.ROOT, "--part %s", text));
    }
    byte[] width = Examples.bytes(Examples.ACCEPTED.resolve("width.cert"));
    assertThatThrownBy(() -> Checker.check(width, Optional.empty(), 1_000_000, "1/2"))
        .isInstanceOf(BadInstanceException.class)
        .hasMessageContaining("checked whole");
  }

  /** However many groups and parts there are. */
  @Test
  void everyGroupIsInOnePart() {
    for (int groups = 0; groups <= 12; groups++) {
      for (int parts = 1; parts <= 12; parts++) {
        int[] times = new int[groups];
        for (int k = 1; k <= parts; k++) {
          Part part = Part.named(k + "/" + parts);
          for (int g = 0; g < groups; g++) {
            times[g] += part.holds(g, groups) ? 1 : 0;
          }
        }
        assertThat(times).as("%d groups, %d parts", groups, parts).isEqualTo(ones(groups));
      }
    }
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  static Verdict part(byte[] certificate, UserFile user, String part) {
    return Checker.check(certificate, Optional.of(user), Checker.DEFAULT_MAX_WORK, part);
  }
}
