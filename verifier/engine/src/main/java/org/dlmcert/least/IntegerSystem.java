package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerVectors;

/**
 * Small integer linear systems by fraction-free Gauss–Jordan elimination (Bareiss 1968): all pivot
 * rows end with the same pivot, a minor of the system, and all divisions are exact. O(rows² ·
 * columns) multiplications.
 */
final class IntegerSystem {
  private final BigInteger[][] rows;
  private final int unknowns;
  private final int[] pivotRow; // of a column, or -1
  private BigInteger pivot = BigInteger.ONE;

  private IntegerSystem(BigInteger[][] rows, int unknowns) {
    this.rows = rows;
    this.unknowns = unknowns;
    pivotRow = new int[unknowns];
    Arrays.fill(pivotRow, -1);
    int rank = 0;
    for (int c = 0; c < unknowns && rank < rows.length; c++) {
      int r = rank;
      while (r < rows.length && rows[r][c].signum() == 0) {
        r++;
      }
      if (r < rows.length) {
        BigInteger[] swapped = rows[r];
        rows[r] = rows[rank];
        rows[rank] = swapped;
        eliminate(rank, c);
        pivotRow[c] = rank++;
      }
    }
  }

  private void eliminate(int row, int column) {
    BigInteger[] source = rows[row];
    BigInteger next = source[column];
    for (BigInteger[] target : rows) {
      if (target == source) {
        continue;
      }
      BigInteger factor = target[column];
      for (int j = 0; j < target.length; j++) {
        BigInteger product = next.multiply(target[j]);
        if (factor.signum() != 0) {
          product = product.subtract(factor.multiply(source[j]));
        }
        target[j] = product.divide(pivot);
      }
    }
    pivot = next;
  }

  /** A vector of fractions with one denominator, positive. */
  record Fractions(BigInteger[] numerators, BigInteger denominator) {}

  /**
   * A solution of A z = b, with 0 for the unknowns without pivot.
   *
   * @param rows of A, each followed by its entry of b; they are changed
   * @return empty if there is none
   */
  static Optional<Fractions> solve(BigInteger[][] rows, int unknowns) {
    IntegerSystem system = new IntegerSystem(rows, unknowns);
    BigInteger[] z = new BigInteger[unknowns];
    Arrays.fill(z, BigInteger.ZERO);
    int rank = 0;
    BigInteger sign = BigInteger.valueOf(system.pivot.signum());
    for (int c = 0; c < unknowns; c++) {
      if (system.pivotRow[c] >= 0) {
        z[c] = system.rows[system.pivotRow[c]][unknowns].multiply(sign);
        rank++;
      }
    }
    for (int r = rank; r < rows.length; r++) {
      if (rows[r][unknowns].signum() != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Fractions(z, system.pivot.abs()));
  }

  /** A basis of the vectors z with A z = 0, for rows of A, which are changed. */
  static List<BigInteger[]> kernel(BigInteger[][] rows, int unknowns) {
    IntegerSystem system = new IntegerSystem(rows, unknowns);
    List<BigInteger[]> basis = new ArrayList<>();
    for (int free = 0; free < unknowns; free++) {
      if (system.pivotRow[free] >= 0) {
        continue;
      }
      BigInteger[] z = new BigInteger[unknowns];
      Arrays.fill(z, BigInteger.ZERO);
      z[free] = system.pivot;
      for (int c = 0; c < unknowns; c++) {
        if (system.pivotRow[c] >= 0) {
          z[c] = system.rows[system.pivotRow[c]][free].negate();
        }
      }
      basis.add(IntegerVectors.primitive(List.of(z)).toArray(BigInteger[]::new));
    }
    return basis;
  }

  /** The columns with pivots: each is independent of those before it. */
  static int[] pivotColumns(BigInteger[][] rows, int unknowns) {
    IntegerSystem system = new IntegerSystem(rows, unknowns);
    return IntStream.range(0, unknowns).filter(c -> system.pivotRow[c] >= 0).toArray();
  }
}
