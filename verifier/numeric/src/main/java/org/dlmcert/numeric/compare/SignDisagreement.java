package org.dlmcert.numeric.compare;

import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;

/**
 * A preactivation on whose sign double and exact arithmetic do not agree.
 *
 * @param bound on the rounding error of the double
 */
public record SignDisagreement(
    int layer, int unit, int sample, double computed, Rational exact, double bound) {

  /** Why. */
  public String explanation() {
    double size = ExactDouble.nearest(exact.abs());
    if (size <= bound) {
      return "cancellation: |u| = "
          + size
          + " is below the rounding error, which can be "
          + bound
          + "; the slope of this unit is that of the other side";
    }
    return "the error is inherited: a unit below has the slope of the wrong side";
  }
}
