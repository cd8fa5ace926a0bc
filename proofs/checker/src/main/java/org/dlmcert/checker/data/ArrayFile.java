package org.dlmcert.checker.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.checker.array.ArraySource;

/**
 * An array in a file: NPY in C order, with the header as NumPy writes it, or IDX. The elements stay
 * in the file, which must not change while it is read.
 */
final class ArrayFile implements ArraySource {
  private static final int MOST_HEADER = 1 << 16;
  private static final int START = 8;
  private static final String MAGIC = "\u0093NUMPY";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\), }\\s*");
  private static final Map<Integer, String> IDX_TYPES =
      Map.of(8, "u1", 9, "i1", 11, ">i2", 12, ">i4", 13, ">f4", 14, ">f8");

  private final FileChannel file;
  private final long start;
  private final String type;
  private final int rows;
  private final int columns;

  private ArrayFile(FileChannel file, long start, String type, List<Long> shape)
      throws IOException {
    long columns = 1;
    for (long dimension : shape.subList(Math.min(1, shape.size()), shape.size())) {
      // Each factor and the product so far are below 2³¹.
      columns = Math.min(Integer.MAX_VALUE, columns * dimension);
    }
    if (shape.size() < 2 || shape.get(0) >= Integer.MAX_VALUE || columns >= Integer.MAX_VALUE) {
      throw new BadInstanceException(
          "an array of rows, fewer than 2^31 and of fewer entries, expected, found the shape "
              + shape);
    }
    this.file = file;
    this.start = start;
    this.type = type;
    this.rows = shape.get(0).intValue();
    this.columns = (int) columns;
    int size = type.charAt(type.length() - 1) - '0';
    // Below 2⁶² · 8: compared by a quotient.
    long elements = (long) rows * columns;
    long bytes = file.size() - start;
    if (bytes < 0 || bytes % size != 0 || bytes / size != elements) {
      throw new BadInstanceException(
          elements + " elements of " + size + " bytes expected, found " + bytes + " bytes");
    }
  }

  /**
   * Opens the file, if its first bytes are those of an array.
   *
   * @throws BadInstanceException if the array is none that can be read
   */
  static Optional<ArrayFile> open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    ByteBuffer head = read(file, 0, START);
    String magic = new String(head.array(), 0, head.limit(), StandardCharsets.ISO_8859_1);
    if (magic.startsWith(MAGIC) && head.limit() == START) {
      return Optional.of(npy(file, head));
    }
    if (magic.startsWith("\0\0") && head.limit() >= 4) {
      return Optional.of(idx(file, head));
    }
    file.close();
    return Optional.empty();
  }

  private static ArrayFile npy(FileChannel file, ByteBuffer head) throws IOException {
    int version = head.get(MAGIC.length());
    int bytes = version == 1 ? 2 : 4;
    ByteBuffer sizes = read(file, START, bytes);
    long length = 0;
    for (int k = sizes.limit() - 1; k >= 0; k--) {
      length = length << Byte.SIZE | sizes.get(k) & 0xff;
    }
    if (version < 1 || version > 3 || sizes.limit() < bytes || length > MOST_HEADER) {
      throw new BadInstanceException("NPY 1, 2 or 3 with a header of at most 65536 bytes expected");
    }
    ByteBuffer text = read(file, START + bytes, (int) length);
    String header = new String(text.array(), 0, text.limit(), StandardCharsets.ISO_8859_1);
    Matcher fields = HEADER.matcher(header);
    if (!fields.matches()) {
      throw new BadInstanceException("an NPY header as NumPy writes it expected");
    }
    if (fields.group(2).equals("True")) {
      throw new BadInstanceException(
          "an array in C order expected, found Fortran order; numpy.ascontiguousarray changes it");
    }
    String type = fields.group(1).replaceFirst("^\\|(?=[ui]1$)", "");
    if (!type.matches("[ui]1|[<>](?:[ui][248]|f[48])")) {
      throw new BadInstanceException("elements that are numbers expected, found the type " + type);
    }
    List<Long> shape = new ArrayList<>();
    for (String dimension : fields.group(3).split(",")) {
      if (!dimension.strip().matches("[0-9]{1,10}")) {
        throw new BadInstanceException("a shape of two dimensions or more expected");
      }
      shape.add(Long.valueOf(dimension.strip()));
    }
    return new ArrayFile(file, START + bytes + length, type, shape);
  }

  private static ArrayFile idx(FileChannel file, ByteBuffer head) throws IOException {
    String type = IDX_TYPES.get((int) head.get(2));
    int dimensions = head.get(3);
    ByteBuffer sizes = read(file, 4, 4 * Math.max(0, dimensions));
    if (type == null || sizes.limit() < 4 * dimensions) {
      throw new BadInstanceException("an IDX file of numbers expected");
    }
    List<Long> shape = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      shape.add(Integer.toUnsignedLong(sizes.getInt(4 * k)));
    }
    return new ArrayFile(file, 4 + 4L * dimensions, type, shape);
  }

  /** Reads bytes, fewer only at the end of the file. */
  private static ByteBuffer read(FileChannel file, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      continue;
    }
    return bytes.flip();
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(long from, byte[] into, int count) {
    ByteBuffer bytes = ByteBuffer.wrap(into, 0, count);
    try {
      while (bytes.hasRemaining() && file.read(bytes, start + from + bytes.position()) >= 0) {
        continue;
      }
    } catch (IOException e) {
      throw new BadInstanceException("the file cannot be read any more");
    }
    if (bytes.hasRemaining()) {
      throw new BadInstanceException("the file has become shorter");
    }
  }
}
