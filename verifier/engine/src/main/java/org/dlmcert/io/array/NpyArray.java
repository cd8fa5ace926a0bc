package org.dlmcert.io.array;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.number.BitsCache;
import org.dlmcert.io.number.Numbers;

/** An array read from an NPY file; element values are decoded, exactly, when asked for. */
public final class NpyArray implements Place {
  private final Place place;
  private final NpyType type;
  private final List<Integer> shape;
  private final boolean fortranOrder;
  private final byte[] data; // never shared

  /**
   * @param place the file and, in an archive, the array's name
   * @param data the elements' bytes, as many as type and shape need
   */
  public NpyArray(
      Place place, NpyType type, List<Integer> shape, boolean fortranOrder, byte[] data) {
    this.place = place.fixed();
    this.type = type;
    this.shape = List.copyOf(shape);
    this.fortranOrder = fortranOrder;
    this.data = data;
  }

  @Override
  public String source() {
    return place.source();
  }

  @Override
  public String where() {
    return place.where();
  }

  /** The dimensions; none for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.size();
  }

  public boolean isText() {
    return type.isText();
  }

  /** Whether the elements are integers or truth values by type. */
  public boolean isInteger() {
    return type instanceof NpyType.Int || type instanceof NpyType.Bool;
  }

  /** Shape and type in words. */
  public String describe() {
    String size =
        shape.isEmpty()
            ? "a scalar"
            : shape.size() == 1
                ? "an array of length " + shape.get(0)
                : "a "
                    + shape.stream().map(String::valueOf).collect(Collectors.joining("×"))
                    + " array";
    return size + " of " + type.words();
  }

  /** The value of an element. */
  public Rational value(Numbers numbers, int... index) {
    return type.value(bytes(index), numbers, new Element(index));
  }

  /** The text of an element of an array of texts. */
  public String text(int... index) {
    if (type instanceof NpyType.Text texts) {
      return texts.text(bytes(index));
    }
    throw new Element(index).expected("a text", type.words());
  }

  /** This array with all dimensions after the first made one, in C order. */
  public NpyArray flattened() {
    if (rank() <= 2) {
      return this;
    }
    long columns = 1;
    for (int dimension : shape.subList(1, rank())) {
      columns *= dimension;
    }
    Limits.checkShape(shape.get(0), columns, this);
    if (!fortranOrder) {
      return new NpyArray(place, type, List.of(shape.get(0), (int) columns), false, data);
    }
    byte[] reordered = new byte[data.length];
    int[] index = new int[rank()];
    for (int to = 0; to < data.length; to += type.size()) {
      System.arraycopy(data, start(index), reordered, to, type.size());
      for (int k = rank() - 1; k >= 0 && ++index[k] == shape.get(k); k--) {
        index[k] = 0;
      }
    }
    return new NpyArray(place, type, List.of(shape.get(0), (int) columns), false, reordered);
  }

  /** The matrix of a two-dimensional array, or of one dimension n as an n × 1 column. */
  public RationalMatrix matrix(Numbers numbers) {
    if (rank() < 1 || rank() > 2) {
      throw expected("an array of one or two dimensions", describe());
    }
    int rows = shape.get(0);
    int columns = rank() == 1 ? 1 : shape.get(1);
    Limits.checkShape(rows, columns, this);
    BitsCache cache = new BitsCache();
    return RationalMatrix.of(
        rows,
        columns,
        (i, j) -> {
          int[] index = rank() == 1 ? new int[] {i} : new int[] {i, j};
          return type.size() <= Long.BYTES
              ? cache.value(bits(index), () -> value(numbers, index))
              : value(numbers, index);
        });
  }

  /** The numbers of an array of one or two dimensions. */
  public Table table(Numbers numbers) {
    return new Table(matrix(numbers), rank() == 1, place);
  }

  /** The bytes of an element of at most eight, as they lie. */
  private long bits(int... index) {
    int start = start(index);
    long bits = 0;
    for (int k = start; k < start + type.size(); k++) {
      bits = bits << 8 | (data[k] & 0xff);
    }
    return bits;
  }

  private ByteBuffer bytes(int... index) {
    return ByteBuffer.wrap(data, start(index), type.size()).slice().order(type.order());
  }

  private int start(int... index) {
    long position = 0;
    for (int k = 0; k < index.length; k++) {
      int axis = fortranOrder ? index.length - 1 - k : k;
      position = position * shape.get(axis) + index[axis];
    }
    return Math.toIntExact(position * type.size());
  }

  /** The place of one element. */
  private final class Element implements Place {
    private final int[] index;

    Element(int... index) {
      this.index = index;
    }

    @Override
    public String source() {
      return NpyArray.this.source();
    }

    @Override
    public String where() {
      String brackets =
          Arrays.stream(index).mapToObj(i -> "[" + i + "]").collect(Collectors.joining());
      String array = NpyArray.this.where();
      return array.isEmpty() ? "element " + brackets : array + brackets;
    }
  }
}
