package org.dlmcert.exact;

import java.util.ArrayList;
import java.util.List;

/**
 * The row space of a growing matrix modulo a prime, as a basis in echelon form from which the rows
 * added last can be taken away again.
 */
public final class RowSpace {
  private final PrimeField field;
  private final List<int[]> basis = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();

  /** The space of no rows. */
  public RowSpace(PrimeField field) {
    this.field = field;
  }

  /** How many independent rows were added. */
  public int rank() {
    return basis.size();
  }

  /**
   * Adds a row of canonical residues, and takes over the array; O(rank · length).
   *
   * @return whether the row depends on none of those before
   */
  public boolean add(int[] row) {
    for (int k = 0; k < basis.size(); k++) {
      int factor = row[pivots.get(k)];
      if (factor != 0) {
        field.addScaled(row, 0, field.negate(factor), basis.get(k), 0, row.length);
      }
    }
    for (int n = 0; n < row.length; n++) {
      if (row[n] != 0) {
        field.scale(row, 0, field.inverse(row[n]), row.length);
        basis.add(row);
        pivots.add(n);
        return true;
      }
    }
    return false;
  }

  /** Goes back to the basis of an earlier rank. */
  public void shrinkTo(int rank) {
    basis.subList(rank, basis.size()).clear();
    pivots.subList(rank, pivots.size()).clear();
  }
}
