package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
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
    assertThat(IntegerMatrix.ofRows(2, List.of(large.row(0), large.row(1)))).isEqualTo(large);
  }

  /** Entries of all sizes, so that the first that is too large for a word stands at any place. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 90})
  void partsAndResiduesAreThoseOfTheEntries(int bits) {
    Random random = new Random(Cases.SEED);
    PrimeField field = PrimeField.of(101);
    for (int trial = 0; trial < 40; trial++) {
      int rows = random.nextInt(5);
      int columns = 1 + random.nextInt(4);
      BigInteger[][] entries = new BigInteger[rows][columns];
      for (BigInteger[] row : entries) {
        for (int j = 0; j < columns; j++) {
          BigInteger e = new BigInteger(1 + random.nextInt(bits), random);
          row[j] = random.nextBoolean() ? e : e.negate();
        }
      }
      int[] asked = new int[rows * columns];
      IntegerMatrix a =
          IntegerMatrix.of(
              rows,
              columns,
              (i, j) -> {
                asked[i * columns + j]++;
                return entries[i][j];
              });
      String seed = "seed " + Cases.SEED + ", trial " + trial;
      assertThat(asked).as(seed).containsOnly(rows == 0 ? new int[0] : new int[] {1});
      assertThat(a.fitsLong())
          .as(seed)
          .isEqualTo(
              Arrays.stream(entries)
                  .flatMap(Arrays::stream)
                  .allMatch(e -> e.bitLength() < Long.SIZE));
      int[] picked = random.ints(3, 0, columns).toArray();
      IntegerMatrix part = a.columns(picked);
      IntegerMatrix turned = a.transpose();
      assertThat(part.shape()).isEqualTo(rows + "×3");
      assertThat(turned.shape()).isEqualTo(columns + "×" + rows);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          assertThat(a.get(i, j)).as(seed).isEqualTo(entries[i][j]);
          assertThat(turned.get(j, i)).as(seed).isEqualTo(entries[i][j]);
          assertThat(a.residues(j, field)[i])
              .as(seed)
              .isEqualTo(entries[i][j].mod(BigInteger.valueOf(101)).intValue());
        }
        for (int j = 0; j < 3; j++) {
          assertThat(part.get(i, j)).as(seed).isEqualTo(entries[i][picked[j]]);
        }
      }
    }
  }

  @Test
  void shapesAreChecked() {
    IntegerMatrix a = IntegerMatrix.ofSmall(2, 3, (i, j) -> 1);
    assertThatThrownBy(() -> a.times(a)).hasMessage("product of 2×3 and 2×3");
    assertThatThrownBy(() -> a.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> a.columns(new int[] {3}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> a.residues(-1, PrimeField.of(5)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> IntegerMatrix.of(new long[][] {{1, 2}, {3}}))
        .hasMessageContaining("ragged");
  }
}
