package org.dlmcert.checker.algebra;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * Vectors modulo a prime below 2³¹, found independent one after the other by elimination.
 *
 * <p>In an elimination an entry is a number below M = 2³¹·p that has the right residue, and is
 * reduced when it is asked for: a product of residues is below p² &lt; M, the sum of both below 2M
 * &lt; 2⁶³, and M is subtracted if that leaves no negative number.
 */
public final class ModularBasis {
  private final long prime;
  private final int length;
  private final List<int[]> rows = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();

  public ModularBasis(int prime, int length) {
    this.prime = prime;
    this.length = length;
  }

  /**
   * Adds a rational vector, times a number that makes it integral, if it is independent of those
   * added before.
   *
   * @return whether it is; O(rank · length)
   */
  public boolean add(Rational[] vector, Work work) {
    return rows.size() < length && add(residues(vector, work));
  }

  /** The same for a vector of residues, which is changed. */
  public boolean add(long[] v) {
    for (int r = 0; r < rows.size(); r++) {
      int pivot = pivots.get(r);
      long entry = v[pivot] % prime;
      if (entry != 0) {
        subtract(v, rows.get(r), prime - entry, pivot);
      }
    }
    for (int j = 0; j < length; j++) {
      v[j] %= prime;
    }
    int pivot = 0;
    while (pivot < length && v[pivot] == 0) {
      pivot++;
    }
    if (pivot == length) {
      return false;
    }
    long inverse = inverse(v[pivot]);
    int[] row = new int[length];
    for (int j = pivot; j < length; j++) {
      row[j] = (int) (v[j] * inverse % prime);
    }
    rows.add(row);
    pivots.add(pivot);
    return true;
  }

  public int rank() {
    return rows.size();
  }

  /** Adds a multiple of a row, from its pivot on; every entry of v stays below M. */
  private void subtract(long[] v, int[] row, long factor, int from) {
    long most = prime << 31;
    for (int j = from; j < v.length; j++) {
      long sum = v[j] + factor * row[j] - most;
      v[j] = sum + (most & sum >> 63); // sum >> 63 has all bits set if sum is negative, else none
    }
  }

  /**
   * The residues of the vector times p^e, the power of p in its common denominator. The rest of
   * that denominator is a nonzero factor modulo p, which changes no independence.
   */
  public long[] residues(Rational[] vector, Work work) {
    BigInteger largest = BigInteger.ONE;
    for (Rational entry : vector) {
      if (!entry.isInteger()) {
        largest = largest.max(powerOfPrime(entry.denominator(), work));
      }
    }
    long[] residues = new long[length];
    for (int j = 0; j < length; j++) {
      residues[j] = residue(vector[j].numerator());
      BigInteger q = vector[j].denominator();
      if (!largest.equals(BigInteger.ONE)) {
        BigInteger power = powerOfPrime(q, work);
        residues[j] = power.equals(largest) ? residues[j] : 0;
        q = q.divide(power);
      }
      if (!q.equals(BigInteger.ONE)) {
        residues[j] = residues[j] * inverse(residue(q)) % prime;
      }
    }
    return residues;
  }

  /** The largest power of the prime that divides q. */
  private BigInteger powerOfPrime(BigInteger q, Work work) {
    work.add(Work.length(q), Work.length(q));
    if (residue(q) != 0) {
      return BigInteger.ONE;
    }
    BigInteger p = BigInteger.valueOf(prime);
    return q.gcd(p.pow(q.bitLength() / (p.bitLength() - 1)));
  }

  public long residue(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? Math.floorMod(number.longValue(), prime)
        : number.mod(BigInteger.valueOf(prime)).longValue();
  }

  /** The inverse of a nonzero residue, as its power p - 2 (Fermat). */
  public long inverse(long residue) {
    long result = 1;
    long square = residue;
    for (long e = prime - 2; e > 0; e /= 2) {
      result = e % 2 == 1 ? result * square % prime : result;
      square = square * square % prime;
    }
    return result;
  }
}
