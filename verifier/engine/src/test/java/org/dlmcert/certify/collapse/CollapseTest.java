package org.dlmcert.certify.collapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Which transforms the collapse needs, and that what it finds is true of every pattern. */
class CollapseTest {
  private static final Rational QUARTER = Rational.of(1, 4); // 1 modulo 3, and modulo nothing else

  private static Collapse.Found found(long[][] inputs, long[][] noise) {
    RationalMatrix x = RationalMatrix.of(inputs);
    RationalMatrix e = RationalMatrix.of(noise);
    Collapse.Answer answer = new Collapse(x, e, QUARTER).search();
    assertThat(answer).isInstanceOf(Collapse.Found.class);
    assertThat(BruteForce.everyPatternHasFullRank(x, e, QUARTER)).isTrue();
    Collapse.Found found = (Collapse.Found) answer;
    assertThat(isIndependentModuloThree(x, e, found)).isTrue();
    return found;
  }

  /** The rule, by minors: some maximal minor of the matrix with primitive columns is prime to 3. */
  private static boolean isIndependentModuloThree(
      RationalMatrix x, RationalMatrix e, Collapse.Found found) {
    int d = x.rows();
    RationalMatrix m =
        RationalMatrix.of(
            d * e.rows(),
            x.columns(),
            (row, n) -> {
              Rational sum = Rational.ZERO;
              for (int j = 0; j < d; j++) {
                Rational u =
                    found.transforms().isEmpty()
                        ? Rational.of(j == row % d ? 1 : 0)
                        : found.transforms().get(row / d).get(row % d, j);
                sum = sum.plus(u.times(x.get(j, n)));
              }
              return sum.times(e.get(row / d, n));
            });
    IntegerMatrix cleared = m.clearColumns().matrix();
    BigInteger[] contents = new BigInteger[cleared.columns()];
    for (int n = 0; n < contents.length; n++) {
      BigInteger content = BigInteger.ZERO;
      for (int i = 0; i < cleared.rows(); i++) {
        content = content.gcd(cleared.get(i, n));
      }
      contents[n] = content;
    }
    return hasUnitMinor(
        IntegerMatrix.of(
            cleared.rows(), cleared.columns(), (i, n) -> cleared.get(i, n).divide(contents[n])),
        new boolean[cleared.rows()],
        0,
        0);
  }

  private static boolean hasUnitMinor(IntegerMatrix matrix, boolean[] chosen, int from, int count) {
    if (count == matrix.columns()) {
      return determinant(matrix, chosen, 0, new boolean[matrix.columns()])
              .mod(BigInteger.valueOf(3))
              .signum()
          != 0;
    }
    for (int i = from; i < chosen.length; i++) {
      chosen[i] = true;
      if (hasUnitMinor(matrix, chosen, i + 1, count + 1)) {
        return true;
      }
      chosen[i] = false;
    }
    return false;
  }

  /** Laplace expansion along the first row chosen. */
  private static BigInteger determinant(
      IntegerMatrix matrix, boolean[] chosen, int from, boolean[] used) {
    int row = from;
    while (row < chosen.length && !chosen[row]) {
      row++;
    }
    if (row == chosen.length) {
      return BigInteger.ONE;
    }
    BigInteger sum = BigInteger.ZERO;
    int sign = 1;
    for (int n = 0; n < used.length; n++) {
      if (!used[n]) {
        used[n] = true;
        BigInteger minor = determinant(matrix, chosen, row + 1, used);
        sum = sum.add(minor.multiply(matrix.get(row, n)).multiply(BigInteger.valueOf(sign)));
        used[n] = false;
        sign = -sign;
      }
    }
    return sum;
  }

  @Test
  void noTransformWhereNoneIsNeeded() {
    assertThat(found(new long[][] {{1, 0, 1}, {0, 1, 1}}, new long[][] {{1, 1, 0}, {0, 1, 1}}))
        .satisfies(f -> assertThat(f.transforms()).isEmpty())
        .satisfies(f -> assertThat(List.of(f.prime(), f.exponent())).hasToString("[3, 1]"));
  }

  @Test
  void oneTransformWhereAnInputIsDivisibleByThePrime() {
    Collapse.Found found =
        found(new long[][] {{1, 2, 1}, {3, 0, 6}}, new long[][] {{1, 1, 2}, {1, 2, 2}});
    assertThat(found.transforms()).hasSize(2);
    assertThat(new HashSet<>(found.transforms())).hasSize(1);
  }

  @Test
  void aUnitOfItsOwnWhereItsNoiseIsDivisibleByThePrime() {
    Collapse.Found found = found(new long[][] {{1, 1}}, new long[][] {{1, 1}, {3, 6}});
    assertThat(found.transforms())
        .containsExactly(
            RationalMatrix.of(new long[][] {{1}}),
            RationalMatrix.of(1, 1, (i, j) -> Rational.of(1, 3)));
  }

