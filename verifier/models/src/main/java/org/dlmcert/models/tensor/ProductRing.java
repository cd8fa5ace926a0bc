package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A ring in which dot products are computed: the integers modulo 2^64, where long arithmetic wraps
 * around, or modulo an odd prime below 2^30.
 */
sealed interface ProductRing {
  /** The residues of all entries. */
  long[] residues(IntegerVector values);

  /** The dot product of {@code left} and {@code right[from], …}, as a residue. */
  long dot(long[] left, long[] right, int from);

  /** Integers modulo 2^64. */
  record Wrapping() implements ProductRing {
    @Override
    public long[] residues(IntegerVector values) {
      long[] residues = new long[values.size()];
      for (int k = 0; k < residues.length; k++) {
        residues[k] = values.low(k);
      }
      return residues;
    }

    @Override
    public long dot(long[] left, long[] right, int from) {
      long sum = 0;
      for (int k = 0; k < left.length; k++) {
        sum += left[k] * right[from + k];
      }
      return sum;
    }
  }

  /**
   * Integers modulo an odd prime p below 2^30. Residues lie between -p/2 and p/2, so that products
   * are below 2^58 in absolute value, and 32 of them sum to less than 2^63.
   */
  record Prime(int p) implements ProductRing {
    private static final int BLOCK = 32;

    @Override
    public long[] residues(IntegerVector values) {
      BigInteger modulus = BigInteger.valueOf(p);
      long[] residues = new long[values.size()];
      for (int k = 0; k < residues.length; k++) {
        residues[k] =
            balanced(values.isSmall() ? values.low(k) : values.get(k).mod(modulus).longValue());
      }
      return residues;
    }

    private long balanced(long value) {
      long residue = value % p;
      return residue > p / 2 ? residue - p : residue < -(p / 2) ? residue + p : residue;
    }

    @Override
    public long dot(long[] left, long[] right, int from) {
      long sum = 0;
      for (int block = 0; block < left.length; block += BLOCK) {
        int end = Math.min(block + BLOCK, left.length);
        long part = 0;
        for (int k = block; k < end; k++) {
          part += left[k] * right[from + k];
        }
        sum += part % p;
      }
      return Math.floorMod(sum, (long) p);
    }

    /** The first {@code count} primes below 2^30, downwards; each found by trial division. */
    static List<Prime> first(int count) {
      List<Prime> primes = new ArrayList<>();
      for (int n = (1 << 30) - 1; primes.size() < count; n -= 2) {
        if (isPrime(n)) {
          primes.add(new Prime(n));
        }
      }
      return primes;
    }

    private static boolean isPrime(int odd) {
      for (int d = 3; d <= odd / d; d += 2) {
        if (odd % d == 0) {
          return false;
        }
      }
      return true;
    }
  }
}
