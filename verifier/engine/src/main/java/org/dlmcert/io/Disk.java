package org.dlmcert.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
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

  /** A file of this machine; it is made where it is missing. */
  static Disk of(Path file) throws IOException {
    // No channel: a thread that is interrupted while it writes would close it for all others.
    return new OpenFile(new RandomAccessFile(file.toFile(), "rw"));
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
