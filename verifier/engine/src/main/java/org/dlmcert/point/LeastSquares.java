package org.dlmcert.point;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Exact least squares by the normal equations. */
final class LeastSquares {
  private LeastSquares() {}

  /**
   * Some W (R×K) that minimizes |AᵀW - Y|.
   *
   * @param features A, R×N
   * @param targets Y, N×K
   */
  static RationalMatrix solve(RationalMatrix features, RationalMatrix targets) {
    BigInteger a = denominator(features);
    BigInteger y = denominator(targets);
    IntegerMatrix rows = scaled(features, a);
    RationalMatrix solution =
        consistent(rows.times(rows.transpose()), rows.times(scaled(targets, y)));
    Rational factor = Rational.of(a, y);
    return RationalMatrix.of(
        solution.rows(), solution.columns(), (i, k) -> solution.get(i, k).times(factor));
  }

  /** A solution of a system that has one. */
  static RationalMatrix consistent(IntegerMatrix matrix, IntegerMatrix right) {
    LinearSystem.Solution solution = LinearSystem.solve(matrix, right);
    if (solution instanceof LinearSystem.Unique unique) {
      return unique.solution();
    }
    if (solution instanceof LinearSystem.Underdetermined many) {
      return many.particular();
    }
    throw new IllegalStateException("normal equations without a solution");
  }

  /** The least common denominator of all entries. */
  static BigInteger denominator(RationalMatrix matrix) {
    return IntStream.range(0, matrix.rows())
        .mapToObj(matrix::row)
        .flatMap(java.util.List::stream)
        .map(Rational::denominator)
        .reduce(BigInteger.ONE, (p, q) -> p.divide(p.gcd(q)).multiply(q));
  }

  /** The matrix times a common denominator. */
  static IntegerMatrix scaled(RationalMatrix matrix, BigInteger denominator) {
    return IntegerMatrix.of(
        matrix.rows(),
        matrix.columns(),
        (i, j) ->
            matrix
                .get(i, j)
                .numerator()
                .multiply(denominator.divide(matrix.get(i, j).denominator())));
  }
}
