package org.dlmcert.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.kink.DirectionalDerivative;
import org.dlmcert.kink.KinkEvidence;
import org.dlmcert.kink.Nonnegativity;
import org.dlmcert.kink.Rays;
import org.dlmcert.progress.Progress;

/**
 * The verdict on a point of one hidden layer, kinks included (proofs/soundness.md, 21).
 *
 * <p>With one output it is complete: a point without a descent of first order is a local minimum
 * unless a unit with output weight zero has a derivative that is not zero, and then it is a saddle.
 * With several outputs a gap is left, where derivatives are zero on a ray for the given output
 * weights and not for others nearby.
 */
final class OneHiddenLayer {
  private final Point point;
  private final FirstOrder first;
  private final Progress progress;
  private final RationalMatrix below;

  OneHiddenLayer(Point point, FirstOrder first, Progress progress) {
    this.point = point;
    this.first = first;
    this.progress = progress;
    below = point.below(1);
  }

  /**
   * Decides a point with a loss that is not 0.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Inspection.Decision decide() throws InterruptedException {
    Balance balance = new Balance(point);
    if (balance.isLocalMinimum()) {
      return new Inspection.Decision(
          balance.isGlobalMinimum()
              ? new PointVerdict.GlobalMinimum(PointVerdict.Least.BALANCED_EVERYWHERE)
              : minimum(PointVerdict.Nearby.BALANCED, List.of()));
    }
    DescentSearch.Answer descent = new DescentSearch(point, first).find();
    if (descent.descent().isPresent()) {
      return new Inspection.Decision(new PointVerdict.NotCritical(descent.descent().get()));
    }
    if (descent.undecided().isPresent()) {
      DescentSearch.Undecided unit = descent.undecided().get();
      return new Inspection.Decision(new PointVerdict.TooManyKinks(unit.unit(), unit.many()));
    }
    if (point.network().outputs() > 1) {
      Optional<List<UnitKinks>> robust = onRays();
      if (robust.isPresent()) {
        return new Inspection.Decision(minimum(PointVerdict.Nearby.KINKS, robust.get()));
      }
    } else if (idleUnitsAreBalanced()) {
      return new Inspection.Decision(minimum(PointVerdict.Nearby.KINKS, descent.evidence()));
    }
    SaddleSearch.Answer saddle = new SaddleSearch(point, progress).find();
    return new Inspection.Decision(
        withoutDescent(descent.evidence(), saddle.found()), false, saddle.inertia());
  }

  private PointVerdict withoutDescent(List<UnitKinks> kinks, Optional<SaddleSearch.Found> found) {
    if (found.isEmpty()) {
      return point.isSmooth()
          ? new PointVerdict.SecondOrderStationary()
          : new PointVerdict.NotDifferentiable(true, Optional.empty());
    }
    SaddleSearch.Found decrease = found.get();
    if (kinks.isEmpty()) {
      return new PointVerdict.Saddle(
          decrease.descent(), decrease.reason(), kinks, Optional.empty());
    }
    return decrease.idle().isPresent()
        ? new PointVerdict.Saddle(decrease.descent(), decrease.reason(), kinks, decrease.idle())
        : new PointVerdict.NotDifferentiable(true, Optional.of(decrease.descent()));
  }

  private PointVerdict minimum(PointVerdict.Nearby reason, List<UnitKinks> kinks)
      throws InterruptedException {
    return new PointVerdict.LocalMinimum(
        reason, kinks, new BetterPointSearch(point, progress).find());
  }

  private boolean idleUnitsAreBalanced() {
    return IntStream.range(0, point.network().width(1))
        .allMatch(i -> isUsed(i) || derivatives(i).get(0).isZero());
  }

  private boolean isUsed(int unit) {
    return outputWeights(unit).stream().anyMatch(p -> !p.isZero());
  }

  private List<Rational> outputWeights(int unit) {
    RationalMatrix output = point.weights().matrix(2);
    return IntStream.range(0, output.rows()).mapToObj(k -> output.get(k, unit)).toList();
  }

  /** The H_k of a unit, one for each output. */
  private List<DirectionalDerivative> derivatives(int unit) {
    return IntStream.range(0, point.network().outputs())
        .mapToObj(
            k -> FirstOrder.form(point, 1, unit, below, n -> point.lossDerivatives().get(k, n)))
        .toList();
  }

  /** The units whose H is not zero, if each of them keeps its sign on all rays for all p nearby. */
  private Optional<List<UnitKinks>> onRays() {
    List<UnitKinks> kinks = new ArrayList<>();
    for (int i = 0; i < point.network().width(1); i++) {
      List<DirectionalDerivative> h = derivatives(i);
      if (h.stream().allMatch(DirectionalDerivative::isZero)) {
        continue;
      }
      if (!isUsed(i) || !isRobust(h, outputWeights(i))) {
        return Optional.empty();
      }
      kinks.add(new UnitKinks(i, new KinkEvidence.OnRays()));
    }
    return Optional.of(kinks);
  }

  /** Whether H = 0 orthogonally to all lines, and p·H &gt; 0 or H = 0 on every ray. */
  private static boolean isRobust(List<DirectionalDerivative> h, List<Rational> p) {
    Set<List<Rational>> lines = new LinkedHashSet<>();
    h.forEach(one -> one.kinks().forEach(kink -> lines.add(kink.line())));
    int dimension = h.get(0).linear().size();
    Rays rays = Rays.of(dimension, List.copyOf(lines));
    BigInteger most = BigInteger.valueOf(Nonnegativity.Limits.DEFAULT.subsets());
    return rays.orthogonal().stream().allMatch(v -> isZero(h, v))
        && rays.subsets().compareTo(most) <= 0
        && rays.first(v -> !isZero(h, v) && value(h, p, v).signum() <= 0).isEmpty();
  }

  private static boolean isZero(List<DirectionalDerivative> h, List<Rational> v) {
    return h.stream().allMatch(one -> one.at(v).isZero());
  }

  private static Rational value(List<DirectionalDerivative> h, List<Rational> p, List<Rational> v) {
    Rational sum = Rational.ZERO;
    for (int k = 0; k < h.size(); k++) {
      sum = sum.plus(p.get(k).times(h.get(k).at(v)));
    }
    return sum;
  }
}
