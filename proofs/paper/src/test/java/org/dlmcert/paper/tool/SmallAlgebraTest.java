package org.dlmcert.paper.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Rank;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The small exact tools of the statements, each against another route or a known answer. */
final class SmallAlgebraTest {
  @Test
  void rowSpaceProjects() {
    Draws draws = new Draws(1, 3);
    for (int k = 0; k < 300; k++) {
      RationalMatrix matrix = draws.matrix(draws.between(0, 4), draws.between(1, 5));
      RationalMatrix y = draws.matrix(1, matrix.columns());
      String words = "seed 1, case " + k + ": " + matrix + ", y = " + y;
      RowSpace space = RowSpace.of(matrix);
      RationalMatrix rest = space.residual(y);
      RationalMatrix near = space.coefficients(y).times(matrix);
      assertThat(matrix.times(rest.transpose()).isZero()).as(words).isTrue();
      for (int n = 0; n < y.columns(); n++) {
        assertThat(near.get(0, n).plus(rest.get(0, n))).as(words).isEqualTo(y.get(0, n));
      }
      assertThat(space.rank()).as(words).isEqualTo(Rank.of(matrix));
      assertThat(space.nullVector().isEmpty())
          .as(words)
          .isEqualTo(space.rank() == matrix.columns());
      space
          .nullVector()
          .ifPresent(
              e -> {
                assertThat(e.isZero()).as(words).isFalse();
                assertThat(matrix.times(e.transpose()).isZero()).as(words).isTrue();
              });
    }
  }

  @Test
  void determinantAgreesWithBareiss() {
    Draws draws = new Draws(2, 4);
    for (int k = 0; k < 300; k++) {
      int n = draws.between(0, 5);
      RationalMatrix matrix = draws.matrix(n, n);
      BigInteger expected = Bareiss.eliminate(matrix.clearColumns().matrix()).determinant();
      assertThat(Determinant.of(matrix))
          .as("seed 2, case " + k + ": " + matrix)
          .isEqualTo(Rational.of(expected));
    }
    assertThatThrownBy(() -> Determinant.of(draws.matrix(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void interpolation() {
    SlopePolynomial p =
        SlopePolynomial.interpolate(
            5, s -> s.times(s).times(Rational.of(3)).minus(s).plus(Rational.of(1, 2)));
    assertThat(p.coefficients())
        .containsExactly(Rational.of(1, 2), Rational.of(-1), Rational.of(3));
    assertThat(p.at(Rational.of(1, 3))).isEqualTo(Rational.of(1, 2));
    assertThat(p).hasToString("3·s² - s + 1/2");
    assertThat(SlopePolynomial.interpolate(3, s -> Rational.ZERO).isZero()).isTrue();
  }

  @Test
  void smithExponents() {
    BigInteger three = BigInteger.valueOf(3);
    RationalMatrix diagonal = RationalMatrix.of(new long[][] {{2, 0}, {0, 18}, {3, 9}});
    assertThat(SmithExponent.largest(diagonal, three)).isEqualTo(OptionalInt.of(2));
    assertThat(SmithExponent.largest(RationalMatrix.of(new long[][] {{1, 1}, {1, 4}}), three))
        .isEqualTo(OptionalInt.of(1));
    assertThat(SmithExponent.largest(RationalMatrix.of(new long[][] {{1, 2}, {2, 4}}), three))
        .isEmpty();
  }

  /** For square matrices the exponents add up to the valuation of the determinant. */
  @Test
  void smithExponentIsBoundedByTheDeterminant() {
    BigInteger two = BigInteger.TWO;
    Draws draws = new Draws(3, 8);
    for (int k = 0; k < 300; k++) {
      RationalMatrix matrix = draws.matrix(3, 3);
      Rational determinant = Determinant.of(matrix);
      OptionalInt largest = SmithExponent.largest(matrix, two);
      String words = "seed 3, case " + k + ": " + matrix;
      assertThat(largest.isPresent()).as(words).isEqualTo(!determinant.isZero());
      if (largest.isPresent()) {
        int minors = Integer.MAX_VALUE; // second determinantal divisor; the quotient is largest
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            int row = i;
            int column = j;
            RationalMatrix minor =
                RationalMatrix.of(
                    2, 2, (r, c) -> matrix.get(r < row ? r : r + 1, c < column ? c : c + 1));
            minors = Math.min(minors, SmithExponent.valuation(Determinant.of(minor), two));
          }
        }
        assertThat(largest.getAsInt())
            .as(words)
            .isEqualTo(SmithExponent.valuation(determinant, two) - minors);
      }
    }
  }

  @Test
  void everyPatternAgreesWithRanks() {
    Draws draws = new Draws(4, 1);
    for (int k = 0; k < 30; k++) {
      RationalMatrix inputs = draws.matrix(2, 3);
      EveryPattern patterns = EveryPattern.of(inputs, draws.matrix(2, 3), Rational.of(1, 2));
      int deficient = 0;
      for (int bits = 0; bits < patterns.count(); bits++) {
        boolean full = Rank.of(patterns.gradient(bits)) == 3;
        deficient += full ? 0 : 1;
        assertThat(patterns.isFull(bits)).as("seed 4, case " + k).isEqualTo(full);
      }
      assertThat(patterns.countDeficient()).isEqualTo(deficient);
      assertThat(patterns.allFull()).isEqualTo(deficient == 0);
    }
  }

  @Test
  void cellsOfFourDirections() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 0, 1, -1}, {0, 1, 1, 2}});
    List<RationalMatrix> cells = UnitCells.of(inputs);
    assertThat(cells).hasSize(8);
    assertThat(cells.stream().map(w -> UnitCells.slopes(w, inputs, Rational.of(1, 4))))
        .doesNotHaveDuplicates();
    assertThat(UnitCells.count(5, 3)).isEqualTo(22);
    assertThat(UnitCells.count(2, 3)).isEqualTo(4);
    RationalMatrix parallel = RationalMatrix.of(new long[][] {{1, 2}, {1, 2}});
    assertThatThrownBy(() -> UnitCells.of(parallel)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thinCellsAreFoundAroundTheirEdges() {
    // The cells of all six take seconds to find.
    int samples = Cases.count(5, 6);
    RationalMatrix inputs =
        RationalMatrix.of(
                new long[][] {
                  {-60, -82, -42, 77, 39, -78},
                  {87, 19, -21, -32, 97, 9},
                  {-44, 75, 63, -35, 54, -64}
                })
            .columns(IntStream.range(0, samples).toArray());
    assertThat(UnitCells.of(inputs)).hasSize(samples == 5 ? 22 : 32);
    RationalMatrix thin = RationalMatrix.of(new long[][] {{1000000, 1000001, 1}, {1, 1, 0}});
    assertThat(UnitCells.of(thin)).hasSize(6);
  }

  @Test
  void sampleSets() {
    RationalMatrix line = RationalMatrix.of(new long[][] {{1, 2, 3, 0}, {0, 0, 0, 1}});
    SampleSets sets = new SampleSets(line);
    assertThat(sets.violated(sets.everything(2))).contains(0b0111);
    assertThat(sets.splits(sets.everything(2))).isFalse();
    assertThat(sets.violated(sets.everything(3))).isEmpty();
    assertThat(sets.splits(sets.everything(3))).isTrue();
  }
}
