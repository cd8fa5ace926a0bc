package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;

/**
 * Steps z ← z - C·Φ(z) with one matrix C, on multiples of 2^-bits: linear convergence, with the
 * quality of C. No step needs to be right, as what they lead to is tested.
 */
final class Newton {
  private final Preconditioner inverse;
  private final int bits;

  Newton(Preconditioner inverse, int bits) {
    this.inverse = inverse;
    this.bits = bits;
  }

  /** Φ, at multiples of 2^-bits. */
  interface Equations {
    Range[] at(List<BigInteger> point) throws PreactivationNearZero;
  }

  /**
   * Improves some entries of a point as long as steps become shorter.
   *
   * @return the longest entry of the last step, which was not made
   */
  BigInteger improve(
      List<BigInteger> point, List<Integer> moving, Equations equations, int mostSteps)
      throws PreactivationNearZero {
    BigInteger[] step = step(equations.at(point));
    BigInteger length = longest(step);
    for (int s = 0; s < mostSteps && length.signum() != 0; s++) {
      for (int p = 0; p < step.length; p++) {
        int at = moving.get(p);
        point.set(at, point.get(at).subtract(step[p]));
      }
      step = step(equations.at(point));
      BigInteger next = longest(step);
      if (next.compareTo(length) >= 0) {
        return next;
      }
      length = next;
    }
    return length;
  }

  private BigInteger[] step(Range[] value) {
    BigInteger[] step = inverse.step(value);
    for (int i = 0; i < step.length; i++) {
      step[i] = step[i].shiftRight(inverse.scale() + 1);
    }
    return step;
  }

  private static BigInteger longest(BigInteger[] step) {
    BigInteger longest = BigInteger.ZERO;
    for (BigInteger entry : step) {
      longest = longest.max(entry.abs());
    }
    return longest;
  }
}
