package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
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
    try (Journal journal = Journal.goOn(file, "head\none\ntw".length(), "head\none\n".length())) {
      assertThat(file).hasContent("head\none\n");
      journal.append("two");
    }
    assertThat(file).hasContent("head\none\ntwo\n");
  }

  /** Two commands with one checkpoint would each cut off what the other has written. */
  @Test
  void aSecondJournalOfAFileIsRefused() throws IOException {
    Path file = folder.resolve("kept");
    try (Journal journal = Journal.begin(file, "head")) {
      assertThatThrownBy(() -> Journal.begin(file, "other"))
          .isInstanceOf(BadInput.class)
          .hasMessage(file + ": is in use: another process is writing to it; wait for its end");
      assertThatThrownBy(() -> Journal.goOn(file, 5, 5))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("is in use");
      journal.append("one");
    }
    assertThat(folder).isDirectoryNotContaining(left -> !left.equals(file));
    try (Journal again = Journal.goOn(file, 9, 9)) {
      again.append("two");
    }
    assertThat(file).hasContent("head\none\ntwo\n");
  }

  @Test
  void aJournalOfAnotherProcessIsRefusedUntilThatEnds() throws Exception {
    Path file = Files.writeString(folder.resolve("kept"), "head\n");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(Journal.class) + File.pathSeparator + place(Writer.class),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      assertThatThrownBy(() -> Journal.goOn(file, 5, 5))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("is in use");
      assertThatThrownBy(() -> Journal.begin(file, "other"))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("is in use");
      assertThat(file).hasContent("head\ntheirs\n");
    } finally {
      other.destroyForcibly().waitFor();
    }
    Journal.goOn(file, 12, 12).close();
  }

  private static Path place(Class<?> of) throws URISyntaxException {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A process that writes a line and stays. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] file) throws IOException {
      Journal.goOn(Path.of(file[0]), 5, 5).append("theirs");
      System.out.print('!');
      System.out.flush();
      while (System.in.read() >= 0) {
        // until it is killed, or its parent ends
      }
    }
  }

  /** What another process has written since the file was read is not cut off. */
  @Test
  void aFileThatHasGrownSinceItWasReadIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("kept"), "head\none\n");
    assertThatThrownBy(() -> Journal.goOn(file, 5, 5))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("another process has written to it meanwhile");
    assertThat(file).hasContent("head\none\n");
    Journal.goOn(file, 9, 9).close(); // it was closed
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

  /** A file in memory: what is in it now, and what a power failure would leave. */
  private static final class Memory implements Disk {
    final StringBuilder now = new StringBuilder();
    String lasting = "";
    boolean full;

    @Override
    public void write(byte[] bytes) throws IOException {
      String text = new String(bytes, StandardCharsets.UTF_8);
      now.append(text, 0, full ? text.length() / 2 : text.length());
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public long length() {
      return now.length();
    }

    @Override
    public void cut(long length) {
      now.setLength((int) length);
    }

    @Override
    public void force() {
      lasting = now.toString();
    }

    @Override
    public void close() {}
  }

  /** A disk that is full takes half a line, and then, when there is room again, others. */
  @Test
  void halfALineIsCutOffAndNothingFollowsIt() throws IOException {
    Memory disk = new Memory();
    Journal journal = new Journal(disk, () -> 0);
    journal.append("one");
    disk.full = true;
    assertThatThrownBy(() -> journal.append("two")).hasMessageContaining("No space");
    disk.full = false;
    journal.append("three");
    journal.close();
    assertThat(disk.now).hasToString("one\n");
  }

  /** What was appended more than a second ago is on the disk as soon as another line is. */
  @Test
  void aPowerFailureTakesWhatTheLastSecondBrought() throws IOException {
    Memory disk = new Memory();
    AtomicLong time = new AtomicLong(-5);
    try (Journal journal = new Journal(disk, time::get)) {
      StringBuilder all = new StringBuilder();
      String aSecondAgo = "";
      for (int k = 0; k < 40; k++) {
        journal.append("line " + k);
        all.append("line ").append(k).append('\n');
        assertThat(disk.lasting).as("line %d", k).startsWith(aSecondAgo);
        time.addAndGet(300_000_000);
        if (k % 4 == 3) { // 1.2 s of lines, the first of which is forced with the others
          aSecondAgo = all.substring(0, all.indexOf("line " + (k - 3)));
        }
      }
      assertThat(disk.lasting).isNotEmpty().isNotEqualTo(all.toString());
    }
    assertThat(disk.lasting).isEqualTo(disk.now.toString()).endsWith("line 39\n");
  }
}
