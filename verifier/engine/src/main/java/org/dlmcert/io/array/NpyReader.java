package org.dlmcert.io.array;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/**
 * Reads NPY arrays: versions 1.0, 2.0 and 3.0 of the format, C and Fortran order, both byte orders.
 * Source: the format's description in {@code numpy.lib.format} (Kern and others, 2007–2019).
 *
 * <p>Why not a library: those tried read unsigned integers as signed, refuse Fortran order, hand
 * out doubles only, or trust the sizes in the header. Here bytes are read before memory is spent on
 * them, so that a header that lies cannot exhaust it.
 */
public final class NpyReader {
  private static final int MOST_BYTES = 1 << 30;

  private NpyReader() {}

  /**
   * The array that is all of {@code bytes}.
   *
   * @throws BadInput if it is malformed, too large, or its size is not what its header says
   */
  public static NpyArray read(InputStream bytes, Place place) {
    try {
      return readUnguarded(bytes, place);
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
  }

  private static NpyArray readUnguarded(InputStream bytes, Place place) throws IOException {
    NpyHeader header = NpyHeader.read(bytes, place);
    List<Integer> shape = header.shape();
    long elements = 1;
    for (int dimension : shape) {
      elements *= dimension;
      if (elements > Limits.ENTRIES) {
        throw place.expected("at most " + Limits.ENTRIES + " entries", "the shape " + shape);
      }
    }
    long size = elements * header.type().size();
    if (size > MOST_BYTES) {
      throw place.expected("at most " + MOST_BYTES + " bytes", size + ", for the shape " + shape);
    }
    byte[] data = bytes.readNBytes((int) size);
    if (data.length < size) {
      throw place.expected(size + " bytes, for the shape " + shape, "only " + data.length);
    }
    if (bytes.read() >= 0) {
      throw place.expected(size + " bytes, for the shape " + shape, "more");
    }
    return new NpyArray(place, header.type(), shape, header.fortranOrder(), data);
  }
}
