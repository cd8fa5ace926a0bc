package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** Polishing perturbed minima of the census. */
class PolishTest {
  private static final Rational TINY = Rational.of(1, 1L << 45);

  /** A perturbed minimum comes back as a stationary point of the same loss, in the same cell. */
  @Test
  void perturbedMinimaComeBack() throws InterruptedException {
    RandomPoints points = new RandomPoints(21);
    List<Boolean> seen = new ArrayList<>();
    for (int k = 0; k < 80; k++) {
      Instance instance = points.next(2);
      if (instance.network().outputs() > 1) {
        continue;
      }
      String place = "seed 21, case " + k + ": " + instance;
      Census census =
          new Census(
              CensusProblem.of(instance),
              new Census.Limits(300, 1),
              Optional.empty(),
              Progress.NONE);
      if (!(census.run() instanceof Census.Complete complete)) {
        continue;
      }
      complete
          .result()
          .losses()
          .forEach(
              loss -> {
                Weights near =
                    ParameterLayout.moved(loss.first().weights(), points.direction(instance), TINY);
                Point point = Point.of(Point.of(instance).at(near));
                // output weights that were 0 may now be tiny: then the minimum need not be near
                if (loss.first().hasZeroOutput()) {
                  return;
                }
                assertThat(Polish.of(point))
                    .as(place)
                    .isInstanceOfSatisfying(
                        Polish.Polished.class,
                        polished -> {
                          Point after = Point.of(polished.instance());
                          assertThat(after.loss()).as(place).isEqualTo(loss.loss());
                          assertThat(FirstOrder.of(after).gradient()).as(place).isPresent();
                          assertThat(Inspection.gradientNormSquared(after))
                              .as(place)
                              .contains(Rational.ZERO);
                          assertThat(polished.largestChange())
                              .as(place)
                              .isLessThan(Rational.of(1, 1L << 20));
                          seen.add(Inspection.gradientNormSquared(point).orElseThrow().isZero());
                        });
              });
    }
    assertThat(seen).contains(false).hasSizeGreaterThan(20);
  }

  @Test
  void aStationaryPointStaysWhereItIs() {
    RandomPoints points = new RandomPoints(22);
    int stationary = 0;
    for (int k = 0; k < 300; k++) {
      Instance instance = points.next(2);
      Point point = Point.of(instance);
      if (instance.network().outputs() > 1
          || !point.isDifferentiable()
          || !Inspection.gradientNormSquared(point).orElseThrow().isZero()) {
        continue;
      }
      stationary++;
      assertThat(Polish.of(point))
          .as("seed 22, case %s: %s", k, instance)
          .isEqualTo(new Polish.Polished(instance, Rational.ZERO));
    }
    assertThat(stationary).isGreaterThan(20);
  }

  /** The change has least norm in the products: it is orthogonal to the kernel of Gᵀ. */
  @Test
  void theNearestStationaryPointIsTaken() {
    RandomPoints points = new RandomPoints(25);
    int deficient = 0;
    for (int k = 0; k < 600; k++) {
      Instance instance = points.next(2);
      Point point = Point.of(instance);
      Weights before = point.weights();
      if (instance.network().outputs() > 1
          || before.matrix(2).row(0).stream().anyMatch(Rational::isZero)
          || !(Polish.of(point) instanceof Polish.Polished polished)) {
        continue;
      }
      RationalMatrix below = point.below(1);
      int d = below.rows();
      int hidden = instance.network().width(1) * d;
      RationalMatrix gradient =
          RationalMatrix.of(
              hidden + (instance.network().bias() ? 1 : 0),
              below.columns(),
              (r, n) ->
                  r == hidden
                      ? Rational.ONE
                      : point.pass().slopes(1).get(r / d, n).times(below.get(r % d, n)));
      ParameterLayout layout = new ParameterLayout(instance.network());
      List<Rational> from = layout.vector(before);
      List<Rational> to = layout.vector(polished.instance().weights().orElseThrow());
      List<Rational> change = new ArrayList<>();
      for (int r = 0; r < gradient.rows(); r++) {
        int place = r < hidden ? r : from.size() - 1;
        Rational factor = r < hidden ? before.matrix(2).get(0, r / d) : Rational.ONE;
        change.add(to.get(place).minus(from.get(place)).times(factor));
      }
      RationalMatrix.ClearedColumns cleared = gradient.transpose().clearColumns();
      IntegerMatrix kernel = IntegerKernel.basis(cleared.matrix());
      for (int v = 0; v < kernel.rows(); v++) {
        Rational product = Rational.ZERO;
        for (int r = 0; r < change.size(); r++) {
          product =
              product.plus(
                  change
                      .get(r)
                      .times(Rational.of(kernel.get(v, r)))
                      .times(Rational.of(cleared.scales().get(r))));
        }
        assertThat(product).as("seed 25, case %s: %s", k, instance).isEqualTo(Rational.ZERO);
      }
      deficient += kernel.rows() > 0 && !polished.largestChange().isZero() ? 1 : 0;
    }
    assertThat(deficient).isPositive();
  }

  @Test
  void leavingTheCellAndBoundariesAreReported() {
    RandomPoints points = new RandomPoints(23);
    int left = 0;
    int onBoundary = 0;
    for (int k = 0; k < 300; k++) {
      Instance instance = points.next(2);
      if (instance.network().outputs() > 1) {
        continue;
      }
      Polish.Outcome outcome = Polish.of(Point.of(instance));
      left += outcome instanceof Polish.LeavesCell ? 1 : 0;
      onBoundary += outcome instanceof Polish.OnBoundary ? 1 : 0;
    }
    assertThat(left).isPositive();
    assertThat(onBoundary).isPositive();
  }

  @Test
  void deeperNetworksAreRefused() {
    Point point = Point.of(new RandomPoints(24).next(3));
    assertThatThrownBy(() -> Polish.of(point))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one hidden layer");
  }
}
