package org.dlmcert.certify.tree;

import java.math.BigInteger;

/**
 * Which choices of slopes stand for all of them (proofs/soundness.md, section 14). A choice is a
 * mask over the units of a sample that are alive, those with nonzero noise: bit 1 for slope 1.
 */
public enum SlopeClasses {
  /** Columns up to a factor: all choices but that of s for all units. */
  SCALED("scaled") {
    @Override
    int toggles(int alive, int place) {
      return alive;
    }

    @Override
    boolean visits(long mask, int alive) {
      return mask != 0 || alive == 0;
    }

    @Override
    long mask(long index, int alive) {
      return (1L << alive) - 1 - index;
    }

    @Override
    int toggled(long step) {
      return Long.numberOfTrailingZeros(step);
    }
  },
  /** s ≡ -1: slope 1 for the first unit, and for all units on the first sample. */
  FOLDED("folded") {
    @Override
    int toggles(int alive, int place) {
      return place == 0 ? 0 : Math.max(0, alive - 1);
    }

    @Override
    boolean visits(long mask, int alive) {
      return true;
    }

    @Override
    long mask(long index, int alive) {
      return (1L << alive) - 1 - 2 * index;
    }

    @Override
    int toggled(long step) {
      return Long.numberOfTrailingZeros(step) + 1;
    }
  };

  private final String word;

  SlopeClasses(String word) {
    this.word = word;
  }

  /** The word of the certificate format. */
  public String word() {
    return word;
  }

  /** How many units of a sample change their slope, given its place in the order. */
  abstract int toggles(int alive, int place);

  /** Whether this mask is one of the choices. */
  abstract boolean visits(long mask, int alive);

  /** The choices by number, from 0. */
  abstract long mask(long index, int alive);

  /** The unit that changes before step {@code step ≥ 1} of the Gray code. */
  abstract int toggled(long step);

  /** The number of choices of the sample at this place. */
  BigInteger count(int alive, int place) {
    BigInteger all = BigInteger.ONE.shiftLeft(toggles(alive, place));
    return this == SCALED && alive > 0 ? all.subtract(BigInteger.ONE) : all;
  }
}
