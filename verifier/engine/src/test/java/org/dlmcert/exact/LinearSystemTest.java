package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.fraction.BigFractionField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.FieldMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearSystemTest {
  static List<Cases.Case> small() {
    return Cases.small();
  }

  private static IntegerMatrix beside(IntegerMatrix a, IntegerMatrix b) {
    return IntegerMatrix.of(
        a.rows(),
        a.columns() + b.columns(),
        (i, j) -> j < a.columns() ? a.get(i, j) : b.get(i, j - a.columns()));
  }

  /** Checks the evidence from scratch, and the kind of answer by plain elimination. */
  private static void assertSolved(IntegerMatrix a, IntegerMatrix b, String what) {
    LinearSystem.Solution solution = LinearSystem.solve(a, b);
    int rank = PlainElimination.rank(a);
    if (PlainElimination.rank(beside(a, b)) > rank) {
      assertThat(solution).as(what).isInstanceOf(LinearSystem.Inconsistent.class);
      LinearSystem.Inconsistent none = (LinearSystem.Inconsistent) solution;
      IntegerMatrix y = IntegerMatrix.ofRows(a.rows(), List.of(none.certificate()));
      assertThat(y.times(a).isZero()).as(what).isTrue();
      assertThat(y.times(b).get(0, none.column()).signum()).as(what).isNotZero();
    } else if (rank == a.columns()) {
      assertThat(solution).as(what).isInstanceOf(LinearSystem.Unique.class);
      LinearSystem.Unique unique = (LinearSystem.Unique) solution;
      assertThat(RationalMatrix.of(a).times(unique.solution()))
          .as(what)
          .isEqualTo(RationalMatrix.of(b));
      int[] rows = unique.pivotRows().stream().mapToInt(i -> i).toArray();
      ModularMatrix minor = ModularMatrix.of(PrimeField.of(unique.prime()), a.rows(rows));
      assertThat(minor.determinant()).as(what).isNotZero();
    } else {
      assertThat(solution).as(what).isInstanceOf(LinearSystem.Underdetermined.class);
      LinearSystem.Underdetermined many = (LinearSystem.Underdetermined) solution;
      assertThat(RationalMatrix.of(a).times(many.particular()))
          .as(what)
          .isEqualTo(RationalMatrix.of(b));
      IntegerMatrix v = IntegerMatrix.column(many.kernelVector());
      assertThat(v.isZero()).as(what).isFalse();
      assertThat(a.times(v).isZero()).as(what).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void everyAnswerHasEvidence(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    Random random = new Random(Cases.SEED);
    for (int k = 0; k < 3; k++) {
      IntegerMatrix consistent = a.times(Cases.random(random, a.columns(), k, 10));
      assertSolved(a, consistent, example.dump());
      assertSolved(a, Cases.random(random, a.rows(), k, 10), example.dump());
    }
  }

  @Test
  void agreesWithCommonsMath() {
    Random random = new Random(Cases.SEED);
    for (int n = 1; n < 12; n++) {
      IntegerMatrix a = Cases.random(random, n, n, 20);
      IntegerMatrix b = Cases.random(random, n, 2, 20);
      FieldMatrix<BigFraction> expected =
          new FieldLUDecomposition<>(fractions(a)).getSolver().solve(fractions(b));
      LinearSystem.Unique unique = (LinearSystem.Unique) LinearSystem.solve(a, b);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < 2; j++) {
          BigFraction x = expected.getEntry(i, j);
          assertThat(unique.solution().get(i, j))
              .as("seed %d, n = %d", Cases.SEED, n)
              .isEqualTo(Rational.of(x.getNumerator(), x.getDenominator()));
        }
      }
    }
  }

  private static FieldMatrix<BigFraction> fractions(IntegerMatrix a) {
    BigFraction[][] entries = new BigFraction[a.rows()][a.columns()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        entries[i][j] = new BigFraction(a.get(i, j));
      }
    }
    return new Array2DRowFieldMatrix<>(BigFractionField.getInstance(), entries);
  }

  @Test
  void hugeAndUnbalancedSolutions() {
    BigInteger huge = BigInteger.TWO.pow(5000).add(BigInteger.ONE);
    IntegerMatrix a =
        IntegerMatrix.of(2, 2, (i, j) -> i == j ? BigInteger.valueOf(3) : BigInteger.ONE);
    IntegerMatrix b = IntegerMatrix.column(List.of(huge, BigInteger.ZERO));
    assertSolved(a, b, "huge right side");
    IntegerMatrix large = Cases.map(a, huge::multiply);
    assertSolved(
        large, IntegerMatrix.column(List.of(BigInteger.ONE, BigInteger.TEN)), "huge matrix");
  }

  @Test
  void aShortGuessThatFitsOnlyTheFirstDigitsIsRefused() {
    BigInteger b = BigInteger.valueOf(PrimeField.LARGEST_PRIME).pow(5).add(BigInteger.ONE);
    for (int n : new int[] {1, 3}) {
      IntegerMatrix right = IntegerMatrix.of(n, 1, (i, j) -> b);
      assertSolved(IntegerMatrix.identity(n), right, "1 + p^5");
    }
  }

  @Test
  void theRightSideMustHaveAsManyRows() {
    assertThatThrownBy(
            () -> LinearSystem.solve(IntegerMatrix.identity(2), IntegerMatrix.identity(3)))
        .hasMessage("a 2×2 matrix with a 3×3 right side");
  }
}
