package org.dlmcert.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the column-wise Kronecker product. */
class KhatriRaoTest {

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  private static RationalMatrix random(Random random, int rows, int columns) {
    return RationalMatrix.of(
        rows, columns, (i, j) -> Rational.of(random.nextInt(11) - 5, 1 + random.nextInt(4)));
  }

  private static RationalMatrix entrywise(RationalMatrix a, RationalMatrix b) {
    return RationalMatrix.of(a.rows(), a.columns(), (i, j) -> a.get(i, j).times(b.get(i, j)));
  }

  @Test
  void theRowOfFirstIndexIAndSecondIndexJIsITimesHeightPlusJ() {
    RationalMatrix a = RationalMatrix.of(new long[][] {{2, 3}, {5, 7}});
    RationalMatrix b = RationalMatrix.of(new long[][] {{11, 13}, {17, 19}, {23, 29}});
    assertThat(KhatriRao.product(a, b))
        .isEqualTo(
            RationalMatrix.of(
                new long[][] {
                  {22, 39}, {34, 57}, {46, 87},
                  {55, 91}, {85, 133}, {115, 203}
                }));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theGramMatrixIsTheEntrywiseProductOfTheGramMatrices(int seed) {
    Random random = Cases.random(seed);
    int height = random.nextInt(4);
    int otherHeight = random.nextInt(4);
    int columns = random.nextInt(4);
    int otherColumns = random.nextInt(4);
    RationalMatrix a = random(random, height, columns);
    RationalMatrix b = random(random, otherHeight, columns);
    RationalMatrix c = random(random, height, otherColumns);
    RationalMatrix d = random(random, otherHeight, otherColumns);
    RationalMatrix left = KhatriRao.product(a, b).transpose().times(KhatriRao.product(c, d));
    RationalMatrix right = entrywise(a.transpose().times(c), b.transpose().times(d));
    assertThat(left).as("seed %d: %s, %s, %s, %s", seed, a, b, c, d).isEqualTo(right);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isAssociativeAndHasTheRowOfOnesAsItsUnit(int seed) {
    Random random = Cases.random(seed);
    int columns = 1 + random.nextInt(4);
    RationalMatrix a = random(random, 1 + random.nextInt(3), columns);
    RationalMatrix b = random(random, 1 + random.nextInt(3), columns);
    RationalMatrix c = random(random, 1 + random.nextInt(3), columns);
    RationalMatrix ones = RationalMatrix.of(1, columns, (i, j) -> Rational.ONE);
    assertThat(KhatriRao.product(KhatriRao.product(a, b), c))
        .as("seed %d: %s, %s, %s", seed, a, b, c)
        .isEqualTo(KhatriRao.product(a, KhatriRao.product(b, c)));
    assertThat(KhatriRao.product(ones, a)).isEqualTo(a).isEqualTo(KhatriRao.product(a, ones));
  }

  @Test
  void mayBeEmpty() {
    RationalMatrix none = random(new Random(0), 0, 3);
    RationalMatrix some = random(new Random(0), 2, 3);
    assertThat(KhatriRao.product(none, some).shape()).isEqualTo("0×3");
    assertThat(KhatriRao.product(some, none).shape()).isEqualTo("0×3");
    RationalMatrix noSamples = random(new Random(0), 2, 0);
    assertThat(KhatriRao.product(noSamples, noSamples).shape()).isEqualTo("4×0");
  }

  @Test
  void differentNumbersOfColumnsAreRefusedWithBothShapes() {
    RationalMatrix a = random(new Random(0), 2, 3);
    RationalMatrix b = random(new Random(0), 4, 5);
    assertThatThrownBy(() -> KhatriRao.product(a, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2×3")
        .hasMessageContaining("4×5");
  }
}
