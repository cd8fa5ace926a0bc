package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The choices of slopes on one sample, up to what changes no rank (format.md 5.15), as masks of the
 * units with slope s in Gray code order: neighbours differ in one unit.
 *
 * @param units |J|
 * @param folded whether the first unit has slope 1 throughout, and the first sample only slopes 1;
 *     otherwise slope s for all units is left out
 */
public record SlopeClasses(int units, boolean folded) {

  /** Returns the number of ways of choosing a class for every sample. */
  BigInteger choices(int samples) {
    if (samples == 0 || (units == 1 && !folded)) {
      return BigInteger.ONE;
    }
    int free = folded ? samples - 1 : samples;
    if ((long) (units - 1) * free >= Long.SIZE) {
      return BigInteger.ONE.shiftLeft(Long.SIZE);
    }
    BigInteger each =
        folded
            ? BigInteger.ONE.shiftLeft(units - 1)
            : BigInteger.ONE.shiftLeft(units).subtract(BigInteger.ONE);
    return each.pow(free);
  }

  /** Returns the number of masks for a sample; there must be less than 2⁶² choices. */
  long count(int sample) {
    return folded ? (sample == 0 ? 1 : 1L << units - 1) : 1L << units;
  }

  /** Returns mask c: bit i is set if unit i has slope s. */
  long mask(long c) {
    return (c ^ c >>> 1) << (folded ? 1 : 0);
  }

  /** Returns the unit in which the masks c - 1 and c differ. */
  int unitChangedBefore(long c) {
    return Long.numberOfTrailingZeros(c) + (folded ? 1 : 0);
  }

  /** Whether mask c is slope s for all units, which is s times slope 1 for all. */
  boolean isLeftOut(long c) {
    return !folded && mask(c) == (1L << units) - 1;
  }

  /** Returns choice c as a list with 1 for the units with slope 1 and 0 for those with slope s. */
  String describe(long c) {
    return IntStream.range(0, units)
        .mapToObj(i -> (mask(c) >>> i & 1) == 1 ? "0" : "1")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
