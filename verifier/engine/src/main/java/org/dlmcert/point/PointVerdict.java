package org.dlmcert.point;

import java.util.Optional;

/** What is true of the loss at a point, with the evidence. */
public sealed interface PointVerdict {

  /**
   * No weights have a smaller loss.
   *
   * @param reason why
   */
  record GlobalMinimum(Least reason) implements PointVerdict {}

  /** Why a loss is the least one. */
  enum Least {
    /** It is 0. */
    ZERO_LOSS,
    /** The residuals are orthogonal to the outputs of all weights. */
    BALANCED_EVERYWHERE
  }

  /**
   * No weights nearby have a smaller loss.
   *
   * @param reason why
   * @param better weights with a smaller loss, which make the minimum spurious, if some were found
   */
  record LocalMinimum(Nearby reason, Optional<BetterPoint> better) implements PointVerdict {}

  /** Why no weights nearby have a smaller loss. */
  enum Nearby {
    /** One hidden layer: every unit is balanced in every adjacent cell. */
    BALANCED,
    /** Deeper networks: the residuals are orthogonal to all path products. */
    PATH_PRODUCTS
  }

  /** The loss has a negative one-sided derivative. */
  record NotCritical(Descent descent) implements PointVerdict {}

  /** The loss has gradient zero and a path of decrease. */
  record Saddle(Descent descent, Decrease reason) implements PointVerdict {}

  /** Where a path of decrease comes from. */
  enum Decrease {
    /** A unit with zero output weights, to whose outputs the residuals are not orthogonal. */
    IDLE_UNIT,
    /** A direction in which the Hessian is negative. */
    NEGATIVE_CURVATURE,
    /** A direction whose lowest order was seen by computing it. */
    HIGHER_ORDER
  }

  /**
   * Some preactivation is zero, and neither a descent of first order is known nor that the point is
   * a minimum.
   *
   * @param firstOrderComplete whether it is proved that there is no descent of first order
   * @param decrease a path of decrease of higher order, if one was found at a point without a
   *     gradient
   */
  record NotDifferentiable(boolean firstOrderComplete, Optional<Descent> decrease)
      implements PointVerdict {}

  /** The gradient is zero and the Hessian positive semidefinite; no more is known. */
  record SecondOrderStationary() implements PointVerdict {}
}
