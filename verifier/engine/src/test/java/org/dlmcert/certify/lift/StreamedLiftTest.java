package org.dlmcert.certify.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that are known are not looked at again, and their file keeps what they were. */
class StreamedLiftTest {
  private static final int INPUTS = 4;
  private static final int UNITS = 8;
  private static final String PROBLEM = "digest-65521";

  @TempDir private Path folder;

  /** 24 rows of 4 bytes, in 8 groups of 3; in group 2 two are equal. */
  private ArrayOnDisk array() throws IOException {
    byte[] data = new byte[24 * INPUTS];
    new Random(5).nextBytes(data);
    System.arraycopy(data, 6 * INPUTS, data, 8 * INPUTS, INPUTS);
    ByteBuffer images = ByteBuffer.allocate(16 + data.length).putInt(0x803);
    images.putInt(24).putInt(2).putInt(2).put(data);
    return ArrayOnDisk.ofData(Files.write(folder.resolve("x.idx"), images.array())).orElseThrow();
  }

  /** What is known, and what was found. */
  private static final class Kept implements StreamedLift.Known {
    final Map<Integer, List<Integer>> known = new ConcurrentHashMap<>();
    final Map<Integer, List<Integer>> found = new ConcurrentHashMap<>();

    @Override
    public Optional<List<Integer>> dependent(int group) {
      return Optional.ofNullable(known.get(group));
    }

    @Override
    public void found(int group, List<Integer> dependent) {
      assertThat(found.put(group, dependent)).as("group %d, twice", group).isNull();
    }
  }

  private Optional<LiftedNoise> lifted(StreamedLift.Known known, int threads)
      throws IOException, InterruptedException {
    try (ArrayOnDisk array = array()) {
      return new StreamedLift(array, false, UNITS, Rational.of(1, 100), threads, Progress.NONE)
          .within(Rational.of(1, 1000), known);
    }
  }

  @Test
  void whatIsKnownIsTaken() throws IOException, InterruptedException {
    Kept first = new Kept();
    LiftedNoise noise = lifted(first, 2).orElseThrow();
    assertThat(first.found).hasSize(UNITS).containsEntry(2, List.of(8)).containsEntry(0, List.of());
    assertThat(noise.groups().get(2)).containsExactly(6, 7);
    for (int k = 0; k < UNITS; k++) {
      Kept other = new Kept();
      other.known.put(k, first.found.get(k));
      assertThat(lifted(other, 1)).contains(noise);
      assertThat(other.found).hasSize(UNITS - 1).doesNotContainKey(k);
    }
    // Nobody looks whether it is so: here row 3 is said to depend on those before it.
    Kept wrong = new Kept();
    wrong.known.put(1, List.of(3));
    assertThat(lifted(wrong, 1).orElseThrow().groups().get(1)).contains(4, 5).doesNotContain(3);
  }

  @Test
  void aCheckpointKeepsWhatWasFound() throws IOException, InterruptedException {
    Path file = folder.resolve("kept");
    LiftedNoise noise;
    try (LiftCheckpoint kept = LiftCheckpoint.begin(file, PROBLEM)) {
      noise = lifted(kept, 2).orElseThrow();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + UNITS);
    for (int whole = 1; whole < lines.size(); whole++) {
      String before = String.join("\n", lines.subList(0, whole)) + "\n";
      String line = lines.get(whole);
      for (String half : List.of("", line.substring(0, line.length() - 1), line)) {
        Files.writeString(file, before + half);
        try (LiftCheckpoint kept = LiftCheckpoint.resume(file, PROBLEM)) {
          assertThat(file).as("'%s' without its end", half).hasContent(before);
          for (String known : lines.subList(1, whole)) {
            assertThat(kept.dependent(Integer.parseInt(known.substring(0, known.indexOf(':')))))
                .as(known)
                .isPresent();
          }
          assertThat(lifted(kept, 1)).contains(noise);
        }
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
      }
    }
  }

  /** What follows a damaged line is looked at again, and the line with it. */
  @Test
  void damagedLinesAreNotBelieved() throws IOException {
    Path file = folder.resolve("kept");
    try (LiftCheckpoint kept = LiftCheckpoint.begin(file, PROBLEM)) {
      kept.found(3, List.of(17, 19));
      kept.found(4, List.of());
    }
    List<String> lines = Files.readAllLines(file);
    for (String other :
        List.of(
            lines.get(1).replace("17", "18"),
            lines.get(1).replace("3:", "5:"),
            lines.get(1).replace(",19", ""),
            lines.get(1) + "0")) {
      Files.write(file, List.of(lines.get(0), other, lines.get(2)));
      try (LiftCheckpoint kept = LiftCheckpoint.resume(file, PROBLEM)) {
        for (int group = 0; group < UNITS; group++) {
          assertThat(kept.dependent(group)).as("%s, group %d", other, group).isEmpty();
        }
      }
      assertThat(file).hasContent(lines.get(0) + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no newline", "text\n", "dlmcert-lift-checkpoint/1 other\n0: 1\n"})
  void otherFilesAreRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("kept"), content);
    assertThatThrownBy(() -> LiftCheckpoint.resume(file, PROBLEM))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("a checkpoint of this lift expected");
    assertThat(file).hasContent(content);
  }
}
