package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** Points whose verdict is known, degenerate shapes among them. */
class KnownPointsTest {

  private static Instance instance(
      List<Integer> widths,
      Rational slope,
      long[][] inputs,
      long[][] targets,
      long[][]... weights) {
    return new Instance(
        Optional.empty(),
        new Network(widths, slope, false),
        new Dataset(
            RationalMatrix.of(inputs.length, widths.get(0), (n, j) -> Rational.of(inputs[n][j])),
            Optional.of(
                RationalMatrix.of(
                    targets.length,
                    widths.get(widths.size() - 1),
                    (n, k) -> Rational.of(targets[n][k])))),
        Collections.nCopies(widths.size() - 2, LayerNoise.NONE),
        Optional.of(
            new Weights(
                Arrays.stream(weights).map(RationalMatrix::of).toList(), Optional.empty())));
  }

  private static Inspection inspect(Instance instance) throws InterruptedException {
    return Inspection.of(Point.of(instance), Progress.NONE);
  }

  @Test
  void withoutSamplesTheLossIsZero() throws InterruptedException {
    Inspection found =
        inspect(
            instance(
                List.of(1, 1, 1),
                Rational.of(1, 2),
                new long[0][1],
                new long[0][1],
                new long[][] {{1}},
                new long[][] {{1}}));
    assertThat(found.verdict())
        .isEqualTo(new PointVerdict.GlobalMinimum(PointVerdict.Least.ZERO_LOSS));
    assertThat(found.ranks().full()).isEqualTo(new GradientRanks.Rank(0, true));
    assertThat(found.gradientIsZero()).contains(true);
    assertThat(found.ranks().layers()).isNotEmpty().allMatch(GradientRanks.Layer::fullColumnRank);
  }

  @Test
  void aZeroSampleHasNoKinkButALoss() throws InterruptedException {
    Inspection found =
        inspect(
            instance(
                List.of(1, 1, 1),
                Rational.of(1, 2),
                new long[][] {{0}},
                new long[][] {{1}},
                new long[][] {{1}},
                new long[][] {{1}}));
    assertThat(found.point().isDifferentiable()).isTrue();
    assertThat(found.verdict())
        .isEqualTo(new PointVerdict.GlobalMinimum(PointVerdict.Least.BALANCED_EVERYWHERE));
    assertThat(found.point().loss()).isEqualTo(Rational.of(1, 2));
  }

  @Test
  void theOriginOfADeepNetworkIsASaddleOfHighOrder() throws InterruptedException {
    for (int depth = 3; depth <= 4; depth++) {
      List<Integer> widths = Collections.nCopies(depth + 1, 1);
      long[][][] zeros = Collections.nCopies(depth, new long[1][1]).toArray(long[][][]::new);
      Inspection found =
          inspect(
              instance(widths, Rational.of(1, 2), new long[][] {{1}}, new long[][] {{1}}, zeros));
      assertThat(found.gradientIsZero()).contains(true);
      assertThat(found.verdict()).isInstanceOf(PointVerdict.Saddle.class);
      Descent descent = ((PointVerdict.Saddle) found.verdict()).descent();
      assertThat(descent.order()).isEqualTo(depth);
      assertThat(found.ranks().full()).isEqualTo(new GradientRanks.Rank(0, true));
    }
  }

  @Test
  void negativeCurvatureIsFoundWhereNoUnitIsIdle() throws InterruptedException {
    // f = w_3·w_2·w_1·x with all slopes 1; at w_1 = w_3 = 0 the loss is a saddle of order two
    Inspection found =
        inspect(
            instance(
                List.of(1, 1, 1, 1),
                Rational.ONE,
                new long[][] {{1}},
                new long[][] {{1}},
                new long[][] {{0}},
                new long[][] {{1}},
                new long[][] {{0}}));
    assertThat(found.verdict()).isInstanceOf(PointVerdict.Saddle.class);
  }

