package org.dlmcert.certify.tree;

/**
 * Arithmetic modulo an odd prime p below 2^30, in {@code long}s that hold canonical residues.
 *
 * <p>Sums of two products of residues are below 2p² &lt; 2^61. For such an x the quotient is
 * guessed as q = ⌊4x·m / 2^64⌋ with m = ⌊2^62 / p⌋: since m &gt; 2^62/p - 1 and 4x/2^64 &lt; 1/2, q
 * lies between x/p - 3/2 and x/p, and the remainder x - qp between 0 and 3p/2 (P. Barrett, 1986).
 */
final class TreeField {
  /** Primes are below this bound. */
  static final int BOUND = 1 << 30;

  private final long p;
  private final long magic;
  private final long inverse;

  TreeField(int prime) {
    if (prime >= BOUND || prime % 2 == 0) {
      throw new IllegalArgumentException("an odd prime below 2^30 expected, got " + prime);
    }
    p = prime;
    magic = (1L << 62) / p;
    long guess = p; // right modulo 8, and each step doubles the number of bits
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      guess *= 2 - p * guess;
    }
    inverse = guess;
  }

  long prime() {
    return p;
  }

  /** The inverse of p modulo 2^64, for {@link #isMultiple}. */
  long inverseModuloWord() {
    return inverse;
  }

  /** The residue of x, for 0 ≤ x &lt; 2^61. */
  long reduce(long x) {
    long r = x - Math.multiplyHigh(x << 2, magic) * p;
    return r >= p ? r - p : r;
  }

  long add(long a, long b) {
    long sum = a + b - p;
    return sum + (p & sum >> 63);
  }

  long subtract(long a, long b) {
    long difference = a - b;
    return difference + (p & difference >> 63);
  }

  /**
   * Negative exactly if p divides n, for 0 ≤ n &lt; 2p²; the word is {@link #inverseModuloWord}.
   *
   * <p>Multiplication by the inverse permutes the words: multiples of p go to their quotients,
   * which are below 2p &lt; 2^31, and fill up the words to ⌊(2^64 - 1)/p⌋ ≥ 2^34; all others go
   * above (T. Granlund and P. Montgomery, 1994).
   */
  static long isMultiple(long n, long word) {
    return (n * word >>> 31) - 1;
  }
}
