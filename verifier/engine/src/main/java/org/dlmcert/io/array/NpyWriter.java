package org.dlmcert.io.array;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;

/** Writes NPY arrays, format 1.0: 8-byte floats or integers, or texts; little-endian, C order. */
public final class NpyWriter {
  /** The header is padded so that the data starts at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private static final int BLOCK = 1 << 13;

  private NpyWriter() {}

  /**
   * Writes doubles.
   *
   * @param shape the dimensions, none for a scalar; their product is the number of values
   * @param values in C order
   */
  public static void write(OutputStream out, List<Integer> shape, double[] values)
      throws IOException {
    write(out, "<f8", shape, values.length, (buffer, k) -> buffer.putDouble(values[k]));
  }

  /**
   * Writes single precision numbers.
   *
   * @param shape the dimensions, none for a scalar; their product is the number of values
   * @param values in C order
   */
  public static void write(OutputStream out, List<Integer> shape, float[] values)
      throws IOException {
    write(out, "<f4", Float.BYTES, shape, values.length, (buffer, k) -> buffer.putFloat(values[k]));
  }

  /**
   * Writes 64-bit integers.
   *
   * @param shape the dimensions, none for a scalar; their product is the number of values
   * @param values in C order
   */
  public static void write(OutputStream out, List<Integer> shape, long[] values)
      throws IOException {
    write(out, "<i8", shape, values.length, (buffer, k) -> buffer.putLong(values[k]));
  }

  /**
   * Writes texts as NumPy's fixed-width Unicode strings, padded with NUL.
   *
   * @param shape the dimensions, none for a scalar; their product is the number of values
   * @param values in C order
   */
  public static void write(OutputStream out, List<Integer> shape, String[] values)
      throws IOException {
    int longest = 1;
    for (String value : values) {
      longest = Math.max(longest, value.codePointCount(0, value.length()));
    }
    int characters = longest;
    write(
        out,
        "<U" + characters,
        Math.multiplyExact(Integer.BYTES, characters),
        shape,
        values.length,
        (buffer, k) -> {
          int end = buffer.position() + Integer.BYTES * characters;
          values[k].codePoints().forEach(buffer::putInt);
          while (buffer.position() < end) {
            buffer.putInt(0);
          }
        });
  }

  private static void write(
      OutputStream out,
      String type,
      List<Integer> shape,
      int count,
      ObjIntConsumer<ByteBuffer> element)
      throws IOException {
    write(out, type, Long.BYTES, shape, count, element);
  }

  private static void write(
      OutputStream out,
      String type,
      int size,
      List<Integer> shape,
      int count,
      ObjIntConsumer<ByteBuffer> element)
      throws IOException {
    long product = 1;
    for (int dimension : shape) {
      product = Math.multiplyExact(product, dimension);
    }
    if (product != count) {
      throw new IllegalArgumentException(count + " values for the shape " + shape);
    }
    out.write(header(type, shape));
    ByteBuffer block =
        ByteBuffer.allocate(Math.multiplyExact(size, Math.min(count, BLOCK)))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < count; k++) {
      element.accept(block, k);
      if (!block.hasRemaining() || k == count - 1) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
    }
  }

  /** The header of an array, whose elements the caller writes after it. */
  static byte[] header(String type, List<Integer> shape) {
    String tuple = shape.stream().map(d -> d + ",").collect(Collectors.joining(" ", "(", ")"));
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + tuple + ", }";
    int unpadded = 10 + header.length() + 1;
    int length = header.length() + 1 + (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    String padded = header + " ".repeat(length - 1 - header.length()) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) length);
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }
}
