package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerMatrixTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 29, 30, 31, 61, 62, 63, 64, 65, 200})
  void productsAreExactOnBothSidesOfTheWordSize(int bits) {
    Random random = new Random(Cases.SEED);
    for (int trial = 0; trial < 30; trial++) {
      int inner = random.nextInt(5);
      IntegerMatrix a = Cases.random(random, 3, inner, bits);
      IntegerMatrix b = Cases.random(random, inner, 4, 1 + random.nextInt(bits));
      IntegerMatrix product = a.times(b);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          BigInteger sum = BigInteger.ZERO;
          for (int k = 0; k < inner; k++) {
            sum = sum.add(a.get(i, k).multiply(b.get(k, j)));
          }
          assertThat(product.get(i, j)).as("seed %d, %s, %s", Cases.SEED, a, b).isEqualTo(sum);
        }
      }
      assertThat(product.transpose()).isEqualTo(b.transpose().times(a.transpose()));
    }
  }

  @Test
  void extremeWordsAreExact() {
    IntegerMatrix least = IntegerMatrix.of(new long[][] {{Long.MIN_VALUE, Long.MIN_VALUE}});
    IntegerMatrix ones = IntegerMatrix.of(new long[][] {{1}, {1}});
    BigInteger twice = BigInteger.valueOf(Long.MIN_VALUE).shiftLeft(1);
    assertThat(least.times(ones).get(0, 0)).isEqualTo(twice);
    assertThat(least.bitLength()).isEqualTo(64);
    assertThat(least.times(least.transpose()).get(0, 0)).isEqualTo(BigInteger.ONE.shiftLeft(127));
    IntegerMatrix wide = IntegerMatrix.of(1, 1, (i, j) -> BigInteger.ONE.shiftLeft(63));
    assertThat(wide.bitLength()).isEqualTo(64);
    assertThat(wide.isZero()).isFalse();
  }

  @Test
  void equalMatricesAreEqualHoweverMade() {
    BigInteger big = BigInteger.ONE.shiftLeft(80);
    IntegerMatrix large = IntegerMatrix.of(2, 2, (i, j) -> i == 0 ? big : BigInteger.TWO);
    IntegerMatrix part = large.rows(new int[] {1});
    assertThat(part).isEqualTo(IntegerMatrix.of(new long[][] {{2, 2}}));
    assertThat(part).hasSameHashCodeAs(IntegerMatrix.of(new long[][] {{2, 2}}));
    assertThat(part).isNotEqualTo(IntegerMatrix.of(new long[][] {{2}, {2}}));
    assertThat(large.rows(new int[] {0, 1})).isEqualTo(large).hasSameHashCodeAs(large);
    assertThat(IntegerMatrix.ofRows(2, java.util.List.of(large.row(0), large.row(1))))
        .isEqualTo(large);
  }

  @Test
  void shapesAreChecked() {
    IntegerMatrix a = IntegerMatrix.ofSmall(2, 3, (i, j) -> 1);
    assertThatThrownBy(() -> a.times(a)).hasMessage("product of 2×3 and 2×3");
    assertThatThrownBy(() -> a.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> IntegerMatrix.of(new long[][] {{1, 2}, {3}}))
        .hasMessageContaining("ragged");
  }
}
