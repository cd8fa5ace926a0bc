package org.dlmcert.numeric.compare;

import java.util.Arrays;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;

/**
 * One number, twice.
 *
 * @param place where it is, such as {@code [3][0]}
 * @param computed the double
 * @param exact its exact value
 * @param bound what the error can be at most by rounding alone; infinite where that is not known
 */
public record Entry(String place, double computed, Rational exact, double bound) {

  /** Whether no entry is infinite or NaN. */
  static boolean allFinite(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }

  /** The error in units of the last place of the exact value; empty if one is not finite. */
  public Optional<Rational> ulps() {
    return ExactDouble.ulps(computed, exact);
  }

  /** The same as a double; infinite if there is none. */
  public double roundedUlps() {
    return ulps().map(ExactDouble::nearest).orElse(Double.POSITIVE_INFINITY);
  }

  /** |computed - exact|, rounded once; infinite if the double is not finite. */
  public double error() {
    return Double.isFinite(computed)
        ? ExactDouble.nearest(ExactDouble.of(computed).minus(exact).abs())
        : Double.POSITIVE_INFINITY;
  }

  /** Whether the double has the sign (-1, 0 or 1) of the exact value. */
  public boolean hasExactSign() {
    return Math.signum(computed) == exact.signum();
  }

  /** Whether the error is within the bound. */
  public boolean withinBound() {
    return error() <= bound;
  }
}
