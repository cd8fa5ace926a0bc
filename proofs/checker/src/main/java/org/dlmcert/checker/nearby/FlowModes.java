package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * Gradient flow, mode by mode (soundness.md section 38): integers in units of 1/2^bits.
 *
 * @param radii of the box, for each parameter
 * @param integrals S, a bound of the integral of each mode over the time, divided by N
 * @param modes Q, a column for each mode
 * @param inverse P, near the inverse of Q
 */
record FlowModes(
    BigInteger[] radii, BigInteger[] integrals, Interval[][] modes, Interval[][] inverse) {

  /** Reads them after the name of the field of radii. */
  static FlowModes read(CanonicalReader in, int parameters, int size) {
    BigInteger[] radii = positive(in, in.list(parameters, in::integer));
    in.field("integrals");
    BigInteger[] integrals = positive(in, in.list(size, in::integer));
    return new FlowModes(radii, integrals, square(in, "modes", size), square(in, "inverse", size));
  }

  private static BigInteger[] positive(CanonicalReader in, List<BigInteger> numbers) {
    if (numbers.stream().anyMatch(number -> number.signum() <= 0)) {
      throw in.malformed("expected positive integers");
    }
    return numbers.toArray(new BigInteger[0]);
  }

  private static Interval[][] square(CanonicalReader in, String field, int size) {
    in.field(field);
    return in.list(
            size, () -> in.list(size, () -> Interval.of(in.integer())).toArray(new Interval[0]))
        .toArray(new Interval[0][]);
  }

  /** Rejects them unless they prove that gradient flow stays within the radius, and ends at 0. */
  void check(Network network, Rational radius, FixedPoint numbers, Steps steps) {
    requireInside(radius, numbers, steps);
    List<Box.Parameter> all = Box.parameters(network);
    Interval[] centre =
        all.stream().map(p -> numbers.of(Box.given(network, p))).toArray(Interval[]::new);
    Interval[] box = new Interval[centre.length];
    Arrays.setAll(box, p -> centre[p].plus(new Interval(radii[p].negate(), radii[p])));
    Enclosure onBox = new Enclosure(network, box, numbers, Set.of(), BallRule.BOTH);
    Interval[][] g = BallRule.gradients(network, onBox, all);
    int size = modes.length;
    steps.work().reserve(4, size, centre.length + size, 3 * Work.NUMBER);
    Interval[][] columns = transposed(modes, size);
    // |e - Qz|, in each entry, is at most the sum of share_j·|z_j|.
    Interval defect = defect(numbers, steps);
    Interval[] shares = new Interval[size];
    Arrays.setAll(shares, j -> numbers.times(defect.plus(defect), largest(columns[j])));
    Interval[][] speeds = new Interval[g.length][];
    Interval[] sums = new Interval[g.length];
    for (int p = 0; p < g.length; p++) {
      speeds[p] = times(columns, g[p], numbers);
      sums[p] = Arrays.stream(sizes(g[p])).reduce(Interval.ZERO, Interval::plus);
    }
    Interval[][] speedsOfModes = transposed(speeds, size);
    Enclosure atCentre = new Enclosure(network, centre, numbers, Set.of(), BallRule.BOTH);
    Interval[] residuals = FlowBounds.residuals(network, atCentre);
    for (int i = 0; i < size; i++) {
      Interval[] through = times(g, inverse[i], numbers);
      Interval rest = numbers.dot(sizes(through), sums);
      Interval[] rates = times(speedsOfModes, through, numbers);
      BigInteger[] growth = bounds(rates, rest, shares, numbers);
      growth[i] = numbers.times(rest, shares[i]).upper().subtract(rates[i].lower());
      BigInteger decay = weighted(growth, steps).negate();
      steps.require(decay.signum() > 0, "integrals[" + i + "]", () -> "this mode may grow");
      BigInteger start = numbers.dot(inverse[i], residuals).magnitude().shiftLeft(numbers.bits());
      Contraction.requireLess(start, decay, "integrals[" + i + "]", steps);
    }
    for (int p = 0; p < g.length; p++) {
      BigInteger way = weighted(bounds(speeds[p], sums[p], shares, numbers), steps);
      Contraction.requireLess(way, radii[p].shiftLeft(numbers.bits()), "radii[" + p + "]", steps);
    }
  }

  /** The corners of the box are no farther away than the radius. */
  private void requireInside(Rational radius, FixedPoint numbers, Steps steps) {
    long length = Work.length(radii) + numbers.bits() / 32 + 2;
    steps.work().add(radii.length, length, length);
    BigInteger squares =
        Arrays.stream(radii).map(r -> r.multiply(r)).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger above = radius.numerator();
    BigInteger below = radius.denominator();
    length += Work.length(above) + Work.length(below);
    steps.work().add(8, length, length);
    steps.require(
        squares
                .multiply(below)
                .multiply(below)
                .compareTo(above.multiply(above).shiftLeft(2 * numbers.bits()))
            <= 0,
        "radii",
        () -> "the box is not inside the ball of this radius");
  }

  /** Returns the largest row sum of |I - Q·P|, at most 1/2. */
  private Interval defect(FixedPoint numbers, Steps steps) {
    Interval[][] columns = transposed(inverse, inverse.length);
    BigInteger most = BigInteger.ZERO;
    for (int i = 0; i < modes.length; i++) {
      Interval[] row = times(columns, modes[i], numbers);
      row[i] = numbers.one().minus(row[i]);
      most = most.max(Arrays.stream(sizes(row)).reduce(Interval.ZERO, Interval::plus).upper());
    }
    BigInteger defect = most;
    steps.require(
        defect.shiftLeft(1).compareTo(numbers.one().upper()) <= 0,
        "inverse",
        () -> "a row of I - Q·P adds up to more than 1/2");
    return Interval.of(defect);
  }

  private BigInteger weighted(BigInteger[] numbers, Steps steps) {
    return Contraction.weighted(numbers, integrals, steps.work());
  }

  /** Returns |values_j| + rest·share_j. */
  private static BigInteger[] bounds(
      Interval[] values, Interval rest, Interval[] shares, FixedPoint numbers) {
    BigInteger[] bounds = new BigInteger[values.length];
    Arrays.setAll(bounds, j -> values[j].magnitude().add(numbers.times(rest, shares[j]).upper()));
    return bounds;
  }

  private static Interval[] times(Interval[][] rows, Interval[] list, FixedPoint numbers) {
    return Arrays.stream(rows).map(row -> numbers.dot(row, list)).toArray(Interval[]::new);
  }

  private static Interval[] sizes(Interval[] list) {
    return Arrays.stream(list).map(v -> Interval.of(v.magnitude())).toArray(Interval[]::new);
  }

  private static Interval largest(Interval[] list) {
    return Interval.of(
        Arrays.stream(list).map(Interval::magnitude).reduce(BigInteger.ZERO, BigInteger::max));
  }

  private static Interval[][] transposed(Interval[][] rows, int width) {
    Interval[][] columns = new Interval[width][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }
}
