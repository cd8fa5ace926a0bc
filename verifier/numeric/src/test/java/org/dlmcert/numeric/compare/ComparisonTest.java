package org.dlmcert.numeric.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.rank.FloatInertia;
import org.dlmcert.numeric.rank.Tolerances;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Comparisons: bounds that hold, and traps that are seen. */
class ComparisonTest {

  /** The a-priori bounds hold on random instances, and are not idle: errors come within 1/200. */
  @Test
  void roundingStaysWithinItsBounds() {
    double largest = 0;
    for (long seed = 0; seed < Cases.count(25, 80); seed++) {
      Instance instance = RandomPoints.any(seed);
      Comparison comparison = Comparison.of(instance, Optional.empty(), Progress.NONE);
      assertThat(comparison.signs()).as("seed %d", seed).isEmpty();
      for (Quantity q : comparison.quantities()) {
        assertThat(q.beyondBound())
            .as("seed %d, %s, %s: %s", seed, instance.network(), q.name(), q.worst())
            .isZero();
        largest = Math.max(largest, q.largestShare());
      }
    }
    assertThat(largest).isBetween(0.05, 1.0);
  }

  @Test
  void aWrongSignIsSeenAndExplained() {
    long p = 1L << 53;
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(3, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{p, 3, p + 4}, {1, 1, 1}}),
                Optional.of(RationalMatrix.of(new long[][] {{0}, {0}}))),
            List.of(LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{1, 1, -1}}),
                        RationalMatrix.of(new long[][] {{1}})),
                    Optional.empty())));
    Comparison comparison = Comparison.of(instance, Optional.empty(), Progress.NONE);
    assertThat(comparison.differsInKind()).isTrue();
    assertThat(comparison.signs()).hasSize(1);
    SignDisagreement sign = comparison.signs().get(0);
    assertThat(sign.computed()).isZero();
    assertThat(sign.exact()).isEqualTo(Rational.of(-1));
    assertThat(sign.sample()).isZero();
    assertThat(sign.explanation()).contains("cancellation");
    Quantity slopes = comparison.quantity("a_1").orElseThrow();
    assertThat(slopes.beyondBound()).isOne();
    assertThat(slopes.worst().orElseThrow().exact()).isEqualTo(Rational.of(1, 2));
    assertThat(slopes.worst().orElseThrow().computed()).isEqualTo(1);
  }

  @Test
  void smallIntegersAreExact() {
    Instance instance = RandomPoints.plain(List.of(2, 2, 1), Rational.ZERO, 0, 1);
    Comparison comparison = Comparison.of(instance, Optional.empty(), Progress.NONE);
    assertThat(comparison.differsInKind()).isFalse();
    assertThat(comparison.quantity("MSE").orElseThrow().entries().get(0).error()).isZero();
  }

  @Test
  void ranksAreExplained() {
    RankComparison tiny =
        RankComparison.of(
            "m",
            RationalMatrix.of(
                2,
                2,
                (i, j) ->
                    i != j ? Rational.ZERO : i == 0 ? Rational.ONE : Rational.of(1, 1L << 60)));
    assertThat(tiny.exact()).isEqualTo(2);
    assertThat(tiny.svd().rank()).isOne();
    assertThat(tiny.svd().needed(2)).contains(new Tolerances(0, 0x1p-60));
    assertThat(tiny.svd().needed(0)).contains(new Tolerances(1, Double.POSITIVE_INFINITY));
    assertThat(tiny.svd().needed(3)).isEmpty();
    assertThat(tiny.explanation())
        .contains("singular values (1): the tolerance", "counts what is not zero as zero")
        .contains("right with a tolerance from 0.0 to below 8.673617379884035E-19");
    assertThat(tiny.bound()).isZero();

    RankComparison decimal =
        RankComparison.of(
            "m",
            RationalMatrix.of(
                2, 2, (i, j) -> Rational.of(new long[][] {{1, 7}, {3, 21}}[i][j], 10)));
    assertThat(decimal.exact()).isOne();
    assertThat(decimal.ofDoubles()).isEqualTo(2);
    assertThat(decimal.agrees()).isTrue();
    assertThat(decimal.explanation())
        .isEqualTo("rounding the entries to doubles changes the rank from 1 to 2");
    // Half an ulp of each entry; 2.1 is the largest.
    assertThat(decimal.bound()).isBetween(0x1p-53, 0x1p-51);

    RankComparison none = RankComparison.of("m", RationalMatrix.of(0, 3, (i, j) -> Rational.ONE));
    assertThat(none.agrees()).isTrue();
    assertThat(none.explanation()).isEqualTo("all agree");
  }

  /** The Hessian is within its bounds, and eigenvalues in double count right where none is tiny. */
  @Test
  void hessiansStayWithinTheirBounds() {
    double largest = 0;
    int right = 0;
    int cases = 0;
    int seeds = Cases.count(50, 150);
    for (long seed = 0; seed < seeds; seed++) {
      Instance instance = RandomPoints.any(seed);
      if (FloatNetwork.of(instance.network()).parameters() > 14) {
        continue;
      }
      cases++;
      Comparison comparison = Comparison.withHessian(instance, Optional.empty(), Progress.NONE);
      Quantity hessian = comparison.quantity("Hessian").orElseThrow();
      assertThat(hessian.beyondBound())
          .as("seed %d, %s: %s", seed, instance.network(), hessian.worst())
          .isZero();
      largest = Math.max(largest, hessian.largestShare());
      InertiaComparison inertia = comparison.inertia().orElseThrow();
      Inertia exact = inertia.exact();
      assertThat(exact.positive() + exact.negative() + exact.zero()).isEqualTo(inertia.size());
      assertThat(hessian.entries()).hasSize(inertia.size() * (inertia.size() + 1) / 2);
      assertThat(inertia.computed()).as("seed %d", seed).isPresent();
      right += inertia.agrees() ? 1 : 0;
      if (!inertia.agrees()) {
        assertThat(inertia.explanation()).as("seed %d", seed).contains("tolerance");
      }
    }
    assertThat(largest).isBetween(0.02, 1.0);
    assertThat(cases).isGreaterThan(seeds * 2 / 15);
    assertThat(right).isBetween(cases * 3 / 4, cases);
  }

  /** The network w_2·w_1·x on x = 1, at w_1 = w_2 = 1. */
  private static Comparison atOnes(Rational target) {
    return Comparison.withHessian(
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}}),
                Optional.of(RationalMatrix.of(1, 1, (n, o) -> target))),
            List.of(LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{1}}),
                        RationalMatrix.of(new long[][] {{1}})),
                    Optional.empty()))),
        Optional.empty(),
        Progress.NONE);
  }

  /** With the residual e, H = [[1, 1 + e], [1 + e, 1]]: det H = -e(2 + e). */
  @Test
  void aDirectionOfNegativeCurvatureThatDoubleDoesNotSee() {
    InertiaComparison inertia = atOnes(ExactDouble.of(1 - 0x1p-53)).inertia().orElseThrow();
    assertThat(inertia.exact().negative()).isOne();
    assertThat(inertia.ofDoubles().orElseThrow().zero()).isOne();
    assertThat(inertia.computed().orElseThrow().negative()).isZero();
    assertThat(inertia.agrees()).isFalse();
    assertThat(inertia.explanation())
        .contains("rounding the entries moves eigenvalues")
        .contains("the matrix of doubles has 1 positive, 0 negative and 1 zero ones")
        .contains("counts eigenvalues that are not zero as zero")
        .contains("double does not see that some direction curves downwards");
    assertThat(inertia.onKink()).isFalse();
    Comparison small = atOnes(ExactDouble.of(1 - 0x1p-20));
    assertThat(small.inertia().orElseThrow().agrees()).isTrue();
    assertThat(small.inertia().orElseThrow().explanation()).isEqualTo("all agree");
    assertThat(small.differsInKind()).isFalse();
  }

  @Test
  void tolerancesOfInertias() {
    FloatInertia values = new FloatInertia(new double[] {-3, -1e-9, 1e-8, 2}, 1e-15);
    assertThat(List.of(values.negative(), values.zero(), values.positive()))
        .containsExactly(2, 0, 2);
    assertThat(values.needed(1, 1)).contains(new Tolerances(1e-8, 2));
    assertThat(values.needed(1, 2)).contains(new Tolerances(1e-9, 1e-8));
    assertThat(values.needed(2, 1)).isEmpty();
    assertThat(values.needed(3, 2)).isEmpty();
    assertThat(FloatInertia.of(new double[0][]).orElseThrow().zero()).isZero();
  }

  /** No samples: the Hessian is zero, in double too. */
  @Test
  void theHessianOfNothing() {
    Instance instance = RandomPoints.plain(List.of(2, 1, 1), Rational.ZERO, 0, 1);
    InertiaComparison inertia =
        Comparison.withHessian(instance, Optional.empty(), Progress.NONE).inertia().orElseThrow();
    assertThat(inertia.exact().zero()).isEqualTo(3);
    assertThat(inertia.agrees()).isTrue();
  }

  /** A gradient that is exactly 0 and not in double differs in kind. */
  @Test
  void aSignOfTheGradientIsCompared() {
    Entry zero = new Entry("W_1[0][0]", 1e-17, Rational.ZERO, 1e-16);
    Quantity q = new Quantity("gradient by W_1", List.of(zero));
    assertThat(q.withWrongSign()).containsExactly(zero);
    assertThat(
            new Comparison(List.of(), List.of(q), List.of(), Optional.empty(), Optional.empty())
                .differsInKind())
        .isTrue();
    assertThat(new Entry("", -0.0, Rational.ZERO, 0).hasExactSign()).isTrue();
    assertThat(new Entry("", Double.NaN, Rational.ZERO, 0).hasExactSign()).isFalse();
  }

  /** Where the loss has no gradient none is compared, unless both sides take one slope at 0. */
  @Test
  void gradientsAtAKinkNeedAConvention() {
    Instance kink = RandomPoints.zeroWeights();
    Comparison none = Comparison.of(kink, Optional.empty(), Progress.NONE);
    assertThat(none.lossGradient().orElseThrow().exists()).contains(false);
    assertThat(none.quantity("gradient by W_1")).isEmpty();
    for (KinkConvention convention : KinkConvention.values()) {
      Comparison some = Comparison.of(kink, Optional.of(convention), Progress.NONE);
      assertThat(some.lossGradient().orElseThrow().exists()).contains(false);
      Entry entry = some.quantity("gradient by W_1").orElseThrow().entries().get(0);
      double expected = convention == KinkConvention.RIGHT ? -0.5 : -0.125;
      assertThat(entry.exact()).as("%s", convention).isEqualTo(ExactDouble.of(expected));
      assertThat(entry.computed()).as("%s", convention).isEqualTo(expected);
    }
  }

  @Test
  void theFirstOfTheWorstEntriesIsShown() {
    Entry small = new Entry("a", 1, Rational.ONE, 1);
    Entry off = new Entry("b", Math.nextUp(1.0), Rational.ONE, 1);
    Entry same = new Entry("c", Math.nextUp(1.0), Rational.ONE, 1);
    Quantity q = new Quantity("q", List.of(small, off, same));
    assertThat(q.worst().orElseThrow().place()).isEqualTo("b");
    assertThat(q.exact()).isOne();
    assertThat(q.correctlyRounded()).isOne();
    assertThat(new Quantity("empty", List.of()).worst()).isEmpty();
    assertThat(new Entry("n", Double.NaN, Rational.ONE, 1).withinBound()).isFalse();
  }
}
