package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts at thousands of tiny points against the loss itself. */
class InspectionTest {
  private static final int NEIGHBOURS = 24;

  @ParameterizedTest
  @CsvSource({"2,1,160,500", "3,3,60,200", "4,4,25,60"})
  void verdictsAgreeWithTheLoss(int depth, long seed, int some, int all)
      throws InterruptedException {
    int cases = Cases.count(some, all);
    RandomPoints points = new RandomPoints(seed);
    Map<String, Integer> seen = new TreeMap<>();
    for (int k = 0; k < cases; k++) {
      Instance instance = points.next(depth);
      String place = "seed " + seed + ", case " + k + ": " + instance;
      Point point = Point.of(instance);
      assertThat(point.loss())
          .as(place)
          .isEqualTo(SlowLoss.at(instance, instance.weights().orElseThrow()));
      Inspection inspection = Inspection.of(point, Progress.NONE);
      derivatives(inspection, points, place);
      verdict(inspection, points, place);
      seen.merge(inspection.verdict().getClass().getSimpleName(), 1, Integer::sum);
    }
    System.out.printf("depth %d, seed %d, %d cases: %s%n", depth, seed, cases, seen);
    assertThat(seen).as("%s", seen).containsKeys("GlobalMinimum", "LocalMinimum", "NotCritical");
    assertThat(seen.get("Saddle")).as("%s", seen).isPositive();
  }

  /** Gradient and differentiability against differences along directions. */
  private static void derivatives(Inspection inspection, RandomPoints points, String place) {
    Instance instance = inspection.point().instance();
    ParameterLayout layout = new ParameterLayout(instance.network());
    boolean kink = false;
    for (int k = 0; k < 6; k++) {
      Weights direction = points.direction(instance);
      List<Rational> slow = SlowLoss.along(instance, direction);
      LossPath path = LossPath.along(inspection.point(), direction);
      for (int power = 0; power < slow.size(); power++) {
        if (power > 0) {
          assertThat(path.coefficient(power)).as(place).isEqualTo(slow.get(power));
        }
      }
      if (inspection.gradient().isPresent()) {
        assertThat(slow.get(1))
            .as(place)
            .isEqualTo(
                Rational.dot(layout.vector(inspection.gradient().get()), layout.vector(direction)));
      }
      Weights opposite =
          layout.weights(layout.vector(direction).stream().map(Rational::negate).toList());
      kink |= !slow.get(1).plus(SlowLoss.along(instance, opposite).get(1)).isZero();
    }
    if (kink) {
      assertThat(inspection.lossDifferentiable()).as(place).isNotEqualTo(Optional.of(true));
    }
    assertThat(inspection.gradient().isPresent())
        .as(place)
        .isEqualTo(inspection.lossDifferentiable().equals(Optional.of(true)));
    if (instance.network().depth() == 2) {
      assertThat(inspection.lossDifferentiable()).as(place).isPresent();
    }
  }

  private static void verdict(Inspection inspection, RandomPoints points, String place) {
    Point point = inspection.point();
    PointVerdict verdict = inspection.verdict();
    if (verdict instanceof PointVerdict.GlobalMinimum) {
      neighbours(point, points, place, 0);
    } else if (verdict instanceof PointVerdict.LocalMinimum local) {
      neighbours(point, points, place, 30);
      assertThat(local.kinks().isEmpty())
          .as(place)
          .isEqualTo(inspection.gradientIsZero().equals(Optional.of(true)));
      local
          .better()
          .ifPresent(
              better -> {
                assertThat(better.loss()).as(place).isLessThan(point.loss());
                assertThat(SlowLoss.at(point.instance(), better.weights()))
                    .as(place)
                    .isEqualTo(better.loss());
              });
    } else if (verdict instanceof PointVerdict.NotCritical notCritical) {
      descent(point, notCritical.descent(), place);
      assertThat(notCritical.descent().order()).as(place).isEqualTo(1);
    } else if (verdict instanceof PointVerdict.Saddle saddle) {
      descent(point, saddle.descent(), place);
      assertThat(saddle.descent().order()).as(place).isGreaterThan(1);
      assertThat(saddle.kinks().isEmpty())
          .as(place)
          .isEqualTo(inspection.gradientIsZero().equals(Optional.of(true)));
      noDescent(point, points, place);
    } else if (verdict instanceof PointVerdict.NotDifferentiable kinks) {
      assertThat(point.isDifferentiable()).as(place).isFalse();
      kinks.decrease().ifPresent(d -> descent(point, d, place));
      if (kinks.firstOrderComplete()) {
        noDescent(point, points, place);
      }
      // one hidden layer and one output are always decided
      assertThat(point.network().depth() > 2 || point.network().outputs() > 1).as(place).isTrue();
    } else {
      assertThat(point.network().depth() > 2 || point.network().outputs() > 1).as(place).isTrue();
      Inertia inertia = Inertia.of(Hessian.of(point.instance()));
      assertThat(inertia.negative()).as(place).isZero();
      neighbours(point, points, place, 30);
    }
  }

