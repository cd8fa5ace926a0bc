package org.dlmcert.io.number;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/** Entries of a matrix read one after another, when their number is not known beforehand. */
public final class RationalBuffer {
  private static final int BLOCK_BITS = 14;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final List<Rational[]> blocks = new ArrayList<>();
  private int size;

  /**
   * Appends an entry.
   *
   * @throws BadInput at {@code place}, if there are more than {@link Limits#ENTRIES}
   */
  public void add(Rational value, Place place) {
    if (size == Limits.ENTRIES) {
      throw place.expected("at most " + Limits.ENTRIES + " entries", "more");
    }
    if ((size & BLOCK - 1) == 0) {
      blocks.add(new Rational[BLOCK]);
    }
    blocks.get(size >> BLOCK_BITS)[size & BLOCK - 1] = value;
    size++;
  }

  public int size() {
    return size;
  }

  private Rational get(int index) {
    return blocks.get(index >> BLOCK_BITS)[index & BLOCK - 1];
  }

  /** The rows × columns matrix of the entries, which are its rows one after another. */
  public RationalMatrix toMatrix(int rows, int columns) {
    if (Math.multiplyExact(rows, columns) != size) {
      throw new IllegalStateException(size + " entries for " + rows + "×" + columns);
    }
    return RationalMatrix.of(rows, columns, (i, j) -> get(i * columns + j));
  }
}
