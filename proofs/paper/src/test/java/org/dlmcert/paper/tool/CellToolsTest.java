package org.dlmcert.paper.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Network;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Witness;
import org.junit.jupiter.api.Test;

/** What the statements look with, against the engine and against plain search. */
final class CellToolsTest {
  private static final long SEED = 12;
  private static final Rational QUARTER = Rational.of(1, 4);

  @Test
  void generalPosition() {
    assertThat(GeneralPosition.holds(RationalMatrix.of(new long[][] {{1, 0, 1}, {0, 1, 1}})))
        .isTrue();
    assertThat(GeneralPosition.holds(RationalMatrix.of(new long[][] {{1, 0, -2}, {0, 1, 0}})))
        .isFalse();
    assertThat(GeneralPosition.holds(RationalMatrix.of(new long[][] {{1, 0}}))).isFalse();
    assertThat(GeneralPosition.holds(RationalMatrix.of(new long[][] {{1}, {0}}))).isTrue();
    assertThat(GeneralPosition.holds(RationalMatrix.of(new long[][] {{0}, {0}}))).isFalse();
  }

  /** At the activations of the weights, V_{L-2} and the matrix are those of the engine. */
  @Test
  void lastLayerAgreesWithTheEngine() {
    Draws draws = new Draws(SEED, 9);
    for (int k = 0; k < 20; k++) {
      List<Integer> widths = List.of(List.of(2, 3, 2, 1), List.of(1, 2, 2, 3, 1)).get(k % 2);
      Setting point = RandomPoint.of(draws, widths, 4);
      int last = widths.size() - 2;
      LastLayer layer =
          new LastLayer(
              point.inputs(), point.weights().subList(0, last - 1), point.noise(), point.slope());
      ForwardPass pass = ForwardPass.of(point.instance());
      String described = "seed " + SEED + ", trial " + k + ": " + point;
      assertThat(layer.values()).as(described).isEqualTo(pass.output(last - 1));
      assertThat(layer.gradient(point.slopes()))
          .as(described)
          .isEqualTo(KhatriRao.product(pass.slopes(last), pass.output(last - 1)));
      assertThat(layer.slopes(0)).as(described).isEqualTo(point.noise());
    }
  }

