package org.dlmcert.io.number;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.jspecify.annotations.Nullable;

/**
 * Number literals read once and shared: data sets repeat few values many times, and 47 million
 * cells of pixels need not be 47 million objects. Direct-mapped, of fixed size.
 */
public final class LiteralCache {
  private static final int SLOTS = 1 << 14;
  private static final int LONGEST = 64;

  private final Numbers numbers;
  private final @Nullable String[] literals = new @Nullable String[SLOTS];
  private final @Nullable Rational[] values = new @Nullable Rational[SLOTS];

  public LiteralCache(Numbers numbers) {
    this.numbers = numbers;
  }

  /** {@link Numbers#read}, from memory where possible. */
  public Rational read(String literal, Place place) {
    if (literal.length() > LONGEST) {
      return numbers.read(literal, place);
    }
    int hash = literal.hashCode();
    int slot = (hash ^ hash >>> 14) & SLOTS - 1;
    Rational known = values[slot];
    if (known != null && literal.equals(literals[slot])) {
      return known;
    }
    Rational value = numbers.read(literal, place);
    literals[slot] = literal;
    values[slot] = value;
    return value;
  }
}
