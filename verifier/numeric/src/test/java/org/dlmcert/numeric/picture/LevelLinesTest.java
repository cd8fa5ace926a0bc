package org.dlmcert.numeric.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Level lines of functions whose lines are known. */
class LevelLinesTest {
  private static LevelLines grid(int squares, DoubleBinaryOperator value) {
    double[][] values = new double[squares + 1][squares + 1];
    for (int k = 0; k <= squares; k++) {
      for (int l = 0; l <= squares; l++) {
        values[k][l] = value.applyAsDouble(-1 + 2.0 * k / squares, -1 + 2.0 * l / squares);
      }
    }
    return new LevelLines(values, -1, -1, 2);
  }

  @Test
  void aCircleIsOneClosedLine() {
    List<List<LevelLines.Point>> lines = grid(40, (x, y) -> x * x + y * y).at(0.25);
    assertThat(lines).hasSize(1);
    List<LevelLines.Point> circle = lines.get(0);
    assertThat(circle.get(0)).isEqualTo(circle.get(circle.size() - 1));
    assertThat(circle).hasSizeGreaterThan(60);
    assertThat(circle)
        .allSatisfy(p -> assertThat(Math.hypot(p.x(), p.y())).isCloseTo(0.5, within(1e-3)));
  }

  @Test
  void aStraightLineFromRimToRimIsTwoPointsWhenThinned() {
    List<List<LevelLines.Point>> lines = grid(16, (x, y) -> x + 2 * y).at(0.3, 1e-9);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).hasSize(2);
    assertThat(lines.get(0))
        .allSatisfy(p -> assertThat(p.x() + 2 * p.y()).isCloseTo(0.3, within(1e-12)))
        .allSatisfy(p -> assertThat(Math.abs(p.x()) == 1 || Math.abs(p.y()) == 1).isTrue());
  }

  @Test
  void twoBasinsHaveTwoLinesAndNoLevelHasNone() {
    DoubleBinaryOperator wells = (x, y) -> (x * x - 0.25) * (x * x - 0.25) + y * y;
    assertThat(grid(40, wells).at(0.02)).hasSize(2);
    assertThat(grid(40, wells).at(0.2)).hasSize(1);
    assertThat(grid(40, wells).at(-1)).isEmpty();
  }

  @Test
  void thinningStaysWithinItsTolerance() {
    LevelLines saddle = grid(30, (x, y) -> x * x * x - y * y);
    List<LevelLines.Point> whole = saddle.at(0.1).get(0);
    List<LevelLines.Point> thin = saddle.at(0.1, 0.01).get(0);
    assertThat(thin.size()).isLessThan(whole.size() / 2);
    assertThat(whole).containsAll(thin);
  }
}
