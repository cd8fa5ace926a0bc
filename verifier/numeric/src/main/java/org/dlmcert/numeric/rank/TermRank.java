package org.dlmcert.numeric.rank;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The term rank of a pattern of possibly nonzero entries: the largest number of them in different
 * rows and columns. No matrix with this pattern has a larger rank (D. Kőnig, 1931).
 */
public final class TermRank {
  private static final int FREE = -1;

  private final List<BitSet> columns; // per column, its rows
  private final int[] columnOfRow;
  private final BitSet seen;

  private TermRank(List<BitSet> columns, int rows) {
    this.columns = columns;
    this.columnOfRow = new int[rows];
    this.seen = new BitSet(rows);
    Arrays.fill(columnOfRow, FREE);
  }

  /**
   * The term rank, by augmenting paths; {@code O(columns · entries)} in the worst case.
   *
   * @param columns for each column, the rows with a possibly nonzero entry
   */
  public static int of(List<BitSet> columns, int rows) {
    TermRank matching = new TermRank(columns, rows);
    int size = 0;
    for (int n = 0; n < columns.size(); n++) {
      matching.seen.clear();
      if (matching.augment(n)) {
        size++;
      }
    }
    return size;
  }

  private boolean augment(int column) {
    BitSet rows = columns.get(column);
    for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
      if (columnOfRow[r] == FREE) {
        columnOfRow[r] = column;
        return true;
      }
    }
    for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
      if (!seen.get(r)) {
        seen.set(r);
        if (augment(columnOfRow[r])) {
          columnOfRow[r] = column;
          return true;
        }
      }
    }
    return false;
  }
}
