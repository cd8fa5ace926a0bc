package org.dlmcert.numeric.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.numeric.figure.DescentReport;
import org.dlmcert.numeric.figure.EndVerdicts;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** From a descent to an exact minimum. */
class DescentTest {
  private static final DescentSettings SMALL = new DescentSettings(6, 8, 0.2, 200, 0.1, 4);

  /** Every minimum found fits exactly, in the cell it started from; and many are found. */
  @Test
  void exactMinimaFitExactlyInTheirCell() {
    int found = 0;
    for (long seed = 0; seed < 120; seed++) {
      Rational slope = seed % 2 == 0 ? Rational.ZERO : Rational.of(1, 3);
      Instance instance =
          fittedTo(RandomPoints.plain(List.of(4, 3, 1), slope, 1 + (int) (seed % 9), seed), 1e-3);
      Optional<ExactMinimum> minimum = ExactMinimum.near(instance, Rational.ZERO);
      if (minimum.isEmpty()) {
        continue;
      }
      found++;
      ForwardPass before = ForwardPass.of(instance);
      ForwardPass after = ForwardPass.of(minimum.get().instance());
      RationalMatrix targets = instance.dataset().targets().orElseThrow();
      for (int n = 0; n < instance.samples(); n++) {
        assertThat(after.output(2).get(0, n)).as("seed %d", seed).isEqualTo(targets.get(n, 0));
        for (int i = 0; i < 3; i++) {
          assertThat(after.preactivation(1).get(i, n).signum())
              .as("seed %d", seed)
              .isEqualTo(before.preactivation(1).get(i, n).signum());
        }
      }
    }
    assertThat(found).isGreaterThan(20);
  }

  /** Weights moved a little from an exact fit come back to one, with changes of that size. */
  @Test
  void aMinimumIsFoundNearAnAlmostPerfectPoint() {
    Instance almost = fittedTo(RandomPoints.plain(List.of(5, 4, 1), Rational.of(1, 3), 7, 4), 0);
    ExactMinimum minimum = ExactMinimum.near(almost, Rational.ZERO).orElseThrow();
    assertThat(ExactDouble.nearest(minimum.largestChange())).isLessThan(1e-13).isPositive();
  }

  /** A unit that was put a little off its kink comes back onto it, and all else fits. */
  @Test
  void aMinimumOnKinksIsFoundBesideThem() {
    int found = 0;
    for (long seed = 0; seed < 30; seed++) {
      Instance any = RandomPoints.plain(List.of(4, 3, 1), Rational.of(1, 3), 4, seed);
      // Unit 0 is 0 on sample 0 but for rounding: its last weight is chosen so.
      RationalMatrix x = any.dataset().inputs();
      RationalMatrix w = any.weights().orElseThrow().matrix(1);
      double u = 0;
      for (int j = 0; j < 3; j++) {
        u += ExactDouble.nearest(w.get(0, j)) * ExactDouble.nearest(x.get(0, j));
      }
      Rational last = ExactDouble.of(-u / ExactDouble.nearest(x.get(0, 3)));
      RationalMatrix first =
          RationalMatrix.of(3, 4, (i, j) -> i == 0 && j == 3 ? last : w.get(i, j));
      Instance near =
          fittedTo(
              new Instance(
                  Optional.empty(),
                  any.network(),
                  any.dataset(),
                  any.noise(),
                  Optional.of(
                      new Weights(
                          List.of(first, any.weights().orElseThrow().matrix(2)),
                          Optional.empty()))),
              0);
      Optional<ExactMinimum> minimum = ExactMinimum.near(near, DescentEnd.CLOSE);
      if (minimum.isEmpty()) {
        continue;
      }
      found++;
      assertThat(minimum.get().kinks()).as("seed %d", seed).isOne();
      assertThat(minimum.get().isStrict()).isFalse();
      ForwardPass after = ForwardPass.of(minimum.get().instance());
      assertThat(after.preactivation(1).get(0, 0)).as("seed %d", seed).isEqualTo(Rational.ZERO);
      RationalMatrix targets = near.dataset().targets().orElseThrow();
      for (int n = 0; n < 4; n++) {
        assertThat(after.output(2).get(0, n)).as("seed %d", seed).isEqualTo(targets.get(n, 0));
        for (int i = 0; i < 3; i++) {
          int before = ForwardPass.of(near).preactivation(1).get(i, n).signum();
          assertThat(after.preactivation(1).get(i, n).signum())
              .as("seed %d, unit %d, sample %d", seed, i, n)
              .isEqualTo(i == 0 && n == 0 ? 0 : before);
        }
      }
      // From there on it stays on the kink without being told to.
      assertThat(ExactMinimum.near(minimum.get().instance(), Rational.ZERO).orElseThrow().kinks())
          .isOne();
    }
    assertThat(found).isGreaterThan(12);
  }

  /** The instance with the doubles nearest to its outputs, and so much more, as targets. */
  private static Instance fittedTo(Instance start, double offset) {
    RationalMatrix fitted = ForwardPass.of(start).output(2).transpose();
    RationalMatrix targets =
        RationalMatrix.of(
            start.samples(),
            1,
            (n, k) -> ExactDouble.of(ExactDouble.nearest(fitted.get(n, k)) + offset * n));
    return new Instance(
        Optional.empty(),
        start.network(),
        new Dataset(start.dataset().inputs(), Optional.of(targets)),
        start.noise(),
        start.weights());
  }

