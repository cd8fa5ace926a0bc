package org.dlmcert.numeric.ends;

import org.dlmcert.exact.Rational;
import org.dlmcert.point.nearby.NearbyOutcome;
import org.dlmcert.point.nearby.NearbyPoint;

/** What is proved beside an end point of training, in general at irrational weights. */
public sealed interface BesideEnd {

  /** One word for a table. */
  String word();

  /**
   * Weights of loss exactly 0.
   *
   * @param radius how far they are from the end at most, in each coordinate
   */
  record ZeroLoss(Rational radius) implements BesideEnd {
    @Override
    public String word() {
      return "zero-loss";
    }
  }

  /**
   * A local minimum of positive loss.
   *
   * @param radius how far it is from the end at most, in each coordinate
   * @param lossFrom a positive number that its loss is at least
   * @param kinks preactivations that are 0 there
   */
  record PositiveLoss(Rational radius, Rational lossFrom, int kinks) implements BesideEnd {
    @Override
    public String word() {
      return "positive-loss";
    }
  }

  /**
   * Neither of them.
   *
   * @param reason why not
   */
  record Neither(String reason) implements BesideEnd {
    @Override
    public String word() {
      return "neither";
    }
  }

  /** What an outcome of the search says, once its certificate is accepted. */
  static BesideEnd of(NearbyOutcome outcome) {
    if (outcome instanceof NearbyOutcome.Failed failed) {
      return new Neither(failed.reason());
    }
    NearbyOutcome.Found found = (NearbyOutcome.Found) outcome;
    if (found.point() instanceof NearbyPoint.ZeroLoss) {
      return new ZeroLoss(found.radius());
    }
    if (found.point() instanceof NearbyPoint.LocalMinimum minimum
        && minimum.lossFrom().signum() > 0) {
      return new PositiveLoss(found.radius(), minimum.lossFrom(), minimum.kinks().size());
    }
    return new Neither(
        found.point() instanceof NearbyPoint.Saddle saddle
            ? "a saddle: " + saddle.negative() + " curvatures are negative, instead of none"
            : "a local minimum whose loss may be 0: from 0");
  }
}
