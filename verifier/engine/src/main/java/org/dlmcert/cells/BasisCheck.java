package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities.Answer;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;

/**
 * What a guessed basis of the first phase of the simplex method says about a system of homogeneous
 * inequalities, verified exactly: its multipliers, if they are nonnegative, or its dual point, if
 * it satisfies the system. One elimination of variables + 1 rows.
 */
final class BasisCheck {
  private final int variables;
  private final List<Inequality> system;

  BasisCheck(int variables, List<Inequality> system) {
    this.variables = variables;
    this.system = system;
  }

  /**
   * The answer that a basis leads to.
   *
   * @param basis for every equation an inequality, or -1 for its artificial variable
   * @return empty if the basis was a wrong guess
   */
  Optional<Answer> answer(int[] basis) {
    int[] used = IntStream.of(basis).filter(k -> k >= 0).sorted().toArray();
    Optional<Answer> contradiction = used.length == 0 ? Optional.empty() : multipliers(used);
    return contradiction.isPresent() ? contradiction : point(basis);
  }

  /** λ with Σ λ_k a_k = 0 and strict ones adding up to 1, over these inequalities. */
  private Optional<Answer> multipliers(int[] used) {
    Bareiss echelon =
        Bareiss.eliminate(
            IntegerMatrix.of(
                variables + 1,
                used.length + 1,
                (i, k) -> k < used.length ? coefficient(i, used[k]) : bit(i == variables)));
    int[] pivots = echelon.profile().columnIndices();
    if (pivots[pivots.length - 1] == used.length) {
      return Optional.empty();
    }
    BigInteger[] factors = new BigInteger[system.size()];
    Arrays.fill(factors, BigInteger.ZERO);
    int orientation = echelon.denominator().signum();
    for (int k = 0; k < pivots.length; k++) {
      BigInteger factor = echelon.echelon().get(k, used.length);
      if (factor.signum() == -orientation) {
        return Optional.empty();
      }
      factors[used[pivots[k]]] = factor.abs();
    }
    return Optional.of(new Contradictory(IntegerVectors.primitive(List.of(factors))));
  }

  /** y orthogonal to the basic inequalities, with y_i = 1 for every basic artificial variable. */
  private Optional<Answer> point(int[] basis) {
    int size = variables + 1;
    Bareiss echelon =
        Bareiss.eliminate(
            IntegerMatrix.of(
                size,
                size + 1,
                (i, j) ->
                    basis[i] >= 0
                        ? j < size ? coefficient(j, basis[i]) : BigInteger.ZERO
                        : bit(j == i || j == size)));
    if (echelon.rank() < size || echelon.profile().columnIndices()[size - 1] == size) {
      return Optional.empty();
    }
    BigInteger[] point = new BigInteger[variables];
    boolean negative = echelon.denominator().signum() < 0;
    for (int i = 0; i < variables; i++) {
      BigInteger y = echelon.echelon().get(i, size);
      point[i] = negative ? y : y.negate();
    }
    List<BigInteger> w = IntegerVectors.primitive(List.of(point));
    return system.stream().allMatch(inequality -> holds(inequality, w))
        ? Optional.of(new Solvable(w))
        : Optional.empty();
  }

  private static boolean holds(Inequality inequality, List<BigInteger> w) {
    int sign = IntegerVectors.dot(inequality.coefficients(), w).signum();
    return sign > 0 || sign == 0 && !inequality.strict();
  }

  private BigInteger coefficient(int equation, int inequality) {
    return equation == variables
        ? bit(system.get(inequality).strict())
        : system.get(inequality).coefficients().get(equation);
  }

  private static BigInteger bit(boolean one) {
    return one ? BigInteger.ONE : BigInteger.ZERO;
  }
}
