package org.dlmcert.exact;

/** Exact least squares by the normal equations A Aᵀ W = A Y, for A (R×N) and Y (N×K). */
public final class LeastSquares {
  private LeastSquares() {}

  /** Some W (R×K) that minimizes |AᵀW - Y|; the same one every time. */
  public static RationalMatrix solve(RationalMatrix features, RationalMatrix targets) {
    RationalMatrix.Cleared a = features.clear();
    RationalMatrix.Cleared y = targets.clear();
    IntegerMatrix rows = a.matrix();
    return scaled(consistent(rows.times(rows.transpose()), rows.times(y.matrix())), a, y);
  }

  /** The W (R×K) of least norm that minimizes |AᵀW - Y|: orthogonal to the kernel of Aᵀ. */
  public static RationalMatrix leastNorm(RationalMatrix features, RationalMatrix targets) {
    RationalMatrix.Cleared a = features.clear();
    RationalMatrix.Cleared y = targets.clear();
    IntegerMatrix rows = a.matrix();
    if (rows.rows() > rows.columns()
        && LinearSystem.solve(rows.transpose().times(rows), y.matrix())
            instanceof LinearSystem.Unique unique) {
      return scaled(RationalMatrix.of(rows).times(unique.solution()), a, y);
    }
    LinearSystem.Solution solution =
        LinearSystem.solve(rows.times(rows.transpose()), rows.times(y.matrix()));
    return scaled(
        solution instanceof LinearSystem.Unique unique
            ? unique.solution()
            : withoutKernel(((LinearSystem.Underdetermined) solution).particular(), rows),
        a,
        y);
  }

  /** What is left of some solution without its projection on the kernel of Aᵀ. */
  private static RationalMatrix withoutKernel(RationalMatrix some, IntegerMatrix rows) {
    IntegerMatrix kernel = IntegerKernel.basis(rows.transpose());
    RationalMatrix basis = RationalMatrix.of(kernel);
    RationalMatrix.Cleared product = basis.times(some).clear();
    RationalMatrix inKernel =
        basis.transpose().times(consistent(kernel.times(kernel.transpose()), product.matrix()));
    Rational factor = Rational.of(product.scale()).reciprocal();
    return RationalMatrix.of(
        some.rows(),
        some.columns(),
        (i, k) -> some.get(i, k).minus(inKernel.get(i, k).times(factor)));
  }

  /** A solution of a system that has one. */
  private static RationalMatrix consistent(IntegerMatrix matrix, IntegerMatrix right) {
    LinearSystem.Solution solution = LinearSystem.solve(matrix, right);
    if (solution instanceof LinearSystem.Unique unique) {
      return unique.solution();
    }
    if (solution instanceof LinearSystem.Underdetermined many) {
      return many.particular();
    }
    throw new IllegalStateException("normal equations without a solution");
  }

  private static RationalMatrix scaled(
      RationalMatrix solution, RationalMatrix.Cleared a, RationalMatrix.Cleared y) {
    Rational factor = Rational.of(a.scale(), y.scale());
    return RationalMatrix.of(
        solution.rows(), solution.columns(), (i, k) -> solution.get(i, k).times(factor));
  }
}
