package org.dlmcert.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * A file as a journal needs it: it grows at its end, is cut there, and is forced to the disk. What
 * is written and not forced outlives the process, but not the machine.
 */
interface Disk extends Closeable {
  /** Appends bytes, perhaps some of them only where it fails. */
  void write(byte[] bytes) throws IOException;

  /** The number of bytes. */
  long length() throws IOException;

  /** Cuts off all that follows so many bytes. */
  void cut(long length) throws IOException;

  /** Returns when all that was written is on the disk. */
  void force() throws IOException;

  /**
   * A file of this machine; it is made where it is missing, and locked until it is closed.
   *
   * @throws BadInput if another process has it, or this one a second time
   */
  static Disk of(Path file) throws IOException {
    // Not written through the channel: a thread that is interrupted while it does would close it
    // for all others.
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    boolean ours = false;
    try {
      ours = isLocked(opened.getChannel());
    } finally {
      if (!ours) {
        opened.close();
      }
    }
    if (!ours) {
      throw Place.of(file).bad("is in use: another process is writing to it; wait for its end");
    }
    return new OpenFile(opened);
  }

  /** Locks a byte far behind the end, as some systems let nobody else read one that is locked. */
  private static boolean isLocked(FileChannel file) {
    try {
      return file.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    } catch (IOException noLocksHere) {
      return true; // such as a file system of a network without them
    }
  }

  /**
   * An open file.
   *
   * @param file at its end
   */
  record OpenFile(RandomAccessFile file) implements Disk {
    @Override
    public void write(byte[] bytes) throws IOException {
      file.write(bytes);
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void cut(long length) throws IOException {
      file.setLength(length);
      file.seek(length);
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
