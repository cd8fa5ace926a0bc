package org.dlmcert.io.array;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Format;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.io.Sha256;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * The rows of an array in a file that is as large as it likes: NPY in C order, or IDX of unsigned
 * bytes, neither zipped. A row is read when it is asked for, by any number of threads at once; the
 * dimensions after the first are one.
 */
public final class ArrayOnDisk implements Closeable {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int IDX_IMAGES = 3;

  private final Path path;
  private final FileChannel file;
  private final long start;
  private final String type;
  private final int rows;
  private final int columns;

  private ArrayOnDisk(Path path, FileChannel file, long start, String type, int rows, int columns) {
    this.path = path;
    this.file = file;
    this.start = start;
    this.type = type;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The array of a data set: a file, or the images of a folder of IDX files.
   *
   * @return empty if the data are of another form, in Fortran order, or zipped
   * @throws BadInput if the file is not as large as its header says
   */
  public static Optional<ArrayOnDisk> ofData(Path data) {
    return open(Files.isDirectory(data) ? IdxFolder.images(data) : data);
  }

  private static Optional<ArrayOnDisk> open(Path path) {
    Place place = Place.of(path);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
      Optional<ArrayOnDisk> array = Optional.empty();
      try {
        array = read(path, file, place);
      } finally {
        if (array.isEmpty()) { // also where it is refused
          file.close();
        }
      }
      return array;
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
  }

  private static Optional<ArrayOnDisk> read(Path path, FileChannel file, Place place)
      throws IOException {
    InputStream head = new BufferedInputStream(Channels.newInputStream(file));
    head.mark(16);
    byte[] magic = head.readNBytes(8);
    head.reset();
    if (Format.of(magic) == Format.NPY) {
      NpyHeader header = NpyHeader.read(head, place);
      return header.numberType().isEmpty() || header.fortranOrder() || header.shape().size() < 2
          ? Optional.empty()
          : Optional.of(
              checked(
                  path, file, header.bytes(), header.numberType().get(), header.shape(), place));
    }
    if (IdxFile.rank(magic) != IDX_IMAGES) {
      return Optional.empty();
    }
    ByteBuffer sizes = ByteBuffer.wrap(head.readNBytes(4 + 4 * IDX_IMAGES));
    if (sizes.capacity() < 4 + 4 * IDX_IMAGES) {
      throw place.expected("the sizes of " + IDX_IMAGES + " dimensions", "the end of the file");
    }
    List<Integer> shape = new ArrayList<>();
    for (int k = 1; k <= IDX_IMAGES; k++) {
      shape.add(sizes.getInt(4 * k));
    }
    return Optional.of(checked(path, file, sizes.capacity(), "u1", shape, place));
  }

  private static ArrayOnDisk checked(
      Path path, FileChannel file, long start, String type, List<Integer> shape, Place place)
      throws IOException {
    long columns = 1;
    for (int dimension : shape.subList(1, shape.size())) { // negative from 2^31 on
      columns = Math.min(Integer.MAX_VALUE, columns * dimension);
    }
    int size = size(type);
    long bytes = file.size() - start;
    if (columns == Integer.MAX_VALUE
        || shape.stream().anyMatch(dimension -> dimension < 0)
        || bytes % size != 0
        || bytes / size != shape.get(0) * columns) {
      throw place.expected("as many bytes as the shape " + shape + " needs", bytes + " bytes");
    }
    return new ArrayOnDisk(path, file, start, type, shape.get(0), (int) columns);
  }

  private static int size(String type) {
    return type.charAt(type.length() - 1) - '0';
  }

  public Path path() {
    return path;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Whether the elements are integers. */
  public boolean isOfIntegers() {
    return !type.contains("f") && !type.endsWith("u8");
  }

  /**
   * Rows of integers.
   *
   * @return the entries, one row after the other
   * @throws IllegalStateException if the elements are not integers of 64 bits with sign or fewer
   */
  public long[] integers(int from, int count) throws IOException {
    if (!isOfIntegers()) {
      throw new IllegalStateException("elements of type " + type);
    }
    int size = size(type);
    ByteBuffer bytes = bytes(from, count);
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    boolean signed = type.contains("i");
    long[] entries = new long[count * columns];
    for (int k = 0; k < entries.length; k++) {
      entries[k] =
          switch (size) {
            case 1 -> signed ? bytes.get() : bytes.get() & 0xff;
            case 2 -> signed ? bytes.getShort() : bytes.getChar();
            case 4 -> signed ? bytes.getInt() : Integer.toUnsignedLong(bytes.getInt());
            default -> bytes.getLong();
          };
    }
    return entries;
  }

  private ByteBuffer bytes(int from, int count) throws IOException {
    long width = (long) columns * size(type);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count * width));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, start + from * width + bytes.position()) < 0) {
        throw Place.of(path).expected("the file as it was before", "a shorter one");
      }
    }
    return bytes.flip();
  }

  /** The digests of blocks of about a megabyte. */
  public ArrayDigests digests(Progress progress) throws IOException {
    long width = Math.max(1, (long) columns * size(type));
    int blockRows = (int) Math.max(1, BLOCK_BYTES / width);
    List<String> digests = new ArrayList<>();
    progress.stage("digests of the data", (rows + blockRows - 1L) / blockRows);
    for (int from = 0; from < rows; from += blockRows) {
      Interruption.check();
      digests.add(sha256(bytes(from, Math.min(blockRows, rows - from))));
      progress.step(digests.size());
    }
    return new ArrayDigests(type, rows, columns, blockRows, digests);
  }

  private static String sha256(ByteBuffer bytes) {
    MessageDigest digest = Sha256.begin();
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
