package org.dlmcert.io.array;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NPZ archives, compressed; the same arrays give the same bytes. */
public final class NpzWriter implements Closeable {
  /** The first time that zip archives can name: no time stamps in files. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  /** A writer to {@code out}, which {@link #close} closes. */
  public NpzWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  /** Adds an array of doubles; see {@link NpyWriter}. */
  public NpzWriter add(String name, List<Integer> shape, double[] values) throws IOException {
    begin(name);
    NpyWriter.write(zip, shape, values);
    zip.closeEntry();
    return this;
  }

  /** Adds an array of single precision numbers; see {@link NpyWriter}. */
  public NpzWriter add(String name, List<Integer> shape, float[] values) throws IOException {
    begin(name);
    NpyWriter.write(zip, shape, values);
    zip.closeEntry();
    return this;
  }

  /** Adds an array of 64-bit integers; see {@link NpyWriter}. */
  public NpzWriter add(String name, List<Integer> shape, long[] values) throws IOException {
    begin(name);
    NpyWriter.write(zip, shape, values);
    zip.closeEntry();
    return this;
  }

  /** Adds an array of texts; see {@link NpyWriter}. */
  public NpzWriter add(String name, List<Integer> shape, String[] values) throws IOException {
    begin(name);
    NpyWriter.write(zip, shape, values);
    zip.closeEntry();
    return this;
  }

  private void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