  @Test
  void aDeadDeepNetworkIsALocalMinimum() throws InterruptedException {
    // slope 0, all units of the first layer off: the output is 0 nearby
    Inspection found =
        inspect(
            instance(
                List.of(1, 2, 2, 1),
                Rational.ZERO,
                new long[][] {{1}, {2}},
                new long[][] {{1}, {1}},
                new long[][] {{-1}, {-2}},
                new long[][] {{1, 1}, {1, 1}},
                new long[][] {{1, 1}}));
    assertThat(found.point().isDifferentiable()).isTrue();
    assertThat(found.verdict()).isInstanceOf(PointVerdict.LocalMinimum.class);
    PointVerdict.LocalMinimum local = (PointVerdict.LocalMinimum) found.verdict();
    assertThat(local.reason()).isEqualTo(PointVerdict.Nearby.PATH_PRODUCTS);
    assertThat(local.better()).isPresent();
  }

  @Test
  void aKinkThatOnlyRisesIsAMinimum() throws InterruptedException {
    // one unit at 0 with slope 2 below: moving either way increases the loss
    Inspection found =
        inspect(
            instance(
                List.of(1, 1, 1),
                Rational.of(-1),
                new long[][] {{1}},
                new long[][] {{-1}},
                new long[][] {{0}},
                new long[][] {{1}}));
    assertThat(found.verdict()).isInstanceOf(PointVerdict.LocalMinimum.class);
    PointVerdict.LocalMinimum local = (PointVerdict.LocalMinimum) found.verdict();
    assertThat(local.reason()).isEqualTo(PointVerdict.Nearby.KINKS);
    assertThat(local.kinks()).hasSize(1);
    assertThat(local.better()).isPresent();
    assertThat(found.lossDifferentiable()).contains(false);
    assertThat(found.gradientIsZero()).isEmpty();
  }

  @Test
  void aKinkThatFallsIsNotCritical() throws InterruptedException {
    Inspection found =
        inspect(
            instance(
                List.of(1, 1, 1),
                Rational.of(-1),
                new long[][] {{1}},
                new long[][] {{1}},
                new long[][] {{0}},
                new long[][] {{1}}));
    assertThat(found.verdict()).isInstanceOf(PointVerdict.NotCritical.class);
  }

