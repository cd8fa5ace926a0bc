package org.dlmcert.point.nearby;

/** A preactivation that may be zero in a box, where it must not be. */
final class PreactivationNearZero extends Exception {
  private static final long serialVersionUID = 1L;
  private final int layer;
  private final int unit;
  private final int sample;

  PreactivationNearZero(int layer, int unit, int sample) {
    super(null, null, false, false);
    this.layer = layer;
    this.unit = unit;
    this.sample = sample;
  }

  /** In words, for a reason. */
  String words() {
    return "the preactivation of unit "
        + unit
        + " of layer "
        + layer
        + " on sample "
        + sample
        + " is too near 0 for its sign to be sure";
  }
}
