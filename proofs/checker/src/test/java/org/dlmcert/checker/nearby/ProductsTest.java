package org.dlmcert.checker.nearby;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of products in two machine words are those of integers, up to where they no longer fit. */
final class ProductsTest {
  private static final long SEED = 19370905;

  /** The numbers of bits of the two matrices, on both sides of what fits; extreme entries too. */
  @ParameterizedTest
  @CsvSource({
    "1,1", "31,31", "32,33", "61,61", "61,62", "62,62", "62,63", "63,62", "63,63", "64,40", "40,64",
    "62,60", "60,62", "62,1", "1,62", "200,3"
  })
  void agreeWithSumsOfIntegers(int bitsOfRows, int bitsOfColumns) {
    Random random = new Random(SEED);
    for (int terms = 0; terms <= 9; terms++) {
      for (int trial = 0; trial < 20; trial++) {
        BigInteger[][] rows = matrix(random, terms, bitsOfRows, trial);
        BigInteger[][] columns = matrix(random, terms, bitsOfColumns, trial / 2);
        Products products = new Products(rows, columns);
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            BigInteger sum = BigInteger.ZERO;
            for (int l = 0; l < terms; l++) {
              sum = sum.add(rows[i][l].multiply(columns[j][l]));
            }
            assertThat(products.dot(i, j))
                .as("seed %d: %d terms, trial %d", SEED, terms, trial)
                .isEqualTo(sum);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,3", "3,0"})
  void matricesMayBeEmpty(int rows, int columns) {
    assertThat(new Products(new BigInteger[rows][0], new BigInteger[columns][0])).isNotNull();
  }

  /** Two rows: the largest and the smallest numbers of so many bits, or random ones. */
  private static BigInteger[][] matrix(Random random, int terms, int bits, int trial) {
    BigInteger[][] matrix = new BigInteger[2][terms];
    BigInteger power = BigInteger.ONE.shiftLeft(bits);
    for (BigInteger[] row : matrix) {
      for (int l = 0; l < terms; l++) {
        BigInteger largest = power.subtract(BigInteger.ONE);
        row[l] =
            switch (trial % 4) {
              case 0 -> largest;
              case 1 -> random.nextBoolean() ? largest : largest.negate();
              case 2 -> random.nextBoolean() ? power.negate() : largest;
              default -> new BigInteger(bits, random).subtract(new BigInteger(bits, random));
            };
      }
    }
    return matrix;
  }
}
