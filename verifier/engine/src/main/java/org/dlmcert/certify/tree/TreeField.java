package org.dlmcert.certify.tree;

/**
 * Arithmetic modulo an odd prime p below 2^30, in {@code long}s that hold canonical residues.
 *
 * <p>Sums of up to four products of residues are below 4p² &lt; 2^62. For such an x the quotient is
 * guessed as q = ⌊2x·m / 2^64⌋ with m = ⌊2^63 / p⌋: since m &gt; 2^63/p - 1 and 2x/2^64 &lt; 1/2, q
 * lies between x/p - 3/2 and x/p, and the remainder x - qp between 0 and 3p/2 (P. Barrett, 1986).
 */
final class TreeField {
  /** Primes are below this bound. */
  static final int BOUND = 1 << 30;

  private final long p;
  private final long magic;

  TreeField(int prime) {
    if (prime >= BOUND || prime % 2 == 0) {
      throw new IllegalArgumentException("an odd prime below 2^30 expected, got " + prime);
    }
    p = prime;
    magic = Long.divideUnsigned(1L << 63, p);
  }

  long prime() {
    return p;
  }

  /** The residue of x, for 0 ≤ x &lt; 2^62. */
  long reduce(long x) {
    long r = x - Math.multiplyHigh(x << 1, magic) * p - p;
    return r + (p & r >> 63);
  }

  long add(long a, long b) {
    long sum = a + b - p;
    return sum + (p & sum >> 63);
  }

  long subtract(long a, long b) {
    long difference = a - b;
    return difference + (p & difference >> 63);
  }
}