  @Test
  void aUnitOfItsOwnWhereItSeesASublattice() {
    // Modulo 3 the inputs have rank 2, but not those of the samples that the first unit sees.
    Collapse.Found found =
        found(
            new long[][] {{1, 1, 0, 0}, {0, 3, 1, 3}},
            new long[][] {{1, 1, 0, 0}, {0, 0, 1, 1}, {0, 0, 0, 1}});
    assertThat(found.transforms()).hasSize(3);
    assertThat(new HashSet<>(found.transforms())).hasSizeGreaterThan(1);
  }

  @Test
  void aUnitWithoutNoiseIsLeftAlone() {
    Collapse.Found found = found(new long[][] {{1, 1}}, new long[][] {{1, 1}, {0, 0}, {3, 6}});
    assertThat(found.transforms().get(1)).isEqualTo(RationalMatrix.of(new long[][] {{1}}));
  }

  @Test
  void whatIsFoundIsTrueOfEveryPattern() {
    int own = 0;
    for (long seed = 0; seed < 1500; seed++) {
      Random random = Cases.random(seed);
      int d = 1 + random.nextInt(2);
      int units = 2 + random.nextInt(2);
      int samples = 1 + random.nextInt(Math.min(d * units, 8 / units));
      long[] weight = random.longs(units, 0, 3).map(k -> k == 0 ? 9 : k == 1 ? 3 : 1).toArray();
      RationalMatrix x =
          RationalMatrix.of(
              d,
              samples,
              (j, n) -> Rational.of((random.nextInt(9) - 4) * (random.nextInt(3) == 0 ? 3 : 1)));
      RationalMatrix e =
          RationalMatrix.of(
              units,
              samples,
              (i, n) -> Rational.of((random.nextInt(7) - 3) * weight[i], 1 + random.nextInt(3)));
      if (new Collapse(x, e, QUARTER).search() instanceof Collapse.Found found) {
        assertThat(BruteForce.everyPatternHasFullRank(x, e, QUARTER))
            .as("seed %d: %s, %s, %s", seed, x, e, found)
            .isTrue();
        assertThat(isIndependentModuloThree(x, e, found))
            .as("seed %d: %s, %s, %s", seed, x, e, found)
            .isTrue();
        own += new HashSet<>(found.transforms()).size() > 1 ? 1 : 0;
      }
    }
    assertThat(own).isGreaterThan(100);
  }

  /** Whether the plain matrix has full column rank modulo 3, all rows looked at. */
  private static boolean hasFullRankModuloThree(IntegerMatrix x, IntegerMatrix e) {
    int d = x.rows();
    return ModularMatrix.of(
                PrimeField.of(3),
                d * e.rows(),
                x.columns(),
                (r, n) -> e.get(r / d, n).multiply(x.get(r % d, n)).longValueExact())
            .rank()
        == x.columns();
  }

  @Test
  void theFirstRowsDecideAsAllRowsDo() {
    int full = 0;
    int late = 0;
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int samples = 10 + random.nextInt(40);
      int d = 2 + random.nextInt(6);
      int units = 1 + 2 * samples / d + random.nextInt(100 / d);
      int equal = random.nextInt(units); // so many units say no more than one
      IntegerMatrix x =
          IntegerMatrix.of(
              d, samples, (j, n) -> BigInteger.valueOf(j == 0 ? 1 : random.nextInt(3)));
      IntegerMatrix e =
          IntegerMatrix.of(
              units,
              samples,
              (i, n) -> BigInteger.valueOf(i == units - 1 || i < equal ? 1 : random.nextInt(3)));
      boolean expected = hasFullRankModuloThree(x, e);
      assertThat(new LeadingRows(e, x).reachEveryColumn(BigInteger.valueOf(3), 1L << 30))
          .as("seed %d: %s, %s", seed, x, e)
          .isEqualTo(expected);
      full += expected ? 1 : 0;
      late += expected && equal * d > samples + 64 ? 1 : 0;
    }
    assertThat(full).isBetween(20, 59);
    assertThat(late).isPositive();
  }

  @Test
  void aMatrixOfMoreOperationsThanAreAllowedIsDecidedByItsFirstRows() {
    Random random = new Random(7);
    IntegerMatrix x = IntegerMatrix.of(300, 400, (j, n) -> BigInteger.valueOf(random.nextInt(9)));
    IntegerMatrix e = IntegerMatrix.of(300, 400, (j, n) -> BigInteger.valueOf(random.nextInt(9)));
    assertThat(new Collapse(RationalMatrix.of(x), RationalMatrix.of(e), QUARTER).search())
        .isInstanceOf(Collapse.Found.class);
    assertThat(new LeadingRows(e, x).reachEveryColumn(BigInteger.valueOf(3), 464 * 160_000L - 1))
        .isFalse();
    assertThat(new LeadingRows(e, x).reachEveryColumn(BigInteger.valueOf(3), 464 * 160_000L))
        .isTrue();
  }
}
