package org.dlmcert.numeric.network;

/**
 * The slope that numeric code takes where a preactivation is exactly 0, and no derivative exists.
 */
public enum KinkConvention {
  /** That of PyTorch: {@code relu} has 0 there, {@code leaky_relu} its negative slope. So, s. */
  TORCH,
  /** The derivative from the left, s. */
  LEFT,
  /**
   * The derivative from the right, 1: the one of the paper's (2.2), where u = 0 counts as u > 0.
   */
  RIGHT;

  /** The slope at u = 0 of a unit with slope s below 0 and 1 above. */
  public double slope(double s) {
    return this == RIGHT ? 1 : s;
  }
}