  /** No direction has a negative derivative. */
  private static void noDescent(Point point, RandomPoints points, String place) {
    for (int k = 0; k < NEIGHBOURS; k++) {
      Weights direction = points.direction(point.instance());
      assertThat(SlowLoss.along(point.instance(), direction).get(1))
          .as("%s, direction %s", place, direction)
          .isGreaterThanOrEqualTo(Rational.ZERO);
    }
  }

  private static void descent(Point point, Descent descent, String place) {
    List<Rational> slow = SlowLoss.along(point.instance(), descent.direction());
    for (int power = 1; power < descent.order(); power++) {
      assertThat(slow.get(power)).as(place).isEqualTo(Rational.ZERO);
    }
    assertThat(slow.get(descent.order())).as(place).isEqualTo(descent.coefficient());
    assertThat(descent.coefficient().signum()).as(place).isNegative();
    Weights moved = ParameterLayout.moved(point.weights(), descent.direction(), descent.step());
    assertThat(SlowLoss.at(point.instance(), moved)).as(place).isEqualTo(descent.lossAfter());
    assertThat(descent.lossAfter()).as(place).isLessThan(point.loss());
  }

  /** No weights at distance about 2^-scale have a smaller loss. */
  private static void neighbours(Point point, RandomPoints points, String place, int scale) {
    for (int k = 0; k < NEIGHBOURS; k++) {
      Weights direction = points.direction(point.instance());
      Rational step = Rational.of(1, 1L << scale);
      Weights near = ParameterLayout.moved(point.weights(), direction, step);
      assertThat(SlowLoss.at(point.instance(), near))
          .as("%s, direction %s", place, direction)
          .isGreaterThanOrEqualTo(point.loss());
      // second-order descents of idle units need a large row and a small output weight
      Weights skew = skewed(point, direction, step);
      assertThat(SlowLoss.at(point.instance(), skew))
          .as("%s, direction %s", place, direction)
          .isGreaterThanOrEqualTo(point.loss());
    }
  }

  private static Weights skewed(Point point, Weights direction, Rational step) {
    ParameterLayout layout = new ParameterLayout(point.network());
    List<Rational> d = layout.vector(direction);
    int last = layout.offset(point.network().depth(), 0);
    List<Rational> scaled = layout.zeros();
    for (int k = 0; k < d.size(); k++) {
      scaled.set(k, k < last ? d.get(k) : d.get(k).dividedBy(Rational.of(1000)));
    }
    return ParameterLayout.moved(point.weights(), layout.weights(scaled), step);
  }

  /** Every minimum of the census is found to be one, of the census' loss. */
  @Test
  void minimaOfTheCensusAreMinima() throws InterruptedException {
    RandomPoints points = new RandomPoints(7);
    Map<PointKind, Integer> seen = new EnumMap<>(PointKind.class);
    for (int k = 0; k < 60; k++) {
      Instance instance = points.next(2);
      if (instance.network().outputs() > 1) {
        continue;
      }
      String place = "seed 7, case " + k + ": " + instance;
      Census census =
          new Census(
              CensusProblem.of(instance),
              new Census.Limits(1000, 1),
              Optional.empty(),
              Progress.NONE);
      if (!(census.run() instanceof Census.Complete complete)) {
        continue;
      }
      complete
          .result()
          .forEachMinimum(
              minimum -> {
                Inspection found = inspect(instance, minimum.weights());
                assertThat(found.point().loss()).as(place).isEqualTo(minimum.loss());
                boolean global = found.verdict() instanceof PointVerdict.GlobalMinimum;
                assertThat(global || found.verdict() instanceof PointVerdict.LocalMinimum)
                    .as("%s at %s: %s", place, minimum, found.verdict())
                    .isTrue();
                seen.merge(global ? PointKind.GLOBAL : PointKind.LOCAL, 1, Integer::sum);
              });
    }
    assertThat(seen).as("%s", seen).containsKeys(PointKind.GLOBAL, PointKind.LOCAL);
  }

  private enum PointKind {
    GLOBAL,
    LOCAL
  }

  private static Inspection inspect(Instance instance, Weights weights) {
    try {
      return Inspection.of(Point.of(Point.of(instance).at(weights)), Progress.NONE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
