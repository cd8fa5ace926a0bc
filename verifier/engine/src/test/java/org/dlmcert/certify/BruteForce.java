package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Slow and obvious answers, with rational elimination of their own. */
public final class BruteForce {
  private BruteForce() {}

  /** 2³¹ - 1: products of two residues fit into a long. */
  private static final long PRIME = Integer.MAX_VALUE;

  /**
   * The rank: by elimination modulo a prime if that finds as much as there can be, since minors
   * that are not 0 modulo a prime are not 0; otherwise over the rationals.
   */
  public static int rank(RationalMatrix matrix) {
    int most = Math.min(matrix.rows(), matrix.columns());
    return rankModuloPrime(matrix) == most ? most : rationalRank(matrix);
  }

  /** The rank modulo the prime, where -1 says that an entry has no residue. */
  private static int rankModuloPrime(RationalMatrix matrix) {
    long[][] rows = new long[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        Rational entry = matrix.get(i, j);
        long denominator = residue(entry.denominator());
        if (denominator == 0) {
          return -1;
        }
        rows[i][j] = residue(entry.numerator());
        if (denominator != 1) {
          rows[i][j] = rows[i][j] * inverse(denominator) % PRIME;
        }
      }
    }
    int rank = 0;
    for (int j = 0; j < matrix.columns() && rank < rows.length; j++) {
      int pivot = rank;
      while (pivot < rows.length && rows[pivot][j] == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        continue;
      }
      long[] top = rows[pivot];
      rows[pivot] = rows[rank];
      rows[rank] = top;
      long scale = inverse(top[j]);
      for (int i = rank + 1; i < rows.length; i++) {
        long factor = PRIME - rows[i][j] * scale % PRIME;
        for (int k = j; k < top.length; k++) {
          rows[i][k] = (rows[i][k] + factor * top[k]) % PRIME;
        }
      }
      rank++;
    }
    return rank;
  }

  private static long residue(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? Math.floorMod(value.longValue(), PRIME)
        : value.mod(BigInteger.valueOf(PRIME)).longValue();
  }

  private static long inverse(long residue) {
    return BigInteger.valueOf(residue).modInverse(BigInteger.valueOf(PRIME)).longValue();
  }

  private static int rationalRank(RationalMatrix matrix) {
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
