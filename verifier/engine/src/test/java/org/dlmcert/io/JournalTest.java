package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file at each moment, which is what a killed process leaves. */
class JournalTest {
  @TempDir private Path folder;

  @Test
  void linesAreInTheFileAsSoonAsTheyAreAppended() throws IOException {
    Path file = folder.resolve("kept");
    try (Journal journal = Journal.begin(file, "the question")) {
      assertThat(file).hasContent("the question\n");
      journal.append("one");
      journal.append("zwei, drei: ü");
      assertThat(file).hasContent("the question\none\nzwei, drei: ü\n");
    }
    assertThat(folder).isDirectoryNotContaining(left -> !left.equals(file));
  }

  @Test
  void aLineCutShortIsReplacedByTheNext() throws IOException {
    Path file = folder.resolve("kept");
    Files.writeString(file, "head\none\ntw");
    try (Journal journal = Journal.goOn(file, "head\none\n".length())) {
      assertThat(file).hasContent("head\none\n");
      journal.append("two");
    }
    assertThat(file).hasContent("head\none\ntwo\n");
  }

  /** A search that was given up may still have threads with results. */
  @Test
  void nothingIsAppendedOnceItIsClosed() throws IOException {
    Path file = folder.resolve("kept");
    Journal journal = Journal.begin(file, "head");
    journal.close();
    journal.append("late");
    journal.close();
    assertThat(file).hasContent("head\n");
  }

  /** It ends the work of its thread, and nothing else. */
  @Test
  void aThreadThatIsInterruptedCanStillAppend() throws IOException {
    Path file = folder.resolve("kept");
    try (Journal journal = Journal.begin(file, "head")) {
      Thread.currentThread().interrupt();
      try {
        journal.append("one");
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      journal.append("two");
    }
    assertThat(file).hasContent("head\none\ntwo\n");
  }

  @Test
  void theOldFileStaysUntilTheNewOneIsThere() throws IOException {
    Path file = folder.resolve("kept");
    Files.writeString(file, "old\n");
    Path beside = Files.createDirectory(folder.resolve("kept.new")); // so that it cannot be written
    assertThatThrownBy(() -> Journal.begin(file, "new")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("old\n");
    Files.delete(beside);
    Journal.begin(file, "new").close();
    assertThat(file).hasContent("new\n");
  }

  /** A file that cannot take its place, here that of a folder, leaves nothing behind. */
  @Test
  void whatCannotBeBegunLeavesNothingBehind() throws IOException {
    Path file = Files.createDirectory(folder.resolve("kept"));
    Files.writeString(file.resolve("mine"), "mine");
    assertThatThrownBy(() -> Journal.begin(file, "new")).isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryNotContaining(left -> !left.equals(file));
    assertThat(file.resolve("mine")).hasContent("mine");
  }

  /** A disk that is full takes half a line, and then, when there is room again, others. */
  @Test
  void halfALineIsCutOffAndNothingFollowsIt() throws IOException {
    Path file = folder.resolve("kept");
    Files.writeString(file, "head\n");
    AtomicBoolean full = new AtomicBoolean();
    RandomAccessFile disk =
        new RandomAccessFile(file.toFile(), "rw") {
          @Override
          public void write(byte[] bytes) throws IOException {
            super.write(bytes, 0, full.get() ? bytes.length / 2 : bytes.length);
            if (full.get()) {
              throw new IOException("No space left on device");
            }
          }
        };
    disk.seek(disk.length());
    Journal journal = new Journal(disk);
    journal.append("one");
    full.set(true);
    assertThatThrownBy(() -> journal.append("two")).hasMessageContaining("No space");
    full.set(false);
    journal.append("three");
    journal.close();
    assertThat(file).hasContent("head\none\n");
  }
}
