package org.dlmcert.numeric.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.RandomPoints;
import org.junit.jupiter.api.Test;

/** Descents that stay in their cell, against exact descent step by step. */
class ConfinementTest {

  /** The network w_2·w_1·x on x = 1, at w_1 = w_2 = 1: G_1 = 1, u = 1. */
  private static Instance atOnes(Rational target) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 1), Rational.ZERO, false),
        new Dataset(
            RationalMatrix.of(new long[][] {{1}}),
            Optional.of(RationalMatrix.of(1, 1, (n, o) -> target))),
        List.of(LayerNoise.NONE),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(new long[][] {{1}}), RationalMatrix.of(new long[][] {{1}})),
                Optional.empty())));
  }

  @Test
  void theLengthIsTheDistanceToTheLimit() {
    assertThat(Confinement.of(atOnes(Rational.of(7, 8))).orElseThrow().squaredLength())
        .isEqualTo(Rational.of(1, 64));
    // From u = 1 to the limit u = 0 and beyond.
    assertThat(Confinement.of(atOnes(Rational.ZERO))).isEmpty();
    assertThat(Confinement.of(atOnes(Rational.of(-3)))).isEmpty();
    assertThat(Confinement.of(atOnes(Rational.of(1, 100)))).isPresent();
  }

  /** The instance with outputs and small offsets as targets. */
  private static Instance nearlyFitted(Instance start, double offset) {
    RationalMatrix fitted = ForwardPass.of(start).output(2).transpose();
    return with(
        start,
        RationalMatrix.of(
            start.samples(),
            1,
            (n, o) -> fitted.get(n, o).plus(ExactDouble.of(offset * (1 + n % 3)))),
        start.weights().orElseThrow().matrix(1));
  }

  private static Instance with(Instance instance, RationalMatrix targets, RationalMatrix first) {
    RationalMatrix last = instance.weights().orElseThrow().matrix(2);
    return new Instance(
        Optional.empty(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.of(targets)),
        instance.noise(),
        Optional.of(new Weights(List.of(first, last), Optional.empty())));
  }

  private static RationalMatrix residuals(Instance instance) {
    RationalMatrix outputs = ForwardPass.of(instance).output(2);
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    return RationalMatrix.of(
        instance.samples(), 1, (n, o) -> outputs.get(0, n).minus(targets.get(n, 0)));
  }

  /** Where the proof is found, no step of descent at the largest rate leaves cell or ball. */
  @Test
  void exactDescentStaysWhereItIsSaidTo() {
    int found = 0;
    for (long seed = 0; seed < 40; seed++) {
      Instance start =
          nearlyFitted(
              RandomPoints.plain(
                  List.of(3, 2, 1),
                  seed % 2 == 0 ? Rational.ZERO : Rational.of(1, 3),
                  1 + (int) (seed % 3),
                  seed),
              0x1p-8);
      Optional<Confinement> confinement = Confinement.of(start);
      if (confinement.isEmpty()) {
        continue;
      }
      found++;
      RationalMatrix g = Gradient.of(start).layer(1);
      Rational trace = Rational.ZERO;
      for (int n = 0; n < start.samples(); n++) {
        for (int r = 0; r < g.rows(); r++) {
          trace = trace.plus(g.get(r, n).times(g.get(r, n)));
        }
      }
      Rational rate = ExactDouble.of(ExactDouble.nearest(trace.reciprocal()) * (1 - 0x1p-40));
      RationalMatrix before = start.weights().orElseThrow().matrix(1);
      RationalMatrix signs = ForwardPass.of(start).preactivation(1);
      Instance now = start;
      for (int step = 1; step <= 6; step++) {
        RationalMatrix change = g.times(residuals(now));
        RationalMatrix w = now.weights().orElseThrow().matrix(1);
        RationalMatrix next =
            RationalMatrix.of(
                w.rows(),
                w.columns(),
                (i, j) -> w.get(i, j).minus(rate.times(change.get(i * w.columns() + j, 0))));
        now = with(start, start.dataset().targets().orElseThrow(), next);
        Rational moved = Rational.ZERO;
        for (int i = 0; i < w.rows(); i++) {
          for (int j = 0; j < w.columns(); j++) {
            Rational d = next.get(i, j).minus(before.get(i, j));
            moved = moved.plus(d.times(d));
          }
        }
        assertThat(moved)
            .as("seed %d, step %d", seed, step)
            .isLessThanOrEqualTo(confinement.get().squaredLength());
        RationalMatrix u = ForwardPass.of(now).preactivation(1);
        for (int i = 0; i < u.rows(); i++) {
          for (int n = 0; n < u.columns(); n++) {
            assertThat(u.get(i, n).signum())
                .as("seed %d, step %d, unit %d, sample %d", seed, step, i, n)
                .isEqualTo(signs.get(i, n).signum());
          }
        }
      }
    }
    assertThat(found).isBetween(8, 39);
  }

  @Test
  void dependentSamplesHaveNoProof() {
    Instance twice = RandomPoints.plain(List.of(1, 1, 1), Rational.of(1, 3), 3, 5);
    assertThat(Confinement.of(nearlyFitted(twice, 0x1p-30))).isEmpty();
  }

  @Test
  void noSamplesNeedNone() {
    Instance none = RandomPoints.plain(List.of(2, 2, 1), Rational.ZERO, 0, 1);
    assertThat(Confinement.of(none).orElseThrow().squaredLength()).isEqualTo(Rational.ZERO);
    Instance deep = RandomPoints.plain(List.of(2, 2, 2, 1), Rational.ZERO, 1, 1);
    assertThatThrownBy(() -> Confinement.of(deep)).hasMessageContaining("one hidden layer");
  }
}
