package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Slow and obvious answers, with rational elimination of their own. */
public final class BruteForce {
  private BruteForce() {}

  /** The rank by Gaussian elimination over the rationals. */
  public static int rank(RationalMatrix matrix) {
    List<Rational[]> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i).toArray(new Rational[0]));
    }
    int rank = 0;
    for (int j = 0; j < matrix.columns(); j++) {
      int column = j;
      int from = rank;
      int pivot =
          IntStream.range(from, rows.size())
              .filter(i -> !rows.get(i)[column].isZero())
              .findFirst()
              .orElse(-1);
      if (pivot < 0) {
        continue;
      }
      Rational[] swap = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, swap);
      for (int i = rank + 1; i < rows.size(); i++) {
        Rational factor = rows.get(i)[j].dividedBy(rows.get(rank)[j]);
        for (int k = j; k < matrix.columns(); k++) {
          rows.get(i)[k] = rows.get(i)[k].minus(factor.times(rows.get(rank)[k]));
        }
      }
      rank++;
    }
    return rank;
  }

  /** Whether |S| ≤ groups·rank(X_S) for every set S of columns: Edmonds' condition, literally. */
  public static boolean divides(IntegerMatrix inputs, int groups) {
    for (int set = 1; set < 1 << inputs.columns(); set++) {
      int bits = set;
      int[] columns =
          IntStream.range(0, inputs.columns()).filter(n -> (bits >> n & 1) == 1).toArray();
      if (columns.length > groups * rank(RationalMatrix.of(inputs.columns(columns)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every pattern gives full column rank, by trying all of them.
   *
   * @param inputs d×N
   * @param noise D×N
   */
  public static boolean everyPatternHasFullRank(
      RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    int units = noise.rows();
    int samples = inputs.columns();
    for (long bits = 0; bits < 1L << units * samples; bits++) {
      long pattern = bits;
      RationalMatrix matrix =
          RationalMatrix.of(
              units * inputs.rows(),
              samples,
              (row, n) -> {
                int unit = row / inputs.rows();
                Rational a = noise.get(unit, n);
                Rational gain = (pattern >> (n * units + unit) & 1) == 1 ? a : a.times(slope);
                return gain.times(inputs.get(row % inputs.rows(), n));
              });
      if (rank(matrix) < samples) {
        return false;
      }
    }
    return true;
  }
}
