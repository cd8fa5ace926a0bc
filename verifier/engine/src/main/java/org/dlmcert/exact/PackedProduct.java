package org.dlmcert.exact;

import java.util.Arrays;

/**
 * Adds multiples of pivot rows to many rows, over a tile of columns, from copies that lie side by
 * side: the largest products of {@link BlockedElimination}.
 *
 * <p>The pivot rows' tiles are copied once, a few rows at a time are copied, added to, reduced and
 * copied back. In the matrix itself the tiles of successive rows are a row's length apart, at any
 * place within the cache's lines, and take more of the second cache's sets than they need. The
 * copies have equal lengths, a multiple of 64 bytes together with the array's header, and are made
 * in one go, so that they mostly begin at the same place within a line.
 *
 * <p><b>Exactness.</b> Every {@code double} is an integer of absolute value below 2^53: all entries
 * read are reduced, an entry takes at most {@link BalancedRows#PRODUCTS} products, which {@link
 * BalancedRows} allows, and is reduced again. Copies are exact.
 */
final class PackedProduct {
  /** The columns of a tile at most: an odd number of lines a row, which spreads over the sets. */
  static final int TILE = 224;

  /** What copying is worth for. */
  static final int LEAST_ROWS = 64;

  private static final int ROWS = 12;
  private static final int BEGIN = 6; // with a header of 16 bytes at the beginning of a line

  private final BalancedRows arithmetic;
  private final double[][] pivots;
  private final double[][] targets;
  private final double[][] factors = new double[ROWS][];

  PackedProduct(BalancedRows arithmetic) {
    this.arithmetic = arithmetic;
    double[][] copies = new double[BalancedRows.PRODUCTS + ROWS][BEGIN + TILE];
    pivots = Arrays.copyOf(copies, BalancedRows.PRODUCTS);
    targets = Arrays.copyOfRange(copies, BalancedRows.PRODUCTS, copies.length);
  }

  /**
   * Adds to the rows from..to-1, at the positions begin..end-1, at most {@link #TILE}, the
   * multiples of at most {@link BalancedRows#PRODUCTS} pivot rows that the rows hold from {@code
   * first} on, outside of these positions; and reduces.
   */
  void add(double[][] rows, int from, int to, int first, double[][] pivotRows, int begin, int end) {
    int length = end - begin;
    for (int k = 0; k < pivotRows.length; k++) {
      System.arraycopy(pivotRows[k], begin, pivots[k], BEGIN, length);
    }
    for (int i = from; i < to; i += ROWS) {
      int count = Math.min(ROWS, to - i);
      for (int r = 0; r < count; r++) {
        factors[r] = rows[i + r];
        System.arraycopy(rows[i + r], begin, targets[r], BEGIN, length);
      }
      BalancedRows.addMultiples(
          targets, 0, count, factors, first, pivots, pivotRows.length, BEGIN, BEGIN + length);
      for (int r = 0; r < count; r++) {
        arithmetic.reduce(targets[r], BEGIN, BEGIN + length);
        System.arraycopy(targets[r], BEGIN, rows[i + r], begin, length);
      }
    }
  }
}