  /**
   * det G = 4·σ_11·σ_22 - σ_12·σ_21 is zero for one pattern, in the upper half of their numbers.
   */
  @Test
  void theOneDeficientPatternIsFound() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{4, 1}, {1, 1}});
    EveryPattern patterns = EveryPattern.of(inputs, noise, Rational.of(1, 2));
    assertThat(patterns.deficient()).contains(0b1001);
    assertThat(patterns.countDeficient()).isEqualTo(1);
    assertThat(patterns.allFull()).isFalse();
  }

  /** The patterns by bits and EveryPattern find the same ones deficient. */
  @Test
  void everyPatternByTwoRoutes() {
    Draws draws = new Draws(SEED + 1, 1);
    int deficient = 0;
    for (int k = 0; k < 30; k++) {
      RationalMatrix x = draws.matrix(2, 3);
      RationalMatrix e = draws.matrix(2, 3);
      LastLayer layer = new LastLayer(x, List.of(), List.of(e), QUARTER);
      boolean full = layer.isFullUnderEveryPattern();
      assertThat(full)
          .as("seed " + (SEED + 1) + ", trial " + k + ": " + layer)
          .isEqualTo(EveryPattern.of(x, e, QUARTER).allFull());
      deficient += full ? 0 : 1;
    }
    assertThat(deficient).isBetween(1, 29);
  }

  /** Minima found cell by cell are critical for the engine, and random search finds no lower. */
  @Test
  void cellMinimaAreCriticalPoints() {
    Draws draws = new Draws(SEED + 2, 9);
    int found = 0;
    for (int k = 0; k < 4; k++) {
      RationalMatrix x = GeneralPosition.draw(draws, 2, 4 + k % 2);
      RationalMatrix e = draws.nonzero(2, x.columns());
      CellMinima minima = CellMinima.of(x, e, QUARTER, draws.matrix(1, x.columns()));
      long units = UnitCells.count(x.columns(), 2);
      assertThat(minima.cells()).isEqualTo(units * units * 4);
      for (Setting point : minima.found()) {
        found++;
        String described = "seed " + (SEED + 2) + ", trial " + k + ": " + point;
        assertThat(CellMinima.isMinimum(point)).as(described).isTrue();
        assertThat(
                Gradient.of(point.instance()).full().times(point.residuals().transpose()).isZero())
            .as(described)
            .isTrue();
        assertThat(point.noneLowerNearby(draws, 20)).as(described).isTrue();
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void otherPointsAreNoMinima() {
    Draws draws = new Draws(SEED + 3, 9);
    for (int k = 0; k < 20; k++) {
      Setting point = RandomPoint.of(draws, List.of(2, 2, 1), 4);
      assertThat(CellMinima.isMinimum(point))
          .as("seed " + (SEED + 3) + ", trial " + k + ": " + point)
          .isEqualTo(point.loss().isZero());
    }
  }

  /** One unit of positive slope separates as a hyperplane does: as many as there are cells. */
  @Test
  void dichotomiesOfOneUnitAreTheCells() {
    Draws draws = new Draws(SEED + 4, 20);
    for (int samples = 1; samples <= 5; samples++) {
      RationalMatrix x = GeneralPosition.draw(draws, 2, samples);
      RationalMatrix e = draws.nonzero(1, samples);
      assertThat((1L << samples) - new Dichotomy(x, e, QUARTER).impossible())
          .as("seed " + (SEED + 4) + ", x = " + x + ", e = " + e)
          .isEqualTo(UnitCells.count(samples, 2));
    }
  }

  /** What random weights implement is found to be possible, and weights that are found do it. */
  @Test
  void dichotomiesAgreeWithRandomSearch() {
    Draws draws = new Draws(SEED + 5, 20);
    RationalMatrix x = GeneralPosition.draw(draws, 2, 4);
    RationalMatrix ones = RationalMatrix.of(2, 4, (i, n) -> Rational.ONE);
    Dichotomy dichotomy = new Dichotomy(x, ones, QUARTER);
    boolean[] seen = new boolean[16];
    for (int k = 0; k < 20_000; k++) {
      Setting point =
          new Setting(
              x,
              List.of(ones),
              QUARTER,
              List.of(draws.matrix(2, 2), draws.matrix(1, 2)),
              RationalMatrix.of(1, 4, (o, n) -> Rational.ONE));
      RationalMatrix v = point.outputs();
      if (v.row(0).stream().noneMatch(Rational::isZero)) {
        seen[IntStream.range(0, 4).map(n -> v.get(0, n).signum() > 0 ? 1 << n : 0).sum()] = true;
      }
    }
    int possible = 0;
    for (int labels = 0; labels < 16; labels++) {
      Optional<Setting> found = dichotomy.weights(labels);
      assertThat(found.isPresent()).as("labels " + labels + " of " + x).isEqualTo(seen[labels]);
      found.ifPresent(point -> assertThat(Dichotomy.separates(point)).isTrue());
      possible += found.isPresent() ? 1 : 0;
    }
    assertThat(possible).isEqualTo(14);
    assertThat(dichotomy.impossible()).isEqualTo(2);
  }

  @Test
  void symbolicLayerIsThatOfTheWitness() {
    var network = new Network(List.of(2, 2, 2, 1), QUARTER, false);
    for (int samples = 0; samples <= 4; samples++) {
      SymbolicLastLayer layer = SymbolicLastLayer.of(network, samples);
      RationalMatrix value = layer.matrix().value(layer.witness());
      assertThat(value).isEqualTo(Witness.of(network, samples).gradient());
      assertThat(Rank.of(value)).isEqualTo(samples);
    }
  }

  /** At slope 0 random patterns lose rank; were they all ones, none would. */
  @Test
  void randomPatternsUseTheSlope() {
    Draws draws = new Draws(SEED + 6, 1000);
    for (int layers = 0; layers < 2; layers++) {
      List<Integer> widths = layers == 0 ? List.of(2, 2, 2, 1) : List.of(2, 2, 2, 2, 1);
      LastLayer dead = LastLayer.random(draws, widths, 4, Rational.ZERO);
      LastLayer alive = LastLayer.random(draws, widths, 4, QUARTER);
      assertThat(dead.isFullUnderRandomPatterns(draws, 20)).as("" + dead).isFalse();
      assertThat(alive.isFullUnderRandomPatterns(draws, 20)).as("" + alive).isTrue();
    }
  }

  /** The searches that find nothing near a minimum do find something near other points. */
  @Test
  void searchesFindLowerPointsWhereThereAreSome() {
    Draws draws = new Draws(SEED + 7, 9);
    for (int k = 0; k < 10; k++) {
      Setting point = RandomPoint.of(draws, List.of(2, 2, 1), 4);
      String described = "seed " + (SEED + 7) + ", trial " + k + ": " + point;
      assertThat(point.noneLowerNearby(draws, 60)).as(described).isFalse();
      assertThat(new BadMinimum(point).isOne(draws)).as(described).isFalse();
      assertThat(CellMinima.isMinimum(point)).as(described).isFalse();
    }
  }

  /** From a point of loss 0 no ray goes down; against the gradient of another one it does. */
  @Test
  void raysGoDownOnlyWhereSomethingIsLower() {
    Draws draws = new Draws(SEED + 8, 9);
    for (int k = 0; k < 10; k++) {
      Setting point = RandomPoint.of(draws, List.of(2, 2, 1), 4);
      String described = "seed " + (SEED + 8) + ", trial " + k + ": " + point;
      List<Rational> direction = draws.nonzero(1, point.parameters().size()).row(0);
      assertThat(point.withTargets(point.outputs()).isLowerAlong(direction))
          .as(described)
          .isFalse();
      RationalMatrix gradient = point.gradient();
      List<Rational> down =
          IntStream.range(0, gradient.rows()).mapToObj(r -> gradient.get(r, 0).negate()).toList();
      assertThat(point.isLowerAlong(down)).as(described).isTrue();
    }
  }
}
