package org.dlmcert.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.models.file.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models, changed at random: each is read, or refused in one clear line, and soon. The profile
 * {@code fuzz} tries a million.
 */
final class ModelFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20161104);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1500);
  private static final long MOST_NANOSECONDS = 60_000_000_000L;

  @TempDir private Path folder = Path.of("");

  private static List<byte[]> models() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("examples/models"))) {
      root = root.getParent();
      assertThat(root).as("a folder with examples/models").isNotNull();
    }
    List<byte[]> models;
    try (Stream<Path> small = Files.walk(root.resolve("verifier/models/src/test/resources/onnx"));
        Stream<Path> trained = Files.list(root.resolve("examples/models"))) {
      models =
          Stream.concat(small, trained)
              .filter(file -> file.toString().matches(".*\\.(onnx|safetensors|npz)"))
              .sorted()
              .map(ModelFuzzTest::bytes)
              .toList();
    }
    assertThat(models).hasSizeGreaterThan(20);
    return models;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void modelsAreReadOrRefused() throws IOException {
    List<byte[]> models = models();
    Random random = new Random(SEED);
    Path file = folder.resolve("model");
    int read = 0;
    long slowest = 0;
    for (int t = 0; t < INPUTS; t++) {
      byte[] bytes = changed(models, random);
      Files.write(file, bytes);
      long start = System.nanoTime();
      try {
        assertThat(ModelFile.read(file).graph(Optional.of(Rational.ONE), Optional.empty()))
            .isNotNull();
        read++;
      } catch (BadInput refusal) {
        assertThat(String.valueOf(refusal.getMessage()))
            .as("seed %d, case %d", SEED, t)
            .startsWith(file + ": ")
            .contains(" expected, found ")
            .hasLineCount(1);
      } catch (RuntimeException | Error fault) {
        Path kept = Path.of("target", "fuzz-model-" + SEED + "-" + t);
        Files.write(kept, bytes);
        throw new AssertionError("case " + t + ", kept in " + kept, fault);
      }
      slowest = Math.max(slowest, System.nanoTime() - start);
      assertThat(slowest).as("case %d", t).isLessThan(MOST_NANOSECONDS);
    }
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d models, %d read, %d ms for the slowest%n",
        SEED,
        INPUTS,
        read,
        slowest / 1_000_000);
    assertThat(read).isBetween(INPUTS / 100, INPUTS - INPUTS / 10);
  }

  private static byte[] changed(List<byte[]> models, Random random) {
    byte[] bytes = models.get(random.nextInt(models.size())).clone();
    for (int k = random.nextInt(3); k >= 0 && bytes.length > 0; k--) {
      // Mostly in the head, where names, types and shapes are.
      int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length : Math.min(400, bytes.length));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? at : bytes.length - 1);
        default -> {
          byte[] other = models.get(random.nextInt(models.size()));
          int from = random.nextInt(other.length);
          int length =
              Math.min(1 + random.nextInt(16), Math.min(other.length - from, bytes.length - at));
          System.arraycopy(other, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
