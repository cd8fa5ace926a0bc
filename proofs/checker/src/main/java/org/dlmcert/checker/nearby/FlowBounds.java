package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/** What bounds the length of gradient flow (soundness.md section 38). */
final class FlowBounds {
  private FlowBounds() {}

  /** The largest row sum times the largest column sum is at most q², in units of one². */
  static void requireNorm(BigInteger[][] defects, BigInteger one, Rational q, Steps steps) {
    BigInteger rowSum = BigInteger.ZERO;
    BigInteger[] columns = new BigInteger[defects.length];
    Arrays.fill(columns, BigInteger.ZERO);
    for (BigInteger[] row : defects) {
      rowSum = rowSum.max(BallRule.sum(row));
      Arrays.setAll(columns, j -> columns[j].add(row[j]));
    }
    BigInteger columnSum = Arrays.stream(columns).reduce(BigInteger.ZERO, BigInteger::max);
    long length = Work.length(rowSum) + Work.length(columnSum) + Work.length(one);
    steps
        .work()
        .add(16, length + Work.length(q.denominator()), length + Work.length(q.denominator()));
    BigInteger left = rowSum.multiply(columnSum).multiply(square(q.denominator()));
    BigInteger right = square(one).multiply(square(q.numerator()));
    steps.require(left.compareTo(right) <= 0, "q", () -> "the norm of I - L·G may exceed it");
  }

  /** |e|²·|L|² &lt; (1 - q)²·R². */
  static void requireReach(
      Rational radius, Contraction inverse, Rational q, Interval squares, int bits, Steps steps) {
    BigInteger norm = norm(inverse, steps);
    BigInteger rest = q.denominator().subtract(q.numerator());
    long length =
        Work.length(radius.denominator())
            + Work.length(radius.numerator())
            + Work.length(q.denominator())
            + Work.length(squares.upper())
            + Work.length(norm);
    steps.work().add(16, length, length);
    BigInteger denominator = radius.denominator().multiply(q.denominator());
    BigInteger left = squares.upper().multiply(norm).multiply(square(denominator));
    BigInteger right = square(radius.numerator().multiply(rest));
    Contraction.requireLess(left, right.shiftLeft(2 * inverse.scale() + bits), "q", steps);
  }

  /** Returns the largest row sum of |L·Lᵀ|, in units of 1/2^(2·scale). */
  private static BigInteger norm(Contraction inverse, Steps steps) {
    BigInteger[][] l = inverse.rows();
    long length = Arrays.stream(l).mapToLong(Work::length).max().orElse(1);
    steps.work().add(l.length, l.length, l[0].length, length * length);
    Products products = new Products(l, l);
    BigInteger norm = BigInteger.ZERO;
    for (int i = 0; i < l.length; i++) {
      BigInteger row = BigInteger.ZERO;
      for (int j = 0; j < l.length; j++) {
        row = row.add(products.dot(i, j).abs());
      }
      norm = norm.max(row);
    }
    return norm;
  }

  /** Returns Σ|e|², a scalar product for each sample. */
  static Interval squares(Network network, Enclosure atCentre) {
    Interval sum = Interval.ZERO;
    for (int n = 0; n < network.samples(); n++) {
      Interval[] e = atCentre.residuals(n);
      sum = sum.plus(atCentre.numbers().dot(e, e));
    }
    return sum;
  }

  /** Returns e, sample by sample. */
  static Interval[] residuals(Network network, Enclosure atCentre) {
    return IntStream.range(0, network.samples())
        .mapToObj(atCentre::residuals)
        .flatMap(Arrays::stream)
        .toArray(Interval[]::new);
  }

  private static BigInteger square(BigInteger number) {
    return number.multiply(number);
  }
}
