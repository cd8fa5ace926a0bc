package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A minor of an integer matrix that is nonzero modulo a prime p, so large that it seems to be of
 * the matrix's rank: to several other primes the rank is no larger.
 *
 * <p>That the rank is no larger over the rationals is then shown without a kernel vector: the
 * p-adic digits of A₂₁·B⁻¹·A₁₂ are those of A₂₂ for the minor B (proofs/soundness.md, section 10),
 * which takes O(k·(columns - r)·r·rows) for k digits, about r·log(r·a²)/(2·log p) of them for
 * entries up to a. The digits are those of Dixon's lifting (Numer. Math. 40, 1982), without the
 * reconstruction of its fractions.
 *
 * @param prime the prime p, with (r + 1)·p·max(p, a + 1) below 2^62
 * @param rows the r rows of the minor, ascending
 * @param columns its columns, ascending
 */
public record BorderedMinor(int prime, List<Integer> rows, List<Integer> columns) {
  /** Sums of r + 1 products with p, or with an entry and p, stay below 2^62. */
  private static final int BITS = 62;

  /** Below such primes there are too many digits. */
  private static final int LEAST_BOUND = 1 << 12;

  private static final int WITNESSES = 2;

  public BorderedMinor {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  public int rank() {
    return rows.size();
  }

  /**
   * The minor of a rank profile; empty if the entries are too long for any good prime, or if the
   * primes do not agree on the rank.
   */
  public static Optional<BorderedMinor> find(IntegerMatrix matrix) {
    Iterator<PrimeField> primes = IntegerKernel.guessPrimes().iterator();
    int rank = ModularMatrix.rankProfile(primes.next(), matrix).rank();
    int bound = largestModulus(rank, matrix.bitLength());
    if (bound < LEAST_BOUND) {
      return Optional.empty();
    }
    for (int k = 0; k < WITNESSES; k++) {
      if (ModularMatrix.rankProfile(primes.next(), matrix).rank() != rank) {
        return Optional.empty();
      }
    }
    PrimeField field = PrimeField.descendingFrom(bound).iterator().next();
    RankProfile profile = ModularMatrix.rankProfile(field, matrix);
    return profile.rank() == rank
        ? Optional.of(
            new BorderedMinor(
                field.modulus(),
                Arrays.stream(profile.rowIndices()).sorted().boxed().toList(),
                Arrays.stream(profile.columnIndices()).sorted().boxed().toList()))
        : Optional.empty();
  }

  /**
   * The largest m with (r + 1)·m² and (r + 1)·m·(2^bits + 1) of at most 62 bits, among those for
   * which elimination is fastest.
   */
  static int largestModulus(int rank, int bits) {
    BigInteger room = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);
    BigInteger perTerm = room.divide(BigInteger.valueOf(rank + 1L));
    BigInteger byEntry = perTerm.divide(BigInteger.ONE.shiftLeft(bits).add(BigInteger.ONE));
    return perTerm
        .sqrt()
        .min(byEntry)
        .min(BigInteger.valueOf(BlockedElimination.MODULUS_BOUND))
        .intValueExact();
  }

  /**
   * The p-adic digits that the proof needs of a matrix with entries of that many bits, about: r + 1
   * factors of the length of a row each.
   */
  public long digits(IntegerMatrix matrix) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(matrix.columns());
    return (rank() + 1L)
            * (matrix.bitLength() + length / 2 + 1L)
            / (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(prime))
        + 1;
  }
}