  /** The unit is off, so its rows of G are zero; only the output bias is not at its best. */
  @Test
  void theOutputBiasCountsToo() throws InterruptedException {
    Instance dead =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.ZERO, true),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}, {2}}),
                Optional.of(RationalMatrix.of(new long[][] {{1}, {3}}))),
            List.of(LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{-1}}),
                        RationalMatrix.of(new long[][] {{1}})),
                    Optional.of(List.of(List.of(Rational.ZERO), List.of(Rational.ONE))))));
    assertThat(inspect(dead).verdict()).isInstanceOf(PointVerdict.NotCritical.class);
  }

  /** e is orthogonal to the inputs, but not to what the second layer makes of them. */
  @Test
  void pathProductsGoThroughEveryLayer() throws InterruptedException {
    Instance noisy =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}, {1}}),
                Optional.of(RationalMatrix.of(new long[][] {{0}, {3}}))),
            List.of(
                LayerNoise.NONE, new LayerNoise.Given(RationalMatrix.of(new long[][] {{1}, {2}}))),
            Optional.of(
                new Weights(
                    Collections.nCopies(3, RationalMatrix.of(new long[][] {{1}})),
                    Optional.empty())));
    // outputs 1 and 2, residuals 1 and -1
    assertThat(inspect(noisy).verdict()).isInstanceOf(PointVerdict.NotCritical.class);
  }

  /** The relations between the layers leave no more rows, and generic weights reach the ceiling. */
  @Test
  void ranksStayBelowTheCeilingAndReachIt() {
    RandomPoints points = new RandomPoints(3);
    int reached = 0;
    for (int k = 0; k < 300; k++) {
      Instance instance = points.next(2 + k % 3);
      Point point = Point.of(instance);
      GradientRanks ranks = GradientRanks.of(point, Progress.NONE);
      int full = MatrixRank.of(Gradient.of(instance).full()).rank();
      assertThat(ranks.full().atLeast()).as("case %s: %s", k, instance).isEqualTo(full);
      assertThat(ranks.full().isExact()).isTrue();
      for (GradientRanks.Layer layer : ranks.layers()) {
        int rank = MatrixRank.of(Gradient.of(instance).layer(layer.layer())).rank();
        assertThat(layer.rank()).isEqualTo(new GradientRanks.Rank(rank, true));
      }
      assertThat(full).as("case %s: %s", k, instance).isLessThanOrEqualTo(ranks.ceiling());
      reached += full == ranks.ceiling() ? 1 : 0;
    }
    assertThat(reached).isPositive();
  }

  @Test
  void theCeilingCountsParametersLessUnits() {
    Instance instance =
        instance(
            List.of(2, 3, 3, 1),
            Rational.of(1, 2),
            new long[][] {{1, 2}},
            new long[][] {{1}},
            new long[][] {{1, 2}, {3, 4}, {1, 1}},
            new long[][] {{1, 2, 1}, {3, 4, 1}, {0, 1, 1}},
            new long[][] {{1, 1, 1}});
    // 2·3 + 3·3 + 3 parameters, 6 hidden units
    assertThat(GradientRanks.of(Point.of(instance), Progress.NONE).ceiling()).isEqualTo(12);
    Instance cut =
        instance(
            List.of(1, 1, 1, 1),
            Rational.of(1, 2),
            new long[][] {{1}},
            new long[][] {{1}},
            new long[][] {{0}},
            new long[][] {{1}},
            new long[][] {{0}});
    GradientRanks ranks = GradientRanks.of(Point.of(cut), Progress.NONE);
    assertThat(ranks.isolatedComponents()).isEqualTo(1);
    assertThat(ranks.ceiling()).isEqualTo(2);
  }

  /**
   * Full column rank under all 16 patterns, so every differentiable minimum has loss 0; and yet a
   * local minimum on a kink has loss 1/20: by hand, unit 1 is balanced and unit 2 rises by 1/20 and
   * 1/5 on its two sides.
   */
  @Test
  void fullRankUnderAllPatternsDoesNotExcludeAMinimumOnAKink() throws InterruptedException {
    RationalMatrix noise = RationalMatrix.of(new long[][] {{1, 1}, {1, 3}});
    Rational half = Rational.of(1, 2);
    for (int pattern = 0; pattern < 16; pattern++) {
      Rational[] a = new Rational[4];
      for (int k = 0; k < 4; k++) {
        Rational slope = (pattern >> k & 1) == 1 ? Rational.ONE : half;
        a[k] = slope.times(noise.get(k / 2, k % 2));
      }
      // G has the columns a·x with x = 1 and -1
      assertThat(a[0].times(a[3]).minus(a[1].times(a[2])).isZero()).isFalse();
    }
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 2, 1), half, false),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}, {-1}}),
                Optional.of(RationalMatrix.of(new long[][] {{0}, {-1}}))),
            List.of(new LayerNoise.Given(noise)),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.ofRows(
                            1, List.of(List.of(Rational.of(-4, 5)), List.of(Rational.ZERO))),
                        RationalMatrix.of(new long[][] {{-1, 1}})),
                    Optional.empty())));
    Inspection found = inspect(instance);
    assertThat(found.point().residuals().row(0))
        .containsExactly(Rational.of(2, 5), Rational.of(1, 5));
    assertThat(found.point().loss()).isEqualTo(Rational.of(1, 20));
    assertThat(found.verdict()).isInstanceOf(PointVerdict.LocalMinimum.class);
    assertThat(((PointVerdict.LocalMinimum) found.verdict()).kinks())
        .extracting(UnitKinks::unit)
        .containsExactly(1);
  }
}
