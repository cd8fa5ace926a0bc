package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntegerVectorsTest {
  private static final long SEED = 20261129;

  private static List<BigInteger> integers(long... entries) {
    return IntStream.range(0, entries.length)
        .mapToObj(j -> BigInteger.valueOf(entries[j]))
        .toList();
  }

  @Test
  void productsAreThoseOfMatrices() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      int length = random.nextInt(5);
      IntegerMatrix row = Cases.random(random, 1, length, random.nextBoolean() ? 2 : 80);
      IntegerMatrix column = Cases.random(random, length, 1, random.nextBoolean() ? 2 : 80);
      String place = "seed " + SEED + ", round " + round + ": " + row + ", " + column;
      BigInteger expected = row.times(column).get(0, 0);
      List<BigInteger> a = row.row(0);
      List<BigInteger> b = column.transpose().row(0);
      assertThat(IntegerVectors.dot(a, b)).as(place).isEqualTo(expected);
      assertThat(IntegerVectors.dot(a.toArray(BigInteger[]::new), b.toArray(BigInteger[]::new)))
          .as(place)
          .isEqualTo(expected);
      assertThat(column.dot(a, 0)).as(place).isEqualTo(expected);
      assertThat(RationalMatrix.of(column).dot(a.stream().map(Rational::of).toList(), 0))
          .as(place)
          .isEqualTo(Rational.of(expected));
    }
  }

  @Test
  void contentsAndMultiples() {
    assertThat(IntegerVectors.content(integers())).isZero();
    assertThat(IntegerVectors.content(integers(0, 0))).isZero();
    assertThat(IntegerVectors.content(integers(0, -6, 9))).isEqualTo(3);
    assertThat(IntegerVectors.content(integers(2, 3, 4))).isOne();
    assertThat(IntegerVectors.primitive(integers(0, -6, 9))).isEqualTo(integers(0, -2, 3));
    assertThat(IntegerVectors.primitive(integers(0, 0))).isEqualTo(integers(0, 0));
    assertThat(IntegerVectors.primitive(integers(-5, 3))).isEqualTo(integers(-5, 3));
    assertThat(IntegerVectors.leastCommonMultiple(integers())).isOne();
    assertThat(IntegerVectors.leastCommonMultiple(integers(1, 4, 6, 4))).isEqualTo(12);
  }

  @Test
  void commonDenominators() {
    List<Rational> values = List.of(Rational.of(1, 6), Rational.ZERO, Rational.of(-3, 4));
    BigInteger common = Rational.commonDenominator(values);
    assertThat(common).isEqualTo(12);
    assertThat(values.stream().map(v -> v.numeratorOver(common)).toList())
        .isEqualTo(integers(2, 0, -9));
    assertThat(Rational.commonDenominator(List.of())).isOne();
    assertThat(Rational.dot(values, values)).isEqualTo(Rational.of(85, 144));
  }
}
