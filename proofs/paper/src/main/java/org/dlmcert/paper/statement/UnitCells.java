package org.dlmcert.paper.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The open cells of one hidden unit for inputs in general position, each with a point: random
 * points are drawn until there are 2·Σ_{k&lt;d_0} C(N-1, k) sign vectors, more than which there
 * cannot be (Cover 1965). So the list is complete, and no linear program is involved.
 */
final class UnitCells {
  private UnitCells() {}

  /**
   * One point (1×d_0) of every open cell.
   *
   * @throws IllegalArgumentException if the cells are not found, as when the inputs are not in
   *     general position
   */
  static List<RationalMatrix> of(RationalMatrix inputs) {
    long expected = count(inputs.columns(), inputs.rows());
    Map<List<Integer>, RationalMatrix> found = new LinkedHashMap<>();
    for (int k = 0; k < 200_000 && found.size() < expected; k++) {
      RationalMatrix w = new Draws(k, 10 + k / 10).matrix(1, inputs.rows());
      List<Integer> signs = w.times(inputs).row(0).stream().map(Rational::signum).toList();
      if (!signs.contains(0)) {
        found.putIfAbsent(signs, w);
      }
    }
    if (found.size() != expected) {
      throw new IllegalArgumentException(
          found.size() + " cells found, of " + expected + " for inputs " + inputs);
    }
    return new ArrayList<>(found.values());
  }

  /** 2·Σ_{k<d} C(N-1, k). */
  static long count(int samples, int dimensions) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger binomial = BigInteger.ONE;
    for (int k = 0; k < dimensions && k < samples; k++) {
      sum = sum.add(binomial);
      binomial =
          binomial.multiply(BigInteger.valueOf(samples - 1 - k)).divide(BigInteger.valueOf(k + 1L));
    }
    return sum.shiftLeft(1).longValueExact();
  }

  /** The slopes (1×N) of a unit without noise at a point of an open cell. */
  static RationalMatrix slopes(RationalMatrix point, RationalMatrix inputs, Rational slope) {
    RationalMatrix u = point.times(inputs);
    return RationalMatrix.of(
        1, inputs.columns(), (i, n) -> u.get(0, n).signum() > 0 ? Rational.ONE : slope);
  }
}
