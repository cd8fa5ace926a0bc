package org.dlmcert.checker.algebra;

import java.math.BigInteger;

/**
 * Elimination in the integers modulo m^k, k = 1 or m prime, by pivots of least valuation (format.md
 * 5.13).
 */
public final class LocalElimination {
  private final BigInteger m;
  private final int exponent;
  private final BigInteger modulus;
  private final BigInteger[][] columns;

  /** Takes the columns over; they are changed. */
  public LocalElimination(BigInteger m, int exponent, BigInteger[][] columns) {
    this.m = m;
    this.exponent = exponent;
    this.modulus = m.pow(exponent);
    this.columns = columns;
    for (BigInteger[] column : columns) {
      for (int r = 0; r < column.length; r++) {
        column[r] = column[r].mod(modulus);
      }
    }
  }

  private record Pivot(int column, int row, int valuation) {}

  /**
   * Rejects the columns unless every one gets a pivot m^e·u with e < k: N²·rows multiplications.
   */
  public void requireFullColumnRank(Steps steps) {
    int least = 0;
    for (int done = 0; done < columns.length; done++) {
      Pivot pivot = pivot(done, least);
      int found = done;
      steps.require(
          pivot.valuation() < exponent,
          "modulus",
          () -> "no pivot is left modulo " + modulus + " after " + found + " columns");
      // Every entry that is left has at least this valuation, now and in later steps.
      least = pivot.valuation();
      BigInteger[] column = columns[pivot.column()];
      columns[pivot.column()] = columns[done];
      columns[done] = column;
      clear(done, pivot.row(), m.pow(least));
    }
  }

  /** An entry of least valuation among the columns that are left, not below the one known. */
  private Pivot pivot(int from, int least) {
    Pivot best = new Pivot(from, 0, exponent);
    for (int c = from; c < columns.length; c++) {
      for (int r = 0; r < columns[c].length; r++) {
        int valuation = valuation(columns[c][r]);
        if (valuation < best.valuation()) {
          best = new Pivot(c, r, valuation);
          if (valuation == least) {
            return best;
          }
        }
      }
    }
    return best;
  }

  /** The e < k for which the entry is m^e times a unit; k if there is none. */
  private int valuation(BigInteger entry) {
    if (exponent == 1) {
      return entry.gcd(m).equals(BigInteger.ONE) ? 0 : 1;
    }
    BigInteger rest = entry;
    int e = entry.signum() == 0 ? exponent : 0;
    while (e < exponent && rest.mod(m).signum() == 0) {
      rest = rest.divide(m);
      e++;
    }
    return e;
  }

  /** Clears the pivot's row in the columns that are left; that leaves zeros only in it. */
  private void clear(int pivot, int row, BigInteger power) {
    BigInteger[] column = columns[pivot];
    BigInteger inverse = column[row].divide(power).modInverse(modulus);
    for (int c = pivot + 1; c < columns.length; c++) {
      BigInteger[] other = columns[c];
      if (other[row].signum() != 0) {
        BigInteger factor = other[row].divide(power).multiply(inverse).mod(modulus);
        for (int r = 0; r < other.length; r++) {
          other[r] = other[r].subtract(factor.multiply(column[r])).mod(modulus);
        }
      }
    }
  }
}
