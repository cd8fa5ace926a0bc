package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.util.List;

/**
 * Integers from their residues modulo 2^64 and modulo distinct odd primes p_1, …, p_k below 2^30:
 * the Chinese remainder theorem in mixed radix (Garner, 1959). Exact for integers below {@link
 * #bits} bits.
 */
final class Remainders {
  private final int[] primes;
  private final long[][] inverses; // inverses[i][j] = p_j^{-1} mod p_i, j < i
  private final long[] inverseOfWord; // (2^64)^{-1} mod p_i
  private final BigInteger[] radices; // p_1 ⋯ p_i
  private final BigInteger half;

  Remainders(List<ProductRing.Prime> rings) {
    int count = rings.size();
    primes = rings.stream().mapToInt(ProductRing.Prime::p).toArray();
    inverses = new long[count][count];
    inverseOfWord = new long[count];
    radices = new BigInteger[count + 1];
    radices[0] = BigInteger.ONE;
    for (int i = 0; i < count; i++) {
      BigInteger p = BigInteger.valueOf(primes[i]);
      inverseOfWord[i] = BigInteger.ONE.shiftLeft(64).modInverse(p).longValue();
      for (int j = 0; j < i; j++) {
        inverses[i][j] = BigInteger.valueOf(primes[j]).modInverse(p).longValue();
      }
      radices[i + 1] = radices[i].multiply(p);
    }
    half = radices[count].shiftRight(1);
  }

  /** The primes needed for integers of {@code bits} bits, without sign. */
  static int primesFor(int bits) {
    // A prime has more than 29 bits, and a sum may be 2^bits itself.
    return bits <= 62 ? 0 : (bits - 62 + 28) / 29;
  }

  /**
   * The integer.
   *
   * @param word its residue modulo 2^64
   * @param residues those modulo the primes, from 0 to p - 1; destroyed
   */
  BigInteger value(long word, long[] residues) {
    BigInteger high = BigInteger.ZERO;
    for (int i = 0; i < primes.length; i++) {
      long p = primes[i];
      long digit = (residues[i] - Long.remainderUnsigned(word, p) + p) % p * inverseOfWord[i] % p;
      for (int j = 0; j < i; j++) {
        digit = Math.floorMod((digit - residues[j]) % p * inverses[i][j], p);
      }
      residues[i] = digit;
    }
    for (int i = primes.length - 1; i >= 0; i--) {
      high = high.multiply(BigInteger.valueOf(primes[i])).add(BigInteger.valueOf(residues[i]));
    }
    if (high.compareTo(half) > 0) {
      high = high.subtract(radices[primes.length]);
    }
    BigInteger low =
        word >= 0
            ? BigInteger.valueOf(word)
            : BigInteger.valueOf(word).add(BigInteger.ONE.shiftLeft(64));
    return high.shiftLeft(64).add(low);
  }
}
