package org.dlmcert.paper.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The largest exponent of p in the Smith form of a matrix over the rationals without p in their
 * denominators, by elimination with pivots of the least valuation.
 */
public final class SmithExponent {
  private SmithExponent() {}

  /**
   * The exponent e: there is a p-integral L with L·G = p^e·I, and for no smaller one.
   *
   * @return empty if the rank is less than the number of columns
   */
  public static OptionalInt largest(RationalMatrix matrix, BigInteger p) {
    List<Rational[]> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i).toArray(Rational[]::new));
    }
    int largest = 0;
    List<Integer> columns = new ArrayList<>();
    for (int j = 0; j < matrix.columns(); j++) {
      columns.add(j);
    }
    while (!columns.isEmpty()) {
      int bestRow = -1;
      int bestColumn = -1;
      int least = Integer.MAX_VALUE;
      for (int i = 0; i < rows.size(); i++) {
        for (int j : columns) {
          int v = valuation(rows.get(i)[j], p);
          if (v < least) {
            least = v;
            bestRow = i;
            bestColumn = j;
          }
        }
      }
      if (bestRow < 0) {
        return OptionalInt.empty();
      }
      largest = Math.max(largest, least);
      Rational[] pivot = rows.remove(bestRow);
      columns.remove(Integer.valueOf(bestColumn));
      for (Rational[] row : rows) {
        Rational factor = row[bestColumn].dividedBy(pivot[bestColumn]);
        for (int j = 0; j < row.length; j++) {
          row[j] = row[j].minus(factor.times(pivot[j]));
        }
      }
    }
    return OptionalInt.of(largest);
  }

  /** v_p; {@code Integer.MAX_VALUE} for zero. */
  public static int valuation(Rational value, BigInteger p) {
    if (value.isZero()) {
      return Integer.MAX_VALUE;
    }
    return valuation(value.numerator(), p) - valuation(value.denominator(), p);
  }

  private static int valuation(BigInteger value, BigInteger p) {
    int count = 0;
    for (BigInteger rest = value; rest.mod(p).signum() == 0; rest = rest.divide(p)) {
      count++;
    }
    return count;
  }
}
