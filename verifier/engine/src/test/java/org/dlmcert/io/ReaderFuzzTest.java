package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every format that is read, changed at random: each is read, or refused in one clear
 * line, and soon. The profile {@code fuzz} tries a million for each reader; {@code -Dfuzz.inputs}
 * and {@code -Dfuzz.seed} say how many and which.
 */
final class ReaderFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20161104);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1500);
  private static final long MOST_NANOSECONDS = 60_000_000_000L;
  private static final List<byte[]> FILES = new ArrayList<>();
  private static final List<String> TEXTS =
      List.of(
          "x,y\n1,2\n3/4,-0.5\n1e-3,0x1.8p-3\n",
          "1;2;3\n4;5;6\n",
          "# c\n1 2 3\n4 5 6\n",
          "\"a\",\"b, c\"\n1,\"2\"\n",
          "[[1,2],[\"3/4\",5e-1]]",
          "%%MatrixMarket matrix coordinate rational general\n2 3 2\n1 1 1/2\n2 3 4\n",
          "%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 5\n2 1 4\n3 3 1\n",
          "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 1\n2 2\n",
          "%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n",
          "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,1,1],\"slope\":\"1/2\",\"inputs\":[[1,2],[3,4]],\"targets\":[1,2],"
              + "\"noise\":[\"generic\"]}",
          "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,2,1],\"slope\":0,\"bias\":true,\"inputs\":[[1]],\"targets\":[1],"
              + "\"noise\":[[[1,\"2/3\"]]],\"weights\":[[[1],[2]],[[1,1]]],"
              + "\"biases\":[[1,2],[0]]}");
  private static final List<String> TOKENS =
      List.of(
          "0",
          "-1",
          "2147483647",
          "99999999999999999999",
          "1e10000",
          "1e-10000",
          "1/0",
          "NaN",
          "\"",
          "[",
          "]",
          "{",
          "}",
          ",",
          ";",
          "\n",
          "\r\n",
          " ",
          "#",
          "%",
          "\u001b[2J",
          "\ufeff",
          "\\u0000",
          "null",
          "true",
          "generic");

  @TempDir private static Path folder;

  @BeforeAll
  static void collect() throws Exception {
    TEXTS.forEach(text -> FILES.add(text.getBytes(StandardCharsets.UTF_8)));
    try (Stream<Path> arrays = Files.list(Inputs.numpy("f8-c.npy").resolveSibling("."))) {
      for (Path file : arrays.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.contains(".np") && Files.size(file) < 4000) {
          FILES.add(Files.readAllBytes(file));
        }
      }
    }
    FILES.add(Inputs.gzipped(FILES.get(0)));
    FILES.add(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 127, 9, 3, 1, 2});
    FILES.add(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 9});
    assertThat(FILES).hasSizeGreaterThan(40);
  }

  @Test
  void dataSets() throws IOException {
    Path idx = Files.createDirectory(folder.resolve("idx"));
    Path images = idx.resolve("train-images-idx3-ubyte");
    Path labels = idx.resolve("train-labels-idx1-ubyte");
    byte[] good = FILES.get(FILES.size() - 1);
    run(
        "data sets",
        FILES,
        (file, random) -> {
          if (random.nextInt(8) > 0) {
            ColumnChoice last = ColumnChoice.LAST;
            DatasetReader.read(
                file, random.nextBoolean() ? Optional.of(last) : Optional.empty(), Numbers.EXACT);
          } else {
            Files.copy(file, images, StandardCopyOption.REPLACE_EXISTING);
            Files.write(labels, random.nextBoolean() ? good : mutant(random, FILES));
            DatasetReader.read(idx, Optional.empty(), Numbers.EXACT);
          }
        });
  }

  @Test
  void matrices() throws IOException {
    run("matrices", FILES.subList(4, 9), (file, random) -> MatrixReader.read(file, Numbers.EXACT));
  }

  @Test
  void instances() throws IOException {
    run(
        "instances",
        FILES.subList(TEXTS.size() - 2, TEXTS.size()),
        (file, random) -> InstanceReader.read(file, LayerNoise.GENERIC, Numbers.NEAREST_DOUBLES));
  }

  private interface Reading {
    void read(Path file, Random random) throws IOException;
  }

  private static void run(String what, List<byte[]> favourites, Reading reading)
      throws IOException {
    Random random = new Random(SEED);
    Path file = folder.resolve(what.replace(' ', '-'));
    int read = 0;
    long slowest = 0;
    for (int t = 0; t < INPUTS; t++) {
      byte[] bytes = mutant(random, favourites);
      Files.write(file, bytes);
      long start = System.nanoTime();
      try {
        reading.read(file, random);
        read++;
      } catch (BadInput refusal) {
        assertThat(String.valueOf(refusal.getMessage()).lines().count()).isLessThan(10);
      } catch (RuntimeException | Error fault) {
        Path kept = Path.of("target", "fuzz-" + file.getFileName() + "-" + SEED + "-" + t);
        Files.write(kept, bytes);
        throw new AssertionError("case " + t + ", kept in " + kept, fault);
      }
      slowest = Math.max(slowest, System.nanoTime() - start);
      assertThat(slowest).as("case %d", t).isLessThan(MOST_NANOSECONDS);
    }
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d %s, %d read, %d ms for the slowest%n",
        SEED,
        INPUTS,
        what,
        read,
        slowest / 1_000_000);
    assertThat(read).isBetween(INPUTS / 100, INPUTS - INPUTS / 10);
  }

  /** One of the favourites or of all files, with one to three changes. */
  private static byte[] mutant(Random random, List<byte[]> favourites) {
    List<byte[]> among = random.nextInt(4) > 0 ? favourites : FILES;
    byte[] bytes = among.get(random.nextInt(among.size())).clone();
    for (int k = random.nextInt(3); k >= 0 && bytes.length > 0; k--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 6, 7 -> {
          while (at < bytes.length - 1 && !Character.isDigit(bytes[at])) {
            at++;
          }
          bytes[at] = (byte) ('0' + random.nextInt(10));
        }
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = joined(bytes, at, token(random), at);
        case 4 -> bytes = joined(bytes, at, token(random), Math.min(bytes.length, at + 1));
        default -> {
          byte[] other = FILES.get(random.nextInt(FILES.size()));
          int from = random.nextInt(other.length);
          byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + 8));
          bytes = joined(bytes, at, piece, Math.min(bytes.length, at + piece.length));
        }
      }
    }
    return bytes;
  }

  private static byte[] token(Random random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] bytes, int to, byte[] piece, int from) {
    byte[] joined = Arrays.copyOf(bytes, to + piece.length + bytes.length - from);
    System.arraycopy(piece, 0, joined, to, piece.length);
    System.arraycopy(bytes, from, joined, to + piece.length, bytes.length - from);
    return joined;
  }
}
