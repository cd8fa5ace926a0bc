package org.dlmcert.point;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;

/**
 * What is exactly true of the loss at one point.
 *
 * @param point the evaluated point
 * @param lossDifferentiable whether the loss has a gradient there; empty if that is not known,
 *     which happens only with kinks above the first hidden layer
 * @param gradient the gradient, where it is known to exist
 * @param ranks of the gradient matrices
 * @param hessian the inertia of the Hessian, where it was needed
 * @param verdict with evidence
 */
public record Inspection(
    Point point,
    Optional<Boolean> lossDifferentiable,
    Optional<Weights> gradient,
    GradientRanks ranks,
    Optional<Inertia> hessian,
    PointVerdict verdict) {

  /**
   * Decides what can be decided.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static Inspection of(Point point, Progress progress) throws InterruptedException {
    return of(point, SearchLimits.DEFAULT, progress);
  }

  /**
   * The same.
   *
   * @param limits for the search for smaller losses elsewhere, at a local minimum
   */
  public static Inspection of(Point point, SearchLimits limits, Progress progress)
      throws InterruptedException {
    progress.stage("derivatives", Progress.UNKNOWN);
    FirstOrder first = FirstOrder.of(point);
    Decision decision = decide(point, first, limits, progress);
    Optional<Boolean> differentiable =
        first.gradient().isPresent()
            ? Optional.of(true)
            : first.isNotDifferentiable() || decision.kinkFound()
                ? Optional.of(false)
                : Optional.empty();
    return new Inspection(
        point,
        differentiable,
        first.gradient(),
        GradientRanks.of(point, progress),
        decision.hessian(),
        decision.verdict());
  }

  /** A verdict, and what was learned on the way to it. */
  record Decision(PointVerdict verdict, boolean kinkFound, Optional<Inertia> hessian) {
    Decision(PointVerdict verdict) {
      this(verdict, false, Optional.empty());
    }
  }

  private static Decision decide(
      Point point, FirstOrder first, SearchLimits limits, Progress progress)
      throws InterruptedException {
    if (point.loss().isZero()) {
      return new Decision(new PointVerdict.GlobalMinimum(PointVerdict.Least.ZERO_LOSS));
    }
    if (point.network().depth() == 2) {
      return new OneHiddenLayer(point, first, limits, progress).decide();
    }
    if (PathProducts.vanish(point)) {
      return new Decision(
          new PointVerdict.LocalMinimum(
              PointVerdict.Nearby.PATH_PRODUCTS,
              List.of(),
              ElsewhereSearch.of(point, limits, progress)));
    }
    DescentSearch.Answer descent = new DescentSearch(point, first).find();
    if (descent.descent().isPresent()) {
      return new Decision(
          new PointVerdict.NotCritical(descent.descent().get()),
          descent.kinkFound(),
          Optional.empty());
    }
    SaddleSearch.Answer saddle = new SaddleSearch(point, progress).find();
    return new Decision(
        withoutDescent(point, first, descent, saddle), descent.kinkFound(), saddle.inertia());
  }

  private static PointVerdict withoutDescent(
      Point point, FirstOrder first, DescentSearch.Answer descent, SaddleSearch.Answer saddle) {
    Optional<SaddleSearch.Found> found = saddle.found();
    if (found.isPresent() && first.gradient().isPresent()) {
      return new PointVerdict.Saddle(
          found.get().descent(), found.get().reason(), List.of(), Optional.empty());
    }
    return point.isSmooth()
        ? new PointVerdict.SecondOrderStationary()
        : new PointVerdict.NotDifferentiable(
            descent.isComplete(), found.map(SaddleSearch.Found::descent));
  }

  /** The same with the inertia of the Hessian, if outputs and losses are smooth at the point. */
  public Inspection withHessian() {
    return hessian.isPresent() || !point.isSmooth() || !point.lossFunction().equals(Loss.SQUARED)
        ? this
        : new Inspection(
            point,
            lossDifferentiable,
            gradient,
            ranks,
            Optional.of(Inertia.of(Hessian.at(point.instance(), point.pass()))),
            verdict);
  }

  /** Whether the gradient is zero; empty where there is none. */
  public Optional<Boolean> gradientIsZero() {
    return gradientNormSquared().map(Rational::isZero);
  }

  /** |∇|², where there is a gradient. */
  public Optional<Rational> gradientNormSquared() {
    return gradient.map(g -> normSquared(point, g));
  }

  /** |∇|² at a point, where there is a gradient. */
  public static Optional<Rational> gradientNormSquared(Point point) {
    return FirstOrder.of(point).gradient().map(g -> normSquared(point, g));
  }

  private static Rational normSquared(Point point, Weights gradient) {
    List<Rational> vector = new ParameterLayout(point.network()).vector(gradient);
    return Rational.dot(vector, vector);
  }
}
