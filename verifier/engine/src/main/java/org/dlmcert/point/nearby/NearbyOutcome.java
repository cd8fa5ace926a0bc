package org.dlmcert.point.nearby;

import org.dlmcert.certificate.Certificate;
import org.dlmcert.exact.Rational;

/** What was found near given weights. */
public sealed interface NearbyOutcome {

  /**
   * A point, with its certificate.
   *
   * @param radius within which it is of the given weights, in each coordinate
   * @param boxRadius the largest radius of the box that encloses it
   * @param coordinates how many parameters the test solves for
   * @param ratio the number of Krawczyk's test, below 1
   */
  record Found(
      NearbyPoint point,
      Rational radius,
      Rational boxRadius,
      int coordinates,
      Rational ratio,
      Certificate certificate)
      implements NearbyOutcome {}

  /** Nothing was proved, and why: with the number that failed, where it was one. */
  record Failed(String reason) implements NearbyOutcome {}
}
