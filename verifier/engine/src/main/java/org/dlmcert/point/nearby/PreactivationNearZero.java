package org.dlmcert.point.nearby;

import org.dlmcert.exact.Rational;

/** A preactivation that may be zero in a box, where it must not be. */
final class PreactivationNearZero extends Exception {
  private static final long serialVersionUID = 1L;
  private final int layer;
  private final int unit;
  private final int sample;
  private final Rational from;
  private final Rational to;

  /**
   * A preactivation between two numbers, of which one is negative and the other positive, or both
   * are 0.
   */
  PreactivationNearZero(int layer, int unit, int sample, Rational from, Rational to) {
    super(null, null, false, false);
    this.layer = layer;
    this.unit = unit;
    this.sample = sample;
    this.from = from;
    this.to = to;
  }

  /** In words, for a reason. */
  String words() {
    return "the preactivation of unit "
        + unit
        + " of layer "
        + layer
        + " on sample "
        + sample
        + " is too near 0 for its sign to be sure: from "
        + Dyadic.decimal(from)
        + " to "
        + Dyadic.decimal(to)
        + " instead of on one side of 0";
  }
}
