package org.dlmcert.checker.bound;

import java.util.BitSet;

/**
 * What a node of a bound tree knows of a hidden unit (format.md 5.33).
 *
 * @param output the sign of its output weight; 0 if it is not known
 * @param positive the samples with τ = +
 * @param negative the samples with τ = -
 */
record UnitSigns(int output, BitSet positive, BitSet negative) {
  static final UnitSigns NONE = new UnitSigns(0, new BitSet(), new BitSet());

  boolean knows(int sample) {
    return positive.get(sample) || negative.get(sample);
  }

  UnitSigns withOutput(int sign) {
    return new UnitSigns(sign, positive, negative);
  }

  UnitSigns with(int sample, int sign) {
    return sign > 0
        ? new UnitSigns(output, with(positive, sample), negative)
        : new UnitSigns(output, positive, with(negative, sample));
  }

  private static BitSet with(BitSet samples, int sample) {
    BitSet more = (BitSet) samples.clone();
    more.set(sample);
    return more;
  }
}
