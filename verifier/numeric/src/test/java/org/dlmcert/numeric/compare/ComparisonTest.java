package org.dlmcert.numeric.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** Comparisons: bounds that hold, and traps that are seen. */
class ComparisonTest {

  /** The a-priori bounds hold on random instances, and are not idle: errors come within 1/200. */
  @Test
  void roundingStaysWithinItsBounds() {
    double largest = 0;
    for (long seed = 0; seed < 80; seed++) {
      Instance instance = RandomPoints.any(seed);
      Comparison comparison = Comparison.of(instance, Progress.NONE);
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
    Comparison comparison = Comparison.of(instance, Progress.NONE);
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
    Comparison comparison = Comparison.of(instance, Progress.NONE);
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
    assertThat(tiny.needed().orElseThrow().from()).isZero();
    assertThat(tiny.needed().orElseThrow().to()).isEqualTo(0x1p-60);
    assertThat(tiny.explanation()).contains("counts a nonzero one as zero");

    RankComparison decimal =
        RankComparison.of(
            "m",
            RationalMatrix.of(
                2, 2, (i, j) -> Rational.of(new long[][] {{1, 7}, {3, 21}}[i][j], 10)));
    assertThat(decimal.exact()).isOne();
    assertThat(decimal.ofDoubles()).isEqualTo(2);
    assertThat(decimal.agrees()).isTrue();

    RankComparison none = RankComparison.of("m", RationalMatrix.of(0, 3, (i, j) -> Rational.ONE));
    assertThat(none.agrees()).isTrue();
    assertThat(none.explanation()).isEqualTo("all agree");
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
