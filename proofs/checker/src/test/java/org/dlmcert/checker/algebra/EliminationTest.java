package org.dlmcert.checker.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;

/**
 * Eliminations where a wrong pivot, a lost reduction or a sum that wraps around would call
 * dependent vectors independent.
 */
final class EliminationTest {
  private static final long SEED = 1965;
  private static final int PRIME = 2147483647;

  private final Work work = new Work(Long.MAX_VALUE - 1);
  private final Steps steps = new Steps("test", work, Part.WHOLE);

  /** Rows of a product of n×r and r×n matrices of large residues. */
  @Test
  void ranksOfProductsModuloALargePrime() {
    Random random = new Random(SEED);
    for (int n = 2; n <= 24; n += 2) {
      for (int r : new int[] {1, n / 2, n - 1, n}) {
        long[][] a = large(random, n, r);
        long[][] b = large(random, r, n);
        ModularBasis basis = new ModularBasis(PRIME, n);
        ModularRows rows = new ModularRows(PRIME, n);
        for (int i = 0; i < n; i++) {
          long[] row = product(a[i], b);
          basis.add(row.clone());
          rows.add(row);
        }
        assertThat(basis.rank()).as("seed %d, %d of %d", SEED, r, n).isEqualTo(r);
        assertThat(rows.rank()).as("seed %d, %d of %d", SEED, r, n).isEqualTo(r);
      }
    }
  }

  private static long[][] large(Random random, int rows, int columns) {
    long[][] matrix = new long[rows][columns];
    for (long[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = PRIME - 1 - random.nextInt(1 << 20);
      }
    }
    return matrix;
  }

  private static long[] product(long[] row, long[][] matrix) {
    long[] product = new long[matrix[0].length];
    for (int k = 0; k < row.length; k++) {
      for (int j = 0; j < product.length; j++) {
        product[j] = (product[j] + row[k] * matrix[k][j] % PRIME) % PRIME;
      }
    }
    return product;
  }

  /** What was there before is forgotten with its pivot. */
  @Test
  void rowsAreTakenBackWithTheirPivots() {
    ModularRows rows = new ModularRows(7, 2);
    rows.add(new long[] {1, 0});
    rows.truncate(0);
    assertThat(rows.rank()).isZero();
    rows.add(new long[] {0, 1});
    rows.add(new long[] {0, 2});
    assertThat(rows.rank()).isEqualTo(1);
  }

  @Test
  void residuesOfLongNumbersAndOfPowersOfThePrimeInDenominators() {
    ModularBasis field = new ModularBasis(PRIME, 2);
    BigInteger p = BigInteger.valueOf(PRIME);
    for (int bits = 60; bits <= 66; bits++) {
      BigInteger number = BigInteger.ONE.shiftLeft(bits);
      assertThat(field.residue(number)).isEqualTo(number.mod(p).longValue());
      assertThat(field.residue(number.negate())).isEqualTo(number.negate().mod(p).longValue());
    }
    for (int power = 1; power <= 5; power++) {
      Rational[] vector = {Rational.of(BigInteger.TWO, p.pow(power)), Rational.ONE};
      assertThat(field.residues(vector, work)).as("p^-%d", power).containsExactly(2, 0);
    }
  }

  @Test
  void valuationsOfAllPowers() {
    for (int prime : new int[] {2, 3, PRIME}) {
      Valuation valuation = new Valuation(prime, steps);
      for (int power = 0; power <= 20; power++) {
        BigInteger number = BigInteger.valueOf(prime).pow(power).multiply(BigInteger.valueOf(-5));
        assertThat(valuation.of(Rational.of(number, BigInteger.ONE))).isEqualTo(power);
        assertThat(valuation.of(Rational.of(BigInteger.valueOf(7), number.negate())))
            .isEqualTo(-power);
      }
    }
  }

  /** (3, 6) is 3·(1, 2): the unit is to be the pivot, not the 3 that comes first. */
  @Test
  void thePivotHasTheLeastValuation() {
    assertThatThrownBy(
            () ->
                new LocalElimination(
                        BigInteger.valueOf(3), 2, columns(new long[][] {{3, 6}, {1, 2}}))
                    .requireFullColumnRank(steps))
        .isInstanceOf(Rejection.class);
    new LocalElimination(BigInteger.valueOf(3), 2, columns(new long[][] {{3, 6}, {1, 3}}))
        .requireFullColumnRank(steps);
  }

  private static BigInteger[][] columns(long[][] entries) {
    BigInteger[][] columns = new BigInteger[entries.length][];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = new BigInteger[entries[c].length];
      for (int r = 0; r < columns[c].length; r++) {
        columns[c][r] = BigInteger.valueOf(entries[c][r]);
      }
    }
    return columns;
  }
}
