package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products of matrices of long integers against sums of products. */
class IntegerProductTest {
  private static final long SEED = 20261201;

  /** Of so many bits; some rows are 0, some entries the largest there are. */
  private static IntegerMatrix matrix(Random random, int rows, int columns, int bits) {
    BigInteger largest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return IntegerMatrix.of(
        rows,
        columns,
        (i, j) -> {
          BigInteger size = random.nextInt(4) == 0 ? largest : new BigInteger(bits, random);
          return i % 7 == 5 ? BigInteger.ZERO : random.nextBoolean() ? size : size.negate();
        });
  }

  @Test
  void productsAreThoseOfTheDefinition() {
    Random random = new Random(SEED);
    int sliced = 0;
    for (int[] bits :
        new int[][] {
          {3, 100},
          {100, 3},
          {64, 64},
          {63, 1},
          {1, 63},
          {31, 31},
          {32, 33},
          {120, 5},
          {90, 90},
          {62, 62},
          {26, 200},
          {200, 26},
          {28, 29},
          {1, 1},
          {500, 500}
        }) {
      for (int[] shape : new int[][] {{17, 64, 40}, {130, 1, 140}, {9, 1025, 3}, {2, 3, 4}}) {
        IntegerMatrix a = matrix(random, shape[0], shape[1], bits[0]);
        IntegerMatrix b = matrix(random, shape[1], shape[2], bits[1]);
        IntegerMatrix expected =
            IntegerMatrix.of(
                shape[0],
                shape[2],
                (i, j) -> {
                  BigInteger sum = BigInteger.ZERO;
                  for (int k = 0; k < shape[1]; k++) {
                    sum = sum.add(a.get(i, k).multiply(b.get(k, j)));
                  }
                  return sum;
                });
        String name =
            "seed "
                + SEED
                + ", bits "
                + Arrays.toString(bits)
                + ", shape "
                + Arrays.toString(shape);
        assertThat(a.times(b)).as(name).isEqualTo(expected);
        assertThat(SlicedProduct.of(a, b)).as(name).isEqualTo(expected);
        sliced += SlicedProduct.pays(shape[0], shape[1], shape[2]) ? 1 : 0;
      }
    }
    assertThat(sliced).isGreaterThanOrEqualTo(15);
  }

  /** All entries as large as they may be and of one sign: the sums come nearest to 2^53. */
  @Test
  void theLargestSumsFit() {
    for (int bits = 20; bits < 70; bits += Cases.share(4, 1)) {
      BigInteger largest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      for (int columns : new int[] {1, 2, 3, 127, 128, 1023, 1024}) {
        int rows = (int) Math.sqrt((1 << 15) / (double) columns) + 1;
        IntegerMatrix a = IntegerMatrix.of(rows, columns, (i, j) -> largest);
        IntegerMatrix b = IntegerMatrix.of(columns, rows, (i, j) -> largest);
        BigInteger entry = largest.multiply(largest).multiply(BigInteger.valueOf(columns));
        IntegerMatrix expected = IntegerMatrix.of(rows, rows, (i, j) -> entry);
        assertThat(SlicedProduct.of(a, b)).isEqualTo(expected);
        assertThat(a.times(b)).isEqualTo(expected);
      }
    }
  }

  /** Entries around 2^63, where numbers cease to fit in a word, beside much longer ones. */
  @Test
  void numbersAtTheEndOfAWord() {
    BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
    BigInteger longer = BigInteger.TEN.pow(40);
    for (int more = -2; more <= 2; more++) {
      BigInteger near = least.add(BigInteger.valueOf(more));
      for (BigInteger entry : new BigInteger[] {near, near.negate()}) {
        for (BigInteger other : new BigInteger[] {BigInteger.ONE, near, longer}) {
          IntegerMatrix a = IntegerMatrix.of(9, 500, (i, j) -> j % 2 == 0 ? entry : longer);
          IntegerMatrix b = IntegerMatrix.of(500, 8, (i, j) -> other);
          BigInteger sum = entry.add(longer).multiply(other).multiply(BigInteger.valueOf(250));
          assertThat(a.times(b)).isEqualTo(IntegerMatrix.of(9, 8, (i, j) -> sum));
          assertThat(b.transpose().times(a.transpose()))
              .isEqualTo(IntegerMatrix.of(8, 9, (i, j) -> sum));
        }
      }
    }
  }
}
