package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Left inverses modulo a power of a prime, by Newton's iteration X ← X (2 I - G X), which doubles
 * the power at each step (Hensel lifting; J. von zur Gathen and J. Gerhard, Modern Computer
 * Algebra, chapter 9).
 */
public final class HenselInverse {
  private HenselInverse() {}

  /**
   * A columns × rows matrix L with {@code L · G ≡ I} modulo {@code p^exponent}, zero outside the
   * pivot rows, its entries from 0 to {@code p^exponent - 1}; empty if the columns of G are
   * dependent modulo p.
   *
   * @throws IllegalArgumentException if the exponent is not positive
   */
  public static Optional<IntegerMatrix> leftInverse(
      IntegerMatrix matrix, PrimeField field, int exponent) {
    if (exponent < 1) {
      throw new IllegalArgumentException("exponent " + exponent + " is not positive");
    }
    ModularMatrix residues = ModularMatrix.of(field, matrix);
    RankProfile profile = residues.rankProfile();
    int n = matrix.columns();
    if (profile.rank() < n) {
      return Optional.empty();
    }
    int[] rows = profile.rowIndices();
    int[] all = new int[n];
    Arrays.setAll(all, j -> j);
    return residues
        .submatrix(rows, all)
        .leftInverse()
        .map(x -> spread(lift(matrix.rows(rows), x, exponent), rows, matrix.rows()));
  }

  private static IntegerMatrix lift(IntegerMatrix square, ModularMatrix inverse, int exponent) {
    int n = square.rows();
    BigInteger p = BigInteger.valueOf(inverse.field().modulus());
    IntegerMatrix x = IntegerMatrix.of(n, n, (i, j) -> BigInteger.valueOf(inverse.get(i, j)));
    for (int power = 1; power < exponent; ) {
      power = (int) Math.min(exponent, 2L * power);
      BigInteger modulus = p.pow(power);
      IntegerMatrix product = square.times(x);
      IntegerMatrix correction =
          IntegerMatrix.of(
              n,
              n,
              (i, j) ->
                  BigInteger.valueOf(i == j ? 2 : 0).subtract(product.get(i, j)).mod(modulus));
      IntegerMatrix next = x.times(correction);
      x = IntegerMatrix.of(n, n, (i, j) -> next.get(i, j).mod(modulus));
    }
    return x;
  }

  private static IntegerMatrix spread(IntegerMatrix inverse, int[] rows, int width) {
    int[] place = new int[width];
    Arrays.fill(place, -1);
    for (int k = 0; k < rows.length; k++) {
      place[rows[k]] = k;
    }
    return IntegerMatrix.of(
        inverse.rows(), width, (i, j) -> place[j] < 0 ? BigInteger.ZERO : inverse.get(i, place[j]));
  }
}
