package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Work;

/** The signs of eigenvalues of a symmetric matrix, shown by a congruent one (soundness.md 37). */
final class Congruence {
  private Congruence() {}

  /**
   * Returns how many eigenvalues of every symmetric matrix in an interval matrix are negative; the
   * others are positive. All of these matrices must be known to be invertible.
   *
   * @param hessian the interval matrix, symmetric
   * @param r R, for which R·M·Rᵀ must be strictly diagonally dominant, M twice the midpoint
   */
  static int negative(Interval[][] hessian, BigInteger[][] r, Steps steps) {
    int n = hessian.length;
    BigInteger[][] middle = new BigInteger[n][n];
    long length = 1;
    for (int p = 0; p < n; p++) {
      length = Math.max(length, 1 + FixedPoint.longest(hessian[p]));
      for (int q = 0; q < n; q++) {
        middle[p][q] = hessian[p][q].lower().add(hessian[p][q].upper());
      }
    }
    long longest = 1;
    for (BigInteger[] row : r) {
      longest = Math.max(longest, Work.length(row));
    }
    steps.work().add(n, n, n, length * longest + (length + longest) * longest);
    steps.work().reserve(2, n, n, Work.NUMBER);
    BigInteger[][] half = product(r, middle);
    BigInteger[][] congruent = product(half, r);
    int negative = 0;
    for (int p = 0; p < n; p++) {
      BigInteger others = BigInteger.ZERO;
      for (int q = 0; q < n; q++) {
        others = p == q ? others : others.add(congruent[p][q].abs());
      }
      int row = p;
      steps.require(
          congruent[p][p].abs().compareTo(others) > 0,
          "congruence[" + p + "]",
          () -> "row " + row + " of the congruent matrix is not diagonally dominant");
      negative += congruent[p][p].signum() < 0 ? 1 : 0;
    }
    return negative;
  }

  /** Returns A·Bᵀ. */
  private static BigInteger[][] product(BigInteger[][] a, BigInteger[][] b) {
    Products products = new Products(a, b);
    BigInteger[][] result = new BigInteger[a.length][b.length];
    for (int p = 0; p < a.length; p++) {
      for (int q = 0; q < b.length; q++) {
        result[p][q] = products.dot(p, q);
      }
    }
    return result;
  }
}
