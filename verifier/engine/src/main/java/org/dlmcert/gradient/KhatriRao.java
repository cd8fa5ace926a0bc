package org.dlmcert.gradient;

import org.dlmcert.exact.RationalMatrix;

/** The Khatri–Rao (column-wise Kronecker) product. */
public final class KhatriRao {
  private KhatriRao() {}

  /**
   * The product A∘B of A (a×N) and B (b×N): an ab×N matrix whose column n is a⁽ⁿ⁾⊗b⁽ⁿ⁾, with row
   * i·b + j holding a_i·b_j.
   *
   * @throws IllegalArgumentException if the numbers of columns differ
   */
  public static RationalMatrix product(RationalMatrix a, RationalMatrix b) {
    if (a.columns() != b.columns()) {
      throw new IllegalArgumentException(
          "Khatri–Rao product of " + a.shape() + " and " + b.shape());
    }
    int height = b.rows();
    return RationalMatrix.of(
        Math.multiplyExact(a.rows(), height),
        a.columns(),
        (row, n) -> a.get(row / height, n).times(b.get(row % height, n)));
  }
}
