package org.dlmcert.paper.tool;

import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Random matrices of small integers: from a seed, the same everywhere. */
public final class Draws {
  private final Random random;
  private final int range;

  /** Integers uniform from -range to range. */
  public Draws(long seed, int range) {
    this.random = new Random(seed);
    this.range = range;
  }

  /** A number from {@code least} to {@code most}. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public Rational any() {
    return Rational.of(between(-range, range));
  }

  public Rational nonzero() {
    int value = between(1, range);
    return Rational.of(random.nextBoolean() ? value : -value);
  }

  public RationalMatrix matrix(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> any());
  }

  /** A matrix without a zero. */
  public RationalMatrix nonzero(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> nonzero());
  }
}
