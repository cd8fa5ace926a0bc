package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixRankTest {
  static List<Cases.Case> small() {
    return Cases.small();
  }

  /** Checks both bounds from the record alone. */
  private static void assertProved(IntegerMatrix a, MatrixRank result, String what) {
    int r = result.rank();
    int[] rows = result.minorRows().stream().mapToInt(i -> i).toArray();
    int[] columns = result.minorColumns().stream().mapToInt(i -> i).toArray();
    ModularMatrix minor =
        ModularMatrix.of(PrimeField.of(result.prime()), a.submatrix(rows, columns));
    assertThat(minor.determinant()).as(what).isNotZero();
    assertThat(result.minorRows()).as(what).isSorted().doesNotHaveDuplicates().hasSize(r);
    assertThat(result.minorColumns()).as(what).isSorted().doesNotHaveDuplicates().hasSize(r);
    if (r == Math.min(a.rows(), a.columns())) {
      assertThat(result.deficiency()).as(what).isEmpty();
      return;
    }
    MatrixRank.Deficiency deficiency = result.deficiency().orElseThrow();
    boolean left = deficiency.side() == MatrixRank.Side.LEFT;
    IntegerMatrix v = deficiency.vectors();
    IntegerMatrix oriented = left ? a.transpose() : a;
    assertThat(v.rows()).as(what).isEqualTo(Math.min(a.rows(), a.columns()) - r);
    assertThat(v.columns()).as(what).isEqualTo(Math.min(a.rows(), a.columns()));
    assertThat(oriented.times(v.transpose()).isZero()).as(what).isTrue();
    assertThat(ModularMatrix.of(PrimeField.of(deficiency.prime()), v).rank())
        .as(what)
        .isEqualTo(v.rows());
  }

  @ParameterizedTest
  @MethodSource("small")
  void everyRankIsProved(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    int rank = PlainElimination.rank(a);
    assertThat(Bareiss.eliminate(a).rank()).as(example.dump()).isEqualTo(rank);
    for (Iterable<PrimeField> primes :
        List.of(IntegerKernel.guessPrimes(), PrimeField.descending())) {
      MatrixRank result = MatrixRank.of(a, primes);
      assertThat(result.rank()).as(example.dump()).isEqualTo(rank);
      assertProved(a, result, example.dump());
    }
    assertProved(a.transpose(), MatrixRank.of(a.transpose()), example.dump());
  }

  @Test
  void anUnluckyFirstPrimeIsReplaced() {
    Random random = new Random(Cases.SEED);
    for (PrimeField first : List.of(PrimeField.of(5), PrimeField.of(8_388_593))) {
      IntegerMatrix a = Cases.product(random, 8, 9, 6, 4);
      IntegerMatrix scaled = Cases.map(a, e -> e.multiply(BigInteger.valueOf(first.modulus())));
      assertThat(ModularMatrix.of(first, scaled).rank()).isZero();
      MatrixRank result = MatrixRank.of(scaled, List.of(first, PrimeField.of(65_537)));
      assertThat(result.rank()).isEqualTo(6);
      assertThat(result.prime()).isEqualTo(65_537);
      assertProved(scaled, result, "scaled by " + first);
      assertThatThrownBy(() -> MatrixRank.of(scaled, List.of(first)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("8×9");
    }
  }

  @Test
  void rationalMatricesAreCleared() {
    RationalMatrix a = RationalMatrix.of(3, 3, (i, j) -> Rational.of(i + 3L * j, j + 1L));
    assertThat(MatrixRank.of(a).rank()).isEqualTo(2);
    assertThat(MatrixRank.of(RationalMatrix.of(9, 9, (i, j) -> Rational.of(1, i + j + 1L))).rank())
        .isEqualTo(9);
  }

  @Test
  void largerRanksOnBothSides() {
    Random random = new Random(Cases.SEED);
    for (int[] shape : new int[][] {{120, 90, 70}, {90, 120, 89}, {130, 130, 129}, {64, 400, 50}}) {
      IntegerMatrix a = Cases.product(random, shape[0], shape[1], shape[2], 5);
      MatrixRank result = MatrixRank.of(a);
      String what = "seed " + Cases.SEED + ", " + a.shape() + " of rank " + shape[2];
      assertThat(result.rank()).as(what).isEqualTo(shape[2]);
      assertProved(a, result, what);
      assertThat(result.deficiency().map(MatrixRank.Deficiency::side))
          .isEqualTo(
              Optional.of(shape[0] < shape[1] ? MatrixRank.Side.LEFT : MatrixRank.Side.RIGHT));
    }
  }
}
