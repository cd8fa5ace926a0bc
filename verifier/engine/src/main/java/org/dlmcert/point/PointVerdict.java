package org.dlmcert.point;

import java.util.List;
import java.util.Optional;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.kink.Nonnegativity;
import org.dlmcert.least.LeastLoss;

/** What is true of the loss at a point, with the evidence. */
public sealed interface PointVerdict {

  /**
   * No weights have a smaller loss.
   *
   * @param reason why
   */
  record GlobalMinimum(Least reason, Optional<LeastLoss> tree) implements PointVerdict {
    public GlobalMinimum(Least reason) {
      this(reason, Optional.empty());
    }
  }

  /** Why a loss is the least one. */
  enum Least {
    /** It is 0. */
    ZERO_LOSS,
    /** The residuals are orthogonal to the outputs of all weights. */
    BALANCED_EVERYWHERE,
    /** A tree of signs bounds the loss of all weights. */
    TREE
  }

  /**
   * No weights nearby have a smaller loss.
   *
   * @param reason why
   * @param kinks the evidence for units with kinks; empty unless they are the reason
   * @param elsewhere whether weights that are not near have a smaller loss; never {@link
   *     Elsewhere.Least}, which makes it a global minimum
   */
  record LocalMinimum(Nearby reason, List<UnitKinks> kinks, Elsewhere elsewhere)
      implements PointVerdict {
    public LocalMinimum {
      kinks = List.copyOf(kinks);
    }

    /** Weights with a smaller loss, which make the minimum spurious, if some were found. */
    public Optional<BetterPoint> better() {
      return elsewhere instanceof Elsewhere.Better found
          ? Optional.of(found.point())
          : Optional.empty();
    }
  }

  /** Why no weights nearby have a smaller loss. */
  enum Nearby {
    /** One hidden layer: every unit is balanced in every adjacent cell. */
    BALANCED,
    /** One hidden layer: no direction of a unit with kinks decreases the loss. */
    KINKS,
    /** Deeper networks: the residuals are orthogonal to all path products. */
    PATH_PRODUCTS
  }

  /** The loss has a negative one-sided derivative. */
  record NotCritical(Descent descent) implements PointVerdict {}

  /**
   * No direction decreases the loss to first order, but there is a path of decrease.
   *
   * @param descent the path
   * @param reason where it comes from
   * @param kinks why units with kinks have no descent of first order; empty where the gradient is
   *     zero
   * @param idle at kinks, the unit without output weights that makes the decrease; empty where the
   *     gradient is zero
   */
  record Saddle(Descent descent, Decrease reason, List<UnitKinks> kinks, Optional<IdleUnit> idle)
      implements PointVerdict {
    public Saddle {
      kinks = List.copyOf(kinks);
    }
  }

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

  /**
   * One hidden layer: whether a unit with kinks has a descent of first order is more work than is
   * done.
   *
   * @param unit the first such unit
   * @param limit what was too many
   */
  record TooManyKinks(int unit, Nonnegativity.TooMany limit) implements PointVerdict {}

  /** The gradient is zero and the Hessian positive semidefinite; no more is known. */
  record SecondOrderStationary() implements PointVerdict {}
}
