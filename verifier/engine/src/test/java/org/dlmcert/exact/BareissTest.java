package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.fraction.BigFractionField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apfloat.Apint;
import org.apfloat.Aprational;
import org.jscience.mathematics.number.LargeInteger;
import org.jscience.mathematics.vector.DenseMatrix;
import org.jscience.mathematics.vector.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BareissTest {
  static List<Cases.Case> small() {
    return Cases.small();
  }

  static List<Cases.Case> square() {
    return Cases.small().stream()
        .filter(c -> c.matrix().rows() == c.matrix().columns() && c.matrix().rows() > 0)
        .filter(c -> c.matrix().bitLength() < 200)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("small")
  void echelonIsThatOfPlainElimination(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    Bareiss bareiss = Bareiss.eliminate(a);
    PlainElimination plain = new PlainElimination(a);
    assertThat(bareiss.rank()).as(example.dump()).isEqualTo(plain.rank());
    assertThat(Arrays.stream(bareiss.profile().columnIndices()).boxed().toList())
        .as(example.dump())
        .isEqualTo(plain.pivotColumns);
    assertThat(bareiss.profile().transpose())
        .as(example.dump())
        .isEqualTo(Bareiss.eliminate(a.transpose()).profile());
    for (int k = 0; k < bareiss.rank(); k++) {
      for (int j = 0; j < a.columns(); j++) {
        assertThat(Rational.of(bareiss.echelon().get(k, j), bareiss.denominator()))
            .as("%s at %d, %d", example.dump(), k, j)
            .isEqualTo(plain.echelon[k][j]);
      }
    }
    IntegerMatrix minor =
        a.submatrix(bareiss.profile().rowIndices(), bareiss.profile().columnIndices());
    assertThat(Rational.of(bareiss.denominator()))
        .as(example.dump())
        .isEqualTo(new PlainElimination(minor).determinant);
  }

  @ParameterizedTest
  @MethodSource("square")
  void determinantAgreesWithFourOthers(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    int n = a.rows();
    BigInteger determinant = Bareiss.eliminate(a).determinant();
    assertThat(Rational.of(determinant))
        .as(example.dump())
        .isEqualTo(new PlainElimination(a).determinant);
    BigFraction[][] fractions = new BigFraction[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        fractions[i][j] = new BigFraction(a.get(i, j));
      }
    }
    BigFraction commons =
        new FieldLUDecomposition<>(
                new Array2DRowFieldMatrix<>(BigFractionField.getInstance(), fractions))
            .getDeterminant();
    assertThat(commons).as(example.dump()).isEqualTo(new BigFraction(determinant));
    assertThat(apfloatDeterminant(a)).as(example.dump()).isEqualTo(determinant);
    if (determinant.signum() != 0) { // its decomposition refuses singular matrices
      assertThat(jscienceDeterminant(a)).as(example.dump()).isEqualTo(determinant);
    }
  }

  /** By the Leibniz expansion along the first row, on precise rationals, up to 4×4. */
  private static BigInteger apfloatDeterminant(IntegerMatrix a) {
    if (a.rows() > 4) {
      return Bareiss.eliminate(a.transpose()).determinant();
    }
    int[] all = new int[a.rows()];
    Arrays.setAll(all, i -> i);
    return expand(a, all).numerator().toBigInteger();
  }

  private static Aprational expand(IntegerMatrix a, int[] columns) {
    if (columns.length == 0) {
      return Aprational.ONE;
    }
    int row = a.rows() - columns.length;
    Aprational sum = Aprational.ZERO;
    for (int k = 0; k < columns.length; k++) {
      int removed = columns[k];
      int[] rest = Arrays.stream(columns).filter(j -> j != removed).toArray();
      BigInteger entry = a.get(row, removed);
      Aprational term =
          new Aprational(new Apint(k % 2 == 0 ? entry : entry.negate())).multiply(expand(a, rest));
      sum = sum.add(term);
    }
    return sum;
  }

  private static BigInteger jscienceDeterminant(IntegerMatrix a) {
    List<DenseVector<org.jscience.mathematics.number.Rational>> rows = new ArrayList<>();
    for (int i = 0; i < a.rows(); i++) {
      List<org.jscience.mathematics.number.Rational> row = new ArrayList<>();
      for (int j = 0; j < a.columns(); j++) {
        row.add(
            org.jscience.mathematics.number.Rational.valueOf(
                LargeInteger.valueOf(a.get(i, j).toString()), LargeInteger.ONE));
      }
      rows.add(DenseVector.valueOf(row));
    }
    return new BigInteger(DenseMatrix.valueOf(rows).determinant().getDividend().toString());
  }

  @Test
  void hilbertDeterminantsAreTheKnownOnes() {
    // 1 / det of Hilbert's matrix: 1, 12, 2160, 6048000, 266716800000 (OEIS A005249).
    long[] reciprocals = {1, 12, 2160, 6_048_000, 266_716_800_000L};
    for (int n = 1; n <= 5; n++) {
      RationalMatrix hilbert = RationalMatrix.of(n, n, (i, j) -> Rational.of(1, i + j + 1L));
      RationalMatrix.ClearedColumns cleared = hilbert.clearColumns();
      BigInteger scale = cleared.scales().stream().reduce(BigInteger.ONE, BigInteger::multiply);
      assertThat(Rational.of(Bareiss.eliminate(cleared.matrix()).determinant(), scale))
          .isEqualTo(Rational.of(1, reciprocals[n - 1]));
    }
  }

  @Test
  void onlySquareMatricesHaveDeterminants() {
    assertThat(Bareiss.eliminate(IntegerMatrix.identity(0)).determinant()).isEqualTo(1);
    Bareiss wide = Bareiss.eliminate(IntegerMatrix.ofSmall(2, 3, (i, j) -> i + j));
    assertThatThrownBy(wide::determinant).hasMessage("determinant of a 2×3 matrix");
  }
}