  @Test
  void otherNetworksAreRefused() {
    Instance deep = RandomPoints.plain(List.of(2, 2, 2, 1), Rational.ZERO, 2, 1);
    assertThatThrownBy(() -> ExactMinimum.near(deep, Rational.ZERO))
        .hasMessageContaining("one hidden layer");
  }

  /** Against exact descent on W_1, step by step. */
  @Test
  void theLongCurveIsThatOfExactDescent() throws InterruptedException {
    Instance instance = RandomPoints.plain(List.of(3, 3, 1), Rational.of(1, 3), 4, 6);
    List<LongDescent.Point> curve = new LongDescent(60).curve(instance, 3, Progress.NONE);
    assertThat(curve).extracting(LongDescent.Point::epoch).containsExactly(0L, 1L, 2L, 4L, 8L);

    RationalMatrix g = Gradient.of(instance).layer(1);
    RationalMatrix kernel = g.transpose().times(g);
    double largest = 0;
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += Math.abs(ExactDouble.nearest(kernel.get(i, j)));
      }
      largest = Math.max(largest, sum);
    }
    Rational rate = ExactDouble.of(1 / (largest * LongDescent.SAFETY));
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    ForwardPass pass = ForwardPass.of(instance);
    RationalMatrix[] e = {
      RationalMatrix.of(4, 1, (n, k) -> pass.output(2).get(0, n).minus(targets.get(n, 0)))
    };
    for (int epoch = 0, next = 0; epoch <= 8; epoch++) {
      if (curve.get(next).epoch() == epoch) {
        double mse = ExactDouble.nearest(e[0].transpose().times(e[0]).get(0, 0)) / 8;
        assertThat(curve.get(next).log10())
            .as("epoch %d", epoch)
            .isCloseTo(Math.log10(mse), within(1e-9));
        next++;
      }
      RationalMatrix now = e[0];
      RationalMatrix change = kernel.times(now);
      e[0] = RationalMatrix.of(4, 1, (n, k) -> now.get(n, 0).minus(rate.times(change.get(n, 0))));
    }
  }

  /** With few digits the curve ends where its digits do. */
  @Test
  void pointsWithoutDigitsAreLeftOut() throws InterruptedException {
    // One weight and four samples: most of the loss stays, and so does the norm of the matrix.
    Instance instance = RandomPoints.plain(List.of(1, 1, 1), Rational.of(1, 3), 4, 6);
    List<LongDescent.Point> all = new LongDescent(60).curve(instance, 60, Progress.NONE);
    List<LongDescent.Point> some = new LongDescent(20).curve(instance, 60, Progress.NONE);
    assertThat(all).hasSize(62);
    assertThat(some.size()).isBetween(40, 55);
    for (int k = 0; k < some.size(); k++) {
      assertThat(some.get(k).epoch()).isEqualTo(all.get(k).epoch());
      assertThat(some.get(k).log10()).isCloseTo(all.get(k).log10(), within(1e-2));
    }
    assertThatThrownBy(() -> new LongDescent(300)).hasMessageContaining("20 to 280 digits");
  }

  @Test
  void theDescentIsRecordedAndDrawn() throws Exception {
    Descent descent = Descent.run(SMALL, Progress.NONE);
    assertThat(descent.records().get(0).epoch()).isZero();
    Descent.Snapshot last = descent.records().get(descent.records().size() - 1);
    assertThat(last.epoch()).isEqualTo(SMALL.epochs());
    assertThat(last.mse()).isLessThan(descent.records().get(0).mse());
    assertThat(last.preactivations()).hasSize(48);
    DescentEnd end = DescentEnd.of(descent);
    assertThat(ExactDouble.nearest(end.loss()))
        .isCloseTo(last.mse(), within(1e-6 * last.mse() + 1e-28));
    assertThat(end.instance().weights().map(Weights::matrices).orElseThrow()).hasSize(2);
    DescentReport report =
        new DescentReport(
            List.of(end),
            List.of(new EndVerdicts("NOT_CRITICAL", Optional.of("GLOBAL_MINIMUM"))),
            end,
            Optional.empty(),
            List.of(new LongDescent.Point(1, -40.5)));
    assertThat(report.picture().png()).isNotEmpty();
    assertThat(report.smallPicture().svg()).isNotEmpty();
    assertThat(report.csv())
        .startsWith("epoch,rate,mse,least_abs_u,arithmetic\n0,0.2,")
        .contains("3.1623e-41,,apfloat");
    assertThat(report.preactivationArchive()).isNotEmpty();
    assertThat(report.markdown(List.of("here")))
        .contains(
            "The picture shows seed 4", "here", "After 1 further epochs the MSE is 3.1623e-41")
        .contains("\n| 4 | ");
    assertThat(report.picture().svg()).isEqualTo(report.picture().svg());
    assertThat(report.strict() + report.onKinks()).isEqualTo(end.minimum().isPresent() ? 1 : 0);
  }

  @Test
  void theRateEndsWhereItShould() {
    DescentSettings full = DescentSettings.full(1);
    assertThat(full.epochs()).isBetween(24_000, 24_200);
    assertThat(0.2 * Math.pow(DescentSettings.DECAY, full.epochs() - 5000))
        .isCloseTo(1e-9, within(2e-12));
  }
}
