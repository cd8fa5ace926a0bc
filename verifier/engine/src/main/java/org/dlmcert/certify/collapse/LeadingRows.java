package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * The rank of E∘X modulo a prime, from as few of its rows as possible: N rows and some more, from
 * all units and inputs, almost always have rank N if all D·d have. They are taken in the order of
 * format.md 5.13, in steps of about the golden section of D·d.
 *
 * <p>The rows are tried in lists that double, so that the whole matrix is never written down unless
 * it is needed: O(r·N²) operations and r·N words for r rows.
 */
final class LeadingRows {
  /** More rows than columns: a random matrix is deficient with probability about p^-65. */
  private static final int SPARE = 64;

  private static final long GOLDEN_ABOVE = 39_088_169; // two Fibonacci numbers in turn
  private static final long GOLDEN_BELOW = 63_245_986;

  private final IntegerMatrix noise;
  private final IntegerMatrix inputs;

  /**
   * @param noise E, D×N
   * @param inputs X, d×N; both with columns of integers without a common factor, so that those of
   *     E∘X have none
   */
  LeadingRows(IntegerMatrix noise, IntegerMatrix inputs) {
    this.noise = noise;
    this.inputs = inputs;
  }

  /**
   * Whether rank N is reached modulo p within so many operations.
   *
   * @param prime below 2^31
   */
  boolean reachEveryColumn(BigInteger prime, long mostOperations) {
    PrimeField field = PrimeField.of(prime.intValueExact());
    ModularMatrix e = ModularMatrix.of(field, noise);
    ModularMatrix x = ModularMatrix.of(field, inputs);
    long columns = x.columns();
    long width = Math.max(1, columns);
    long all = (long) e.rows() * x.rows();
    if (all == 0 || all > Integer.MAX_VALUE) {
      return false;
    }
    long step = step(all);
    long tried = 0;
    while (tried < all) {
      tried = Math.min(all, Math.max(2 * tried, columns + SPARE));
      if (tried > mostOperations / width / width || tried > Integer.MAX_VALUE / width) {
        return false;
      }
      ModularMatrix rows =
          ModularMatrix.of(
              field,
              (int) tried,
              x.columns(),
              (t, n) -> {
                long row = t * step % all;
                return (long) e.get((int) (row / x.rows()), n) * x.get((int) (row % x.rows()), n);
              });
      if (rows.rank() == columns) {
        return true;
      }
    }
    return false;
  }

  private static long step(long rows) {
    long step = rows * GOLDEN_ABOVE / GOLDEN_BELOW;
    while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(rows)).equals(BigInteger.ONE)) {
      step++;
    }
    return step;
  }
}
