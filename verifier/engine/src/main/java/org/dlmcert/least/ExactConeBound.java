package org.dlmcert.least;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;

/**
 * Whether a vector μ bounds the loss of all weights in a product of cones (proofs/soundness.md, 30,
 * <em>Cones</em>): with m = q·μ·ε, the sum of m·ψ(g·x) is not negative at any generator g, where ψ
 * is the unit's output, or a line through 0 on samples where m·φ is convex.
 */
final class ExactConeBound {
  private static final int MOST_BITS = 40;

  private final LeastProblem problem;
  private final ConeNode node;
  private final Rational squares;
  private final List<List<Integer>> toward;

  /**
   * Prepares.
   *
   * @param toward for each unit factors of its generators: lines have the slope of their sum
   */
  ExactConeBound(
      LeastProblem problem, ConeNode node, Rational squares, List<List<Integer>> toward) {
    this.toward = toward;
    this.problem = problem;
    this.node = node;
    this.squares = squares;
  }

  /** The bound with a vector, if it is one. */
  Optional<BoundStep> with(BigInteger[] mu) {
    return ExactBound.bounds(problem, mu, squares) && isNonnegative(mu)
        ? Optional.of(new BoundStep.ConeBound(List.of(mu), toward))
        : Optional.empty();
  }

  /** The bound with whole numbers near the entries of a vector, if it is one. */
  Optional<BoundStep> near(double[] mu, double accuracy) {
    int bits = 2;
    while (bits < MOST_BITS && Math.scalb(1.0, -bits) > accuracy) {
      bits++;
    }
    BigInteger[] rounded = new BigInteger[mu.length];
    for (int n = 0; n < mu.length; n++) {
      rounded[n] =
          mu[n] == 0
              ? BigInteger.ZERO
              : BigInteger.valueOf(Math.round(Math.scalb(mu[n], bits)));
    }
    if (problem.bias()) {
      balance(rounded);
    }
    return with(rounded);
  }

  /** Makes the sum 0 by one more or less for the largest entries. */
  private static void balance(BigInteger[] mu) {
    BigInteger sum = Arrays.stream(mu).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger one = BigInteger.valueOf(-sum.signum());
    int[] order =
        IntStream.range(0, mu.length)
            .boxed()
            .sorted(Comparator.<Integer, BigInteger>comparing(n -> mu[n].abs()).reversed())
            .mapToInt(n -> n)
            .toArray();
    int left = sum.abs().min(BigInteger.valueOf(mu.length)).intValue();
    for (int k = 0; k < left; k++) {
      mu[order[k]] = mu[order[k]].add(one);
    }
  }

  private boolean isNonnegative(BigInteger[] mu) {
    if (problem.bias()
        && Arrays.stream(mu).reduce(BigInteger.ZERO, BigInteger::add).signum() != 0) {
      return false;
    }
    for (int i = 0; i < problem.units(); i++) {
      if (!isNonnegative(mu, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNonnegative(BigInteger[] mu, int unit) {
    BigInteger[][] u = node.products(unit);
    int q = node.state().output(unit);
    BigInteger[] sums = new BigInteger[u.length];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int n = 0; n < mu.length; n++) {
      if (mu[n].signum() == 0 || problem.isZero(n)) {
        continue;
      }
      boolean convex = mu[n].signum() * problem.bend(unit, n) * q > 0;
      int middle = convex ? node.side(unit, n, toward.get(unit)) : 0;
      for (int k = 0; k < u.length; k++) {
        if (u[k][n].signum() != 0) {
          int sign = convex ? middle : u[k][n].signum();
          sums[k] = sums[k].add(mu[n].multiply(problem.slope(unit, n, sign)).multiply(u[k][n]));
        }
      }
    }
    return Arrays.stream(sums).allMatch(sum -> sum.signum() * q >= 0);
  }
}
