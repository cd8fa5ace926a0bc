package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products in slices against sums of products of big integers. */
final class SlicedProductTest {
  @ParameterizedTest(name = "{0}×{1}×{2}, {3} and {4} bits")
  @CsvSource({
    "1, 1, 1, 1, 1",
    "1, 1, 1, 300, 7",
    "3, 5, 2, 26, 26",
    "4, 64, 4, 27, 26",
    "5, 65, 7, 63, 64",
    "6, 131, 9, 120, 3",
    "2, 1000, 3, 60, 100",
    "1, 5000, 2, 45, 90"
  })
  void everyEntryIsTheSumOfProducts(int rows, int terms, int columns, int left, int right)
      throws InterruptedException {
    Random random = new Random(terms);
    for (int kind = 0; kind < 4; kind++) {
      BigInteger[][] a = matrix(rows, terms, left, kind, random);
      BigInteger[][] b = matrix(columns, terms, right, kind, random);
      BigInteger[][] product = SlicedProduct.of(a, b);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          assertThat(product[i][j]).isEqualTo(sum(a[i], b[j]));
        }
      }
    }
  }

  private static BigInteger sum(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int t = 0; t < a.length; t++) {
      sum = sum.add(a[t].multiply(b[t]));
    }
    return sum;
  }

  /** -2^b has one bit more than its two's complement: at the ends of slices, too. */
  @Test
  void powersOfTwoAreSlicedWhole() throws InterruptedException {
    for (int bits = 0; bits <= 130; bits++) {
      BigInteger[][] powers = new BigInteger[2][9];
      for (BigInteger[] row : powers) {
        Arrays.fill(row, BigInteger.ONE.shiftLeft(bits).negate());
      }
      BigInteger expected = BigInteger.valueOf(9).shiftLeft(2 * bits);
      BigInteger[][] product = SlicedProduct.of(powers, powers);
      assertThat(product).hasDimensions(2, 2);
      for (BigInteger[] row : product) {
        assertThat(row).as("2^%d", bits).containsOnly(expected);
      }
    }
  }

  /** 0: random; 1: all largest; 2: all largest and negative; 3: half of the rows zero. */
  private static BigInteger[][] matrix(int rows, int terms, int bits, int kind, Random random) {
    BigInteger largest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger[][] matrix = new BigInteger[rows][terms];
    for (int i = 0; i < rows; i++) {
      for (int t = 0; t < terms; t++) {
        BigInteger number = new BigInteger(bits, random);
        matrix[i][t] =
            switch (kind) {
              case 1 -> largest;
              case 2 -> largest.negate();
              case 3 -> i % 2 == 0 ? BigInteger.ZERO : number;
              default -> random.nextBoolean() ? number : number.negate();
            };
      }
    }
    return matrix;
  }
}
