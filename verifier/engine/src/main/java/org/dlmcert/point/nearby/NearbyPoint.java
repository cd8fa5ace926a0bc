package org.dlmcert.point.nearby;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.point.BetterPoint;

/** What is true of a point near given weights. */
public sealed interface NearbyPoint {

  /** Its loss is 0. */
  record ZeroLoss() implements NearbyPoint {}

  /**
   * It is a local minimum.
   *
   * @param kinks the preactivations that are zero there
   * @param lossFrom a number that the loss is not below
   * @param lossTo a number that the loss is not above
   * @param better weights of a smaller loss, if some are known
   */
  record LocalMinimum(
      List<Kink> kinks, Rational lossFrom, Rational lossTo, Optional<BetterPoint> better)
      implements NearbyPoint {
    public LocalMinimum {
      kinks = List.copyOf(kinks);
    }
  }

  /**
   * It is critical, and no minimum.
   *
   * @param positive how many eigenvalues of the Hessian are positive, up to the scalings of units
   * @param negative how many are negative
   */
  record Saddle(int positive, int negative, Rational lossFrom, Rational lossTo)
      implements NearbyPoint {}
}
