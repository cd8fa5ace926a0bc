package org.dlmcert.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A text file that only grows, by whole lines, for what must outlive the process that writes it.
 *
 * <p>A killed process leaves all lines it has appended, the last one perhaps cut short. Where the
 * machine itself goes down, what was appended in the last second may be missing: lines are forced
 * to the disk no more often than that, since forcing each would take longer than the work it is
 * about. Safe for use by several threads.
 *
 * <p>An open journal is locked: a second one of the same file, in this process or another, is
 * refused. (Where a process reads a file that it has locked, POSIX takes the lock away when that is
 * closed: so nobody does.)
 */
public final class Journal implements Closeable {
  private static final long FORCED_EVERY = 1_000_000_000L; // ns

  private final Disk file;
  private final LongSupplier clock;
  private boolean open = true;
  private long forced;

  /**
   * At the end of a file.
   *
   * @param clock the time in nanoseconds, from whenever
   */
  Journal(Disk file, LongSupplier clock) {
    this.file = file;
    this.clock = clock;
    this.forced = clock.getAsLong();
  }

  /**
   * Begins a file with one line. It appears under its name, in the place of another, only when the
   * line is on the disk.
   *
   * @throws BadInput if another process is writing to a file of this name
   * @throws IOException if it cannot be written
   */
  public static Journal begin(Path path, String line) throws IOException {
    Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.exists(file)) {
      Disk.of(file).close(); // refused where somebody is writing to it
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Journal first = opened(beside, OptionalLong.empty(), 0);
    try {
      try (first) {
        first.write(line + "\n");
      }
      // Closed before: some systems do not move an open file.
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Of no use to anybody, such as on a disk that is full.
      delete(beside);
      throw e;
    }
    forceFolder(file);
    return opened(file, OptionalLong.empty(), Files.size(file));
  }

  /**
   * Goes on with a file.
   *
   * @param read the number of its bytes when it was read
   * @param whole the number of these that are whole lines; what follows is cut off
   * @throws BadInput if another process is writing to it, or has since it was read
   * @throws IOException if it cannot be written
   */
  public static Journal goOn(Path file, long read, long whole) throws IOException {
    return opened(file, OptionalLong.of(read), whole);
  }

  private static Journal opened(Path file, OptionalLong read, long whole) throws IOException {
    Disk opened = Disk.of(file);
    boolean complete = false;
    try {
      if (read.isPresent() && opened.length() != read.getAsLong()) {
        throw Place.of(file).bad("another process has written to it meanwhile; begin again");
      }
      opened.cut(whole);
      complete = true;
      return new Journal(opened, System::nanoTime);
    } finally {
      if (!complete) {
        opened.close();
      }
    }
  }

  private static void delete(Path begun) {
    try {
      Files.delete(begun);
    } catch (IOException stays) {
      // The first failure says more.
    }
  }

  /** So that the name of the file is on the disk, too. Some systems know no such thing. */
  private static void forceFolder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException unknownHere) {
      // The file itself is on the disk; this was more than could be had.
    }
  }

  /**
   * Appends a line; nothing, if the file has been closed, or if a line before could not be written:
   * then the half of that line that was written is cut off, so that all lines are whole.
   *
   * @throws IOException if it cannot be written
   */
  public synchronized void append(String line) throws IOException {
    if (!open) {
      return;
    }
    long whole = file.length();
    try {
      write(line + "\n");
    } catch (IOException e) {
      open = false;
      try (file) {
        file.cut(whole);
      }
      throw e;
    }
    if (clock.getAsLong() - forced > FORCED_EVERY) {
      file.force();
      forced = clock.getAsLong();
    }
  }

  private void write(String text) throws IOException {
    file.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void close() throws IOException {
    if (open) {
      open = false;
      try (file) {
        file.force();
      }
    }
  }
}
