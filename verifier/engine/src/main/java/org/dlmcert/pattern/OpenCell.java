package org.dlmcert.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Weights of a single unit at which no sample with nonzero input has preactivation zero: a point of
 * some open cell of the arrangement of the inputs X (d×N).
 */
public final class OpenCell {
  private static final long FIRST_RANGE = 4;

  private OpenCell() {}

  /** Some point of an open cell, with integer entries; repeatable. */
  public static List<Rational> point(RationalMatrix inputs) {
    Random random = new Random(1605_08361L);
    for (long range = FIRST_RANGE; ; range *= 2) {
      // A fixed nonzero input is orthogonal to a point of a box of B integers a side with
      // probability at
      // most 1/B, so some range ends the loop.
      List<Rational> point = new ArrayList<>();
      for (int j = 0; j < inputs.rows(); j++) {
        point.add(Rational.of(random.nextInt((int) Math.min(range, 1 << 30)) + 1));
      }
      if (isOpen(inputs, point)) {
        return point;
      }
    }
  }

  /**
   * A point of an open cell in which the unit is negative on the given sample.
   *
   * @throws IllegalArgumentException if that sample's input is zero
   */
  public static List<Rational> pointNegativeOn(RationalMatrix inputs, int sample) {
    if (isZero(inputs, sample)) {
      throw new IllegalArgumentException("the input of sample " + sample + " is zero");
    }
    List<Rational> open = point(inputs);
    for (long step = 1; ; step *= 2) {
      // open - step·x is zero on a sample for at most one step, and negative on the given one for
      // large steps.
      Rational factor = Rational.of(step);
      List<Rational> point =
          IntStream.range(0, inputs.rows())
              .mapToObj(j -> open.get(j).minus(factor.times(inputs.get(j, sample))))
              .toList();
      if (preactivation(inputs, point, sample).signum() < 0 && isOpen(inputs, point)) {
        return point;
      }
    }
  }

  /** w·x⁽ⁿ⁾. */
  public static Rational preactivation(RationalMatrix inputs, List<Rational> point, int sample) {
    return inputs.dot(point, sample);
  }

  private static boolean isOpen(RationalMatrix inputs, List<Rational> point) {
    return IntStream.range(0, inputs.columns())
        .allMatch(n -> isZero(inputs, n) || !preactivation(inputs, point, n).isZero());
  }

  private static boolean isZero(RationalMatrix inputs, int sample) {
    return IntStream.range(0, inputs.rows()).allMatch(j -> inputs.get(j, sample).isZero());
  }
}
