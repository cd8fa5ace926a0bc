package org.dlmcert.io.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Format;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/**
 * An IDX file of unsigned bytes, the format of the MNIST data set (LeCun, Cortes, Burges 1998): two
 * zero bytes, the type 8, the number of dimensions, the dimensions as big-endian 32-bit integers,
 * the values in C order.
 */
final class IdxFile {
  private static final int UNSIGNED_BYTE = 8;

  private final List<Integer> shape;
  private final byte[] values; // never shared

  private IdxFile(List<Integer> shape, byte[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * The number of dimensions, if {@code head} starts an IDX file of unsigned bytes with one or
   * three; else 0.
   */
  static int rank(byte[] head) {
    boolean idx =
        head.length >= 4
            && head[0] == 0
            && head[1] == 0
            && head[2] == UNSIGNED_BYTE
            && (head[3] == 1 || head[3] == 3);
    return idx ? head[3] : 0;
  }

  /** Whether {@code head} starts an IDX file of one or three dimensions that is not of bytes. */
  static boolean hasOtherType(byte[] head) {
    return Format.of(head) == Format.IDX
        && head[2] != UNSIGNED_BYTE
        && (head[3] == 1 || head[3] == 3);
  }

  /**
   * Reads a file whose head was recognized.
   *
   * @throws BadInput if its size is not what its header says
   */
  static IdxFile read(Input input) {
    try {
      int rank = rank(input.bytes().readNBytes(4));
      List<Integer> shape = new ArrayList<>();
      long size = 1;
      for (int k = 0; k < rank; k++) {
        shape.add(dimension(input.bytes().readNBytes(4), input));
        size *= shape.get(k);
        if (size > Limits.ENTRIES) {
          throw input.expected("at most " + Limits.ENTRIES + " entries", "the shape " + shape);
        }
      }
      byte[] values = input.bytes().readNBytes((int) size);
      if (values.length < size) {
        throw input.expected(size + " bytes, for the shape " + shape, "only " + values.length);
      }
      if (input.bytes().read() >= 0) {
        throw input.expected(size + " bytes, for the shape " + shape, "more");
      }
      return new IdxFile(List.copyOf(shape), values);
    } catch (IOException failure) {
      throw Input.unreadable(failure, input);
    }
  }

  private static int dimension(byte[] bytes, Place place) {
    if (bytes.length < 4) {
      throw place.expected("an IDX header", "the end of the file");
    }
    int dimension = ByteBuffer.wrap(bytes).getInt();
    if (dimension < 0) {
      throw place.expected(
          "dimensions up to " + Integer.MAX_VALUE, "" + Integer.toUnsignedString(dimension));
    }
    return dimension;
  }

  /** The number of samples. */
  int samples() {
    return shape.get(0);
  }

  /** One row per sample, the other dimensions flattened in C order. */
  RationalMatrix matrix(Place place) {
    long columns = 1;
    for (int dimension : shape.subList(1, shape.size())) {
      columns *= dimension;
    }
    Limits.checkShape(samples(), columns, place);
    int width = (int) columns;
    return RationalMatrix.of(samples(), width, (i, j) -> Rational.of(values[i * width + j] & 0xff));
  }
}
