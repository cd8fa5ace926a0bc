package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.progress.Interruption;

/**
 * Elimination of an integer matrix in the integers modulo a prime power p^k, choosing as pivot an
 * entry of least p-adic valuation among all that are left (the p-adic Smith form).
 *
 * <p>It decides whether every p-adic elementary divisor of an m×n matrix divides p^(k-1), in which
 * case every integer matrix that is congruent to it modulo p^k has full column rank
 * (proofs/soundness.md, section 12). O(m·n²) operations, on {@code long} residues if p^k is below
 * 2^31 and on {@code BigInteger}s otherwise.
 */
public final class PrimePowerElimination {
  private PrimePowerElimination() {}

  /** Whether p^k is small enough for {@code long} residues. */
  public static boolean fitsLong(BigInteger prime, int exponent) {
    return (long) (prime.bitLength() - 1) * exponent < 31 && prime.pow(exponent).bitLength() <= 31;
  }

  /**
   * Whether n pivots of valuation below k are found.
   *
   * @param matrix m×n
   * @param prime a prime
   * @param exponent k ≥ 1
   */
  public static boolean reachesEveryColumn(IntegerMatrix matrix, BigInteger prime, int exponent) {
    if (matrix.columns() > matrix.rows()) {
      return false;
    }
    if (exponent == 1 && prime.bitLength() <= 31) {
      PrimeField field = PrimeField.of(prime.intValueExact());
      return ModularMatrix.of(field, matrix).rank() == matrix.columns();
    }
    return fitsLong(prime, exponent)
        ? new Words(matrix, prime.longValueExact(), exponent).succeeds()
        : new Large(matrix, prime, exponent).succeeds();
  }

  /** Residues below 2^31, so that products of two are below 2^62. */
  private static final class Words {
    private final long prime;
    private final long modulus;
    private final List<long[]> columns = new ArrayList<>();
    private int row;
    private int column;

    Words(IntegerMatrix matrix, long prime, int exponent) {
      this.prime = prime;
      BigInteger power = BigInteger.valueOf(prime).pow(exponent);
      modulus = power.longValueExact();
      for (int j = 0; j < matrix.columns(); j++) {
        long[] residues = new long[matrix.rows()];
        for (int i = 0; i < residues.length; i++) {
          residues[i] = matrix.get(i, j).mod(power).longValueExact();
        }
        columns.add(residues);
      }
    }

    boolean succeeds() {
      int height = columns.isEmpty() ? 0 : columns.get(0).length;
      // The least valuation among what is left never sinks: everything left is divisible by p^e.
      long divisor = 1; // p^e
      while (!columns.isEmpty()) {
        Interruption.check();
        while (!findPivot(height, divisor * prime)) {
          divisor *= prime;
          if (divisor >= modulus) {
            return false;
          }
        }
        height--;
        long[] pivot = columns.remove(column);
        swap(pivot, height);
        long precision = modulus / divisor; // factors matter modulo p^(k-e) only
        long inverse =
            BigInteger.valueOf(pivot[height] / divisor)
                .modInverse(BigInteger.valueOf(precision))
                .longValueExact();
        for (long[] other : columns) {
          swap(other, height);
          long factor = other[height] / divisor % precision * inverse % precision;
          for (int i = 0; factor != 0 && i < height; i++) {
            other[i] = Math.floorMod(other[i] - factor * pivot[i], modulus);
          }
        }
      }
      return true;
    }

    /** Finds an entry that is not divisible by p^(e+1). */
    private boolean findPivot(int height, long next) {
      for (column = 0; column < columns.size(); column++) {
        long[] entries = columns.get(column);
        for (row = 0; row < height; row++) {
          if (entries[row] % next != 0) {
            return true;
          }
        }
      }
      return false;
    }

    private void swap(long[] entries, int last) {
      long entry = entries[row];
      entries[row] = entries[last];
      entries[last] = entry;
    }
  }

  /** The same for residues of any size. */
  private static final class Large {
    private final BigInteger prime;
    private final BigInteger modulus;
    private final List<BigInteger[]> columns = new ArrayList<>();
    private int row;
    private int column;

    Large(IntegerMatrix matrix, BigInteger prime, int exponent) {
      this.prime = prime;
      modulus = prime.pow(exponent);
      for (int j = 0; j < matrix.columns(); j++) {
        BigInteger[] residues = new BigInteger[matrix.rows()];
        for (int i = 0; i < residues.length; i++) {
          residues[i] = matrix.get(i, j).mod(modulus);
        }
        columns.add(residues);
      }
    }

    boolean succeeds() {
      int height = columns.isEmpty() ? 0 : columns.get(0).length;
      BigInteger divisor = BigInteger.ONE;
      while (!columns.isEmpty()) {
        Interruption.check();
        while (!findPivot(height, divisor.multiply(prime))) {
          divisor = divisor.multiply(prime);
          if (divisor.compareTo(modulus) >= 0) {
            return false;
          }
        }
        height--;
        BigInteger[] pivot = columns.remove(column);
        swap(pivot, height);
        BigInteger precision = modulus.divide(divisor);
        BigInteger inverse = pivot[height].divide(divisor).modInverse(precision);
        for (BigInteger[] other : columns) {
          swap(other, height);
          BigInteger factor = other[height].divide(divisor).multiply(inverse).mod(precision);
          for (int i = 0; factor.signum() != 0 && i < height; i++) {
            other[i] = other[i].subtract(factor.multiply(pivot[i])).mod(modulus);
          }
        }
      }
      return true;
    }

    private boolean findPivot(int height, BigInteger next) {
      for (column = 0; column < columns.size(); column++) {
        BigInteger[] entries = columns.get(column);
        for (row = 0; row < height; row++) {
          if (entries[row].mod(next).signum() != 0) {
            return true;
          }
        }
      }
      return false;
    }

    private void swap(BigInteger[] entries, int last) {
      BigInteger entry = entries[row];
      entries[row] = entries[last];
      entries[last] = entry;
    }
  }
}
