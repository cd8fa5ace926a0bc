package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  private static final long SEED = 20;

  /**
   * Solutions are those of the normal equations, and the one of least norm has no part in the
   * kernel.
   */
  @Test
  void solutionsAreStationaryAndTheLeastOneIsOrthogonalToTheKernel() {
    Random random = new Random(SEED);
    int deficient = 0;
    int wide = 0;
    for (int t = 0; t < 400; t++) {
      int rows = random.nextInt(5);
      int samples = random.nextInt(5);
      int rank = random.nextInt(Math.min(rows, samples) + 1);
      RationalMatrix a = random(random, rows, rank).times(random(random, rank, samples));
      RationalMatrix y = random(random, samples, 1 + random.nextInt(2));
      String place = "seed " + SEED + ", case " + t + ": " + a + ", " + y;
      RationalMatrix some = LeastSquares.solve(a, y);
      RationalMatrix least = LeastSquares.leastNorm(a, y);
      for (RationalMatrix w : new RationalMatrix[] {some, least}) {
        RationalMatrix fitted = a.transpose().times(w);
        RationalMatrix residual =
            RationalMatrix.of(samples, y.columns(), (n, k) -> fitted.get(n, k).minus(y.get(n, k)));
        assertThat(a.times(residual).isZero()).as(place).isTrue();
      }
      RationalMatrix kernel =
          RationalMatrix.of(IntegerKernel.basis(a.transpose().clear().matrix()));
      assertThat(kernel.rows() == 0 || kernel.times(least).isZero()).as(place).isTrue();
      deficient += kernel.rows() > 0 ? 1 : 0;
      wide += rows > samples ? 1 : 0;
    }
    assertThat(deficient).isGreaterThan(50);
    assertThat(wide).isGreaterThan(50);
  }

  @Test
  void clearingGivesTheLeastCommonDenominator() {
    RationalMatrix matrix = RationalMatrix.of(2, 2, (i, j) -> Rational.of(i + 1, j == 0 ? 4 : 6));
    RationalMatrix.Cleared cleared = matrix.clear();
    assertThat(cleared.scale()).isEqualTo(12);
    assertThat(cleared.matrix()).isEqualTo(IntegerMatrix.of(new long[][] {{3, 2}, {6, 4}}));
    assertThat(RationalMatrix.of(new long[0][]).clear().scale()).isEqualTo(1);
  }

  private static RationalMatrix random(Random random, int rows, int columns) {
    return RationalMatrix.of(
        rows, columns, (i, j) -> Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(3)));
  }
}
