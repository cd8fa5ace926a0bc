package org.dlmcert.cells;

/** Which points w have a sign vector τ, and so which sign vectors there are. */
public enum SignConvention {
  /**
   * τ_n·(w·x⁽ⁿ⁾) &gt; 0 for every sample with nonzero input: the open cells. A sample with zero
   * input has the sign +.
   */
  OPEN {
    @Override
    boolean isStrict(boolean plus) {
      return true;
    }
  },
  /** w·x⁽ⁿ⁾ ≥ 0 where τ_n is +, w·x⁽ⁿ⁾ &lt; 0 where it is -: every w has a sign vector. */
  HALF_OPEN {
    @Override
    boolean isStrict(boolean plus) {
      return !plus;
    }
  };

  /** Whether the inequality of a sample of this sign is strict. */
  abstract boolean isStrict(boolean plus);

  /** Whether a point with this preactivation on a nonzero input has the given sign. */
  boolean admits(int preactivationSign, boolean plus) {
    int agreement = plus ? preactivationSign : -preactivationSign;
    return agreement > 0 || agreement == 0 && !isStrict(plus);
  }
}
