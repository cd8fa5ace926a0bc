package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.exact.IntegerVectors;

/**
 * Systems of homogeneous linear inequalities a·w ≥ 0 or a·w &gt; 0 over the rationals, decided
 * exactly and with evidence either way.
 *
 * <p>Exactly one of the two is there (Motzkin's transposition theorem, 1936): a solution w, or
 * multipliers λ ≥ 0 with Σ λ_k a_k = 0 and λ_k &gt; 0 for some strict inequality. Strict
 * inequalities may be read as a·w ≥ 1. So the first phase of the simplex method, applied to Σ λ_k
 * a_k = 0, Σ over strict k of λ_k = 1, λ ≥ 0, decides: it finds λ, or its dual solution is w.
 * Integers throughout: the tableau is kept as integers over one common denominator, the last
 * pivot's determinant (Edmonds 1967), so all divisions are exact. Bland's rule (1977) excludes
 * cycling. A pivot costs O(inequalities · variables) multiplications of numbers as long as minors
 * of the system. That is the fallback: first the last basis is guessed in floating point, and what
 * it gives is solved for and verified exactly, with one elimination ({@link BasisCheck}).
 */
public final class HomogeneousInequalities {

  /** One inequality: {@code coefficients · w > 0} if strict, otherwise ≥ 0. */
  public record Inequality(List<BigInteger> coefficients, boolean strict) {
    public Inequality {
      coefficients = List.copyOf(coefficients);
    }
  }

  /** What is true of a system. */
  public sealed interface Answer {}

  /** A point that satisfies all inequalities; integers without common factor, or all zero. */
  public record Solvable(List<BigInteger> point) implements Answer {
    public Solvable {
      point = List.copyOf(point);
    }
  }

  /**
   * Nonnegative integer factors, one for each inequality, that add the left sides up to zero, with
   * a positive one at a strict inequality; at most {@code variables + 1} are positive.
   */
  public record Contradictory(List<BigInteger> multipliers) implements Answer {
    public Contradictory {
      multipliers = List.copyOf(multipliers);
    }
  }

  private final int variables;
  private final int inequalities;
  private final BigInteger[][] tableau; // a row for each equation, and the reduced costs
  private final int[] basis; // per equation: its artificial variable, or variables + 1 + inequality
  private final IntegerTableau pivots;

  private HomogeneousInequalities(int variables, List<Inequality> system) {
    this.variables = variables;
    inequalities = system.size();
    int equations = variables + 1;
    tableau = new BigInteger[equations + 1][equations + inequalities + 1];
    pivots = new IntegerTableau(tableau);
    basis = new int[equations];
    for (BigInteger[] row : tableau) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    for (int i = 0; i < equations; i++) {
      basis[i] = i;
      tableau[i][i] = BigInteger.ONE;
    }
    BigInteger[] costs = tableau[equations];
    for (int k = 0; k < inequalities; k++) {
      Inequality inequality = system.get(k);
      int column = equations + k;
      for (int i = 0; i < variables; i++) {
        tableau[i][column] = inequality.coefficients().get(i);
        costs[column] = costs[column].subtract(tableau[i][column]);
      }
      if (inequality.strict()) {
        tableau[variables][column] = BigInteger.ONE;
        costs[column] = costs[column].subtract(BigInteger.ONE);
      }
    }
    int right = equations + inequalities;
    tableau[variables][right] = BigInteger.ONE;
    costs[right] = BigInteger.ONE.negate();
  }

  /**
   * Decides a system.
   *
   * @throws IllegalArgumentException if an inequality does not have {@code variables} coefficients
   */
  public static Answer decide(int variables, List<Inequality> system) {
    for (Inequality inequality : system) {
      if (inequality.coefficients().size() != variables) {
        throw new IllegalArgumentException(
            variables + " coefficients expected, got " + inequality.coefficients().size());
      }
    }
    return GuessedBasis.of(variables, system)
        .flatMap(basis -> new BasisCheck(variables, system).answer(basis))
        .orElseGet(() -> decideByPivots(variables, system));
  }

  /** The same without a guess. */
  static Answer decideByPivots(int variables, List<Inequality> system) {
    return new HomogeneousInequalities(variables, system).decide();
  }

  private Answer decide() {
    int entering = entering();
    while (entering >= 0) {
      pivot(leaving(entering), entering);
      entering = entering();
    }
    int right = tableau[0].length - 1;
    return tableau[variables + 1][right].signum() == 0 ? multipliers(right) : point();
  }

  /** Bland's choice: the first inequality of negative reduced cost, or -1. */
  private int entering() {
    BigInteger[] costs = tableau[variables + 1];
    for (int column = variables + 1; column <= variables + inequalities; column++) {
      if (costs[column].signum() < 0) {
        return column;
      }
    }
    return -1;
  }

  private int leaving(int column) {
    int row = pivots.leaving(column, basis);
    if (row < 0) {
      throw new IllegalStateException("a sum of nonnegative variables is unbounded below");
    }
    return row;
  }

  private void pivot(int row, int column) {
    pivots.pivot(row, column);
    basis[row] = column;
  }

  private Answer multipliers(int right) {
    BigInteger[] factors = new BigInteger[inequalities];
    Arrays.fill(factors, BigInteger.ZERO);
    for (int i = 0; i <= variables; i++) {
      if (basis[i] > variables) {
        factors[basis[i] - variables - 1] = tableau[i][right];
      }
    }
    return new Contradictory(IntegerVectors.primitive(List.of(factors)));
  }

  /**
   * The dual solution y has y_i = 1 - (reduced cost of the i-th artificial variable), y·(a, b) ≤ 0
   * for every inequality, b its strictness, and a positive last entry: so w = -(the others).
   */
  private Answer point() {
    BigInteger[] point = new BigInteger[variables];
    for (int i = 0; i < variables; i++) {
      point[i] = tableau[variables + 1][i].subtract(pivots.denominator());
    }
    return new Solvable(IntegerVectors.primitive(List.of(point)));
  }
}
