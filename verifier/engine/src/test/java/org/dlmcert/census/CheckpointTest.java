package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A census that was stopped anywhere and resumed is the census that was not. */
class CheckpointTest {
  /** Of 1024 choices, in 16 blocks. */
  private static final Instance INSTANCE = instance(1);

  @TempDir Path folder = Path.of("");

  private static Instance instance(long seed) {
    return new RandomInstance(new Network(List.of(2, 2, 1), Rational.of(1, 2), false), 16, 99)
        .of(seed);
  }

  private static byte[] certificate(Optional<Checkpoint> checkpoint) throws InterruptedException {
    Census census =
        new Census(
            CensusProblem.of(INSTANCE), new Census.Limits(10_000, 2), checkpoint, Progress.NONE);
    return ((Census.Complete) census.run()).result().certificate().bytes();
  }

  private byte[] whole(Path file) throws IOException, InterruptedException {
    try (Checkpoint checkpoint =
        Checkpoint.begin(file, Checkpoint.Kind.CELLS, CensusProblem.of(INSTANCE).instance())) {
      assertThat(certificate(Optional.of(checkpoint))).isEqualTo(certificate(Optional.empty()));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] resumed(Path file) throws IOException, InterruptedException {
    try (Checkpoint checkpoint =
        Checkpoint.resume(file, Checkpoint.Kind.CELLS, CensusProblem.of(INSTANCE).instance())) {
      return certificate(Optional.of(checkpoint));
    }
  }

  @Test
  void aFileCutOffAnywhereIsResumed() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    byte[] bytes = whole(file);
    int header = new String(bytes, StandardCharsets.UTF_8).indexOf('\n') + 1;
    assertThat(Files.readAllLines(file)).hasSize(17);
    byte[] expected = certificate(Optional.empty());
    Random random = new Random(3);
    for (int trial = 0; trial < 12; trial++) {
      int length = header + random.nextInt(bytes.length - header + 1);
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(resumed(file)).as("%s of %s bytes", length, bytes.length).isEqualTo(expected);
      assertThat(Files.readAllLines(file))
          .containsExactlyInAnyOrderElementsOf(
              new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void whatIsKnownIsNotDecidedAgain() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    byte[] bytes = whole(file);
    resumed(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void whatWasHalfWrittenIsCutOff() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    byte[] bytes = whole(file);
    Files.writeString(file, "7|half a line", StandardOpenOption.APPEND);
    resumed(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aMissingFileIsBegun() throws IOException, InterruptedException {
    assertThat(resumed(folder.resolve("missing"))).isEqualTo(certificate(Optional.empty()));
  }

  @Test
  void anotherInstanceIsRefused() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    whole(file);
    assertThatThrownBy(
            () ->
                Checkpoint.resume(
                    file, Checkpoint.Kind.CELLS, CensusProblem.of(instance(2)).instance()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no newline", "text\n", "dlmcert-census/1\n1|2|3\n"})
  void otherFilesAreRefusedOrBegun(String content) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("census"), content);
    if (content.isEmpty()) {
      assertThat(resumed(file)).isNotEmpty();
    } else {
      assertThatThrownBy(() -> resumed(file)).isInstanceOf(BadInput.class);
      assertThat(Files.readString(file)).isEqualTo(content);
    }
  }

  /** Blocks of one search mean nothing to another of the same instance. */
  @Test
  void anotherSearchIsRefused() throws IOException {
    Instance instance = CensusProblem.of(INSTANCE).instance();
    for (Checkpoint.Kind kind : Checkpoint.Kind.values()) {
      Path file = folder.resolve(kind.name());
      Checkpoint.begin(file, kind, instance).close();
      for (Checkpoint.Kind other : Checkpoint.Kind.values()) {
        if (other == kind) {
          Checkpoint.resume(file, other, instance).close();
        } else {
          assertThatThrownBy(() -> Checkpoint.resume(file, other, instance))
              .as("%s as %s", kind, other)
              .isInstanceOf(BadInput.class)
              .hasMessageContaining("line 1");
        }
      }
    }
  }

  /** Blocks that are known in any order, also those after others that are not. */
  @Test
  void whicheverBlocksAreKnown() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    List<String> lines = new String(whole(file), StandardCharsets.UTF_8).lines().toList();
    byte[] expected = certificate(Optional.empty());
    for (int seed = 0; seed < 4; seed++) {
      List<String> blocks = new ArrayList<>(lines.subList(1, lines.size()));
      Collections.shuffle(blocks, new Random(seed));
      List<String> known = new ArrayList<>(List.of(lines.get(0)));
      known.addAll(blocks.subList(0, blocks.size() / 3));
      Files.write(file, known);
      assertThat(resumed(file)).as("seed %d", seed).isEqualTo(expected);
      assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
    }
  }

  @Test
  void damageInTheMiddleIsRefused() throws IOException, InterruptedException {
    Path file = folder.resolve("census");
    String text = new String(whole(file), StandardCharsets.UTF_8);
    int at = text.indexOf('\n') + 30;
    Files.writeString(
        file,
        text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1));
    assertThatThrownBy(() -> resumed(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 2");
  }
}
