package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;

/**
 * All solutions w of the normal equations G Gᵀ w = G y, for an integer R×N matrix G and integers y:
 * {@code particular / denominator + (combinations of the kernel)}. All have the same Gᵀw, the
 * projection of y on the row space of G. One fraction-free elimination of the R×(R+1) matrix [G Gᵀ
 * | G y], O(R²·(R+N)).
 *
 * @param gradient G
 * @param particular the numerators of one solution, R entries
 * @param denominator positive
 * @param kernel a basis of {w : Gᵀw = 0} as rows, (R - rank)×R
 * @param independentRows the indices of rank rows of G that are independent, ascending
 */
record StationarySet(
    IntegerMatrix gradient,
    List<BigInteger> particular,
    BigInteger denominator,
    IntegerMatrix kernel,
    int[] independentRows) {

  /** Solves the normal equations. */
  static StationarySet of(IntegerMatrix gradient, List<BigInteger> targets) {
    int rows = gradient.rows();
    IntegerMatrix gram = gradient.times(gradient.transpose());
    IntegerMatrix right = gradient.times(IntegerMatrix.column(targets));
    Bareiss echelon =
        Bareiss.eliminate(
            IntegerMatrix.of(
                rows, rows + 1, (i, j) -> j < rows ? gram.get(i, j) : right.get(i, 0)));
    // The equations are consistent, so the last column is free, and its kernel vector the last row.
    IntegerMatrix all = echelon.kernel();
    int dimension = all.rows() - 1;
    BigInteger last = all.get(dimension, rows);
    List<BigInteger> particular = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      BigInteger entry = all.get(dimension, row);
      particular.add(last.signum() > 0 ? entry.negate() : entry);
    }
    return new StationarySet(
        gradient,
        List.copyOf(particular),
        last.abs(),
        IntegerMatrix.of(dimension, rows, all::get),
        echelon.profile().columnIndices());
  }

  /** The number R of unknowns. */
  int rows() {
    return gradient.rows();
  }

  /** Whether there is one solution only. */
  boolean isUnique() {
    return kernel.rows() == 0;
  }

  /** denominator · (Gᵀw - y), N entries. */
  List<BigInteger> scaledResiduals(List<BigInteger> targets) {
    List<BigInteger> residuals = new ArrayList<>();
    for (int n = 0; n < gradient.columns(); n++) {
      residuals.add(gradient.dot(particular, n).subtract(targets.get(n).multiply(denominator)));
    }
    return residuals;
  }

  /** |Gᵀw - y|² / (2N·scale²), and 0 without samples. */
  Rational loss(List<BigInteger> targets, BigInteger targetScale) {
    if (targets.isEmpty()) {
      return Rational.ZERO;
    }
    List<BigInteger> residuals = scaledResiduals(targets);
    BigInteger scale = denominator.multiply(targetScale);
    return Rational.of(
        IntegerVectors.dot(residuals, residuals),
        scale.multiply(scale).multiply(BigInteger.valueOf(2L * targets.size())));
  }

  /** Solves Gν = h for right sides h in the column space of G. */
  RangeSolver rangeSolver() {
    return new RangeSolver(gradient, independentRows);
  }

  /**
   * Solutions of Gν = h with ν supported on as many columns as the rank: the independent rows with
   * an identity beside them, eliminated once.
   */
  static final class RangeSolver {
    private final int columns;
    private final int[] rows;
    private final Bareiss echelon;

    RangeSolver(IntegerMatrix gradient, int[] rows) {
      this.columns = gradient.columns();
      this.rows = rows.clone();
      this.echelon =
          Bareiss.eliminate(
              IntegerMatrix.of(
                  rows.length,
                  columns + rows.length,
                  (i, j) ->
                      j < columns
                          ? gradient.get(rows[i], j)
                          : j - columns == i ? BigInteger.ONE : BigInteger.ZERO));
    }

    /** ν, N entries without common factor, and the positive factor that it has. */
    Scaled solve(BigInteger[] right) {
      BigInteger[] solution = new BigInteger[columns + 1];
      Arrays.fill(solution, BigInteger.ZERO);
      int[] support = echelon.profile().columnIndices();
      boolean negative = echelon.denominator().signum() < 0;
      for (int k = 0; k < support.length; k++) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < rows.length; i++) {
          if (right[rows[i]].signum() != 0) {
            sum = sum.add(echelon.echelon().get(k, columns + i).multiply(right[rows[i]]));
          }
        }
        solution[support[k]] = negative ? sum.negate() : sum;
      }
      solution[columns] = echelon.denominator().abs();
      List<BigInteger> primitive = IntegerVectors.primitive(List.of(solution));
      return new Scaled(primitive.subList(0, columns), primitive.get(columns));
    }
  }

  /** The vector entries / divisor, the divisor positive. */
  record Scaled(List<BigInteger> entries, BigInteger divisor) {}

  /** Whether the rows of G are independent modulo a prime, see {@link IntegerKernel}. */
  boolean isIndependentModulo(PrimeField field) {
    return isUnique() && ModularMatrix.of(field, gradient).rank() == rows();
  }
}
