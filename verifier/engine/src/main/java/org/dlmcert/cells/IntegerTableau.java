package org.dlmcert.cells;

import java.math.BigInteger;

/**
 * A tableau of the simplex method in integers over one positive denominator, the determinant of the
 * last pivots (J. Edmonds 1967), so that all divisions are exact.
 */
final class IntegerTableau {
  private final BigInteger[][] rows; // shared with who made it
  private BigInteger denominator = BigInteger.ONE;

  IntegerTableau(BigInteger[][] rows) {
    this.rows = rows;
  }

  /** What all entries are divided by. */
  BigInteger denominator() {
    return denominator;
  }

  /** Makes the column a unit vector with 1 in the row; the entry there is to be positive. */
  void pivot(int row, int column) {
    BigInteger[] source = rows[row];
    BigInteger pivot = source[column];
    for (int k = 0; k < rows.length; k++) {
      if (k != row) {
        BigInteger[] target = rows[k];
        BigInteger factor = target[column];
        for (int l = 0; l < target.length; l++) {
          boolean unchanged = factor.signum() == 0 || source[l].signum() == 0;
          if (!unchanged || target[l].signum() != 0) {
            BigInteger product = target[l].multiply(pivot);
            target[l] =
                (unchanged ? product : product.subtract(factor.multiply(source[l])))
                    .divide(denominator);
          }
        }
      }
    }
    denominator = pivot;
  }

  /**
   * The row of the least ratio of the last column to this one, among rows with a positive entry;
   * among equals that of the first basic variable (R. Bland 1977). -1 if there is none.
   */
  int leaving(int column, int[] basis) {
    int best = -1;
    for (int i = 0; i < basis.length; i++) {
      if (rows[i][column].signum() > 0) {
        int right = rows[i].length - 1;
        int comparison =
            best < 0
                ? -1
                : rows[i][right]
                    .multiply(rows[best][column])
                    .compareTo(rows[best][right].multiply(rows[i][column]));
        if (comparison < 0 || comparison == 0 && basis[i] < basis[best]) {
          best = i;
        }
      }
    }
    return best;
  }
}
