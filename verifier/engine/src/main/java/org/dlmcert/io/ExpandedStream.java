package org.dlmcert.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacked bytes, up to {@link Limits#EXPANDED_BYTES}: the guard against decompression bombs. */
public final class ExpandedStream extends FilterInputStream {
  /** The limit was reached. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private long left;

  public ExpandedStream(InputStream unpacked) {
    this(unpacked, Limits.EXPANDED_BYTES);
  }

  public ExpandedStream(InputStream unpacked, long limit) {
    super(unpacked);
    this.left = limit;
  }

  /** How many bytes are left to the limit. */
  public long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws TooLarge {
    left -= read;
    if (left < 0) {
      throw new TooLarge();
    }
  }
}
