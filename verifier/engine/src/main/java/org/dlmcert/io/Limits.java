package org.dlmcert.io;

/** How large an input may be. What lies beyond is refused before memory is spent on it. */
public final class Limits {
  /** Digits in one number literal. */
  public static final int DIGITS = 100_000;

  /** The absolute value of an exponent, decimal or binary. */
  public static final int EXPONENT = 10_000;

  /** Characters of one number literal: the digits, and room for signs, point, slash, exponent. */
  public static final int LITERAL = DIGITS + 32;

  /** Entries of one matrix; MNIST, with 60000 × 784, has 47 million. */
  public static final int ENTRIES = 1 << 26;

  /** Bytes that a compressed input may expand to. */
  public static final long EXPANDED_BYTES = 1L << 32;

  /** One layer's width, and the number of layers: their product is an int. */
  public static final int WIDTH = 1 << 24;

  public static final int LAYERS = 100;

  private Limits() {}

  /**
   * Checks a rows × columns shape.
   *
   * @throws BadInput if a dimension is negative or there are more than {@link #ENTRIES} entries
   */
  public static void checkShape(long rows, long columns, Place place) {
    if (rows < 0 || columns < 0) {
      throw place.expected("nonnegative dimensions", rows + "×" + columns);
    }
    if (rows > ENTRIES || columns > ENTRIES || rows * columns > ENTRIES) {
      throw place.expected("at most " + ENTRIES + " entries", rows + "×" + columns);
    }
  }
}
