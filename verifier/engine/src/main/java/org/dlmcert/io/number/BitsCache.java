package org.dlmcert.io.number;

import java.util.function.Supplier;
import org.dlmcert.exact.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Values decoded once from bit patterns and shared, as {@link LiteralCache} does for texts: pixels
 * divided by 255 are 256 numbers, not millions. Direct-mapped, of fixed size.
 */
public final class BitsCache {
  private static final int SLOT_BITS = 14;

  /** 2^64 over the golden ratio (Knuth 1973, multiplicative hashing). */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] patterns = new long[1 << SLOT_BITS];
  private final @Nullable Rational[] values = new @Nullable Rational[1 << SLOT_BITS];

  /** The value of {@code bits}: from memory, or decoded. */
  public Rational value(long bits, Supplier<Rational> decoded) {
    int slot = (int) (bits * MULTIPLIER >>> (Long.SIZE - SLOT_BITS));
    Rational known = values[slot];
    if (known != null && patterns[slot] == bits) {
      return known;
    }
    Rational value = decoded.get();
    patterns[slot] = bits;
    values[slot] = value;
    return value;
  }
}
