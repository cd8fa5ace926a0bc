package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The point of an affine set at which the least of some linear forms is largest, among the points
 * with no entry larger than twice the largest one of a given start; exactly.
 *
 * <p>That is the linear program: maximize t over (z, t) with a_r·(z, t) ≤ c_r, the point being
 * start + Σ z_k·direction_k. Its optimum is a solution of these inequalities together with those of
 * the dual, λ ≥ 0 and Σ λ_r a_r = (0, 1), and with t ≥ Σ λ_r c_r (J. von Neumann 1947; D. Gale, H.
 * Kuhn and A. Tucker 1951). Made homogeneous by one more variable, {@link HomogeneousInequalities}
 * decides it: guessed in floating point, verified exactly.
 */
public final class MostInteriorPoint {
  private final List<Rational> start;
  private final List<List<Rational>> directions;
  private final List<Rational[]> rows = new ArrayList<>(); // a_r, then c_r

  private MostInteriorPoint(List<Rational> start, List<List<Rational>> directions) {
    this.start = start;
    this.directions = directions;
  }

  /**
   * Finds the point.
   *
   * @param start a point where all forms are positive
   * @param directions that may be added to it, of the same length
   * @param forms the linear forms; with none, or no directions, the point is the start
   * @param fixed the entries of the point that stay as they are
   */
  public static List<Rational> of(
      List<Rational> start,
      List<List<Rational>> directions,
      List<List<Rational>> forms,
      int... fixed) {
    if (forms.isEmpty() || directions.isEmpty()) {
      return start;
    }
    MostInteriorPoint problem = new MostInteriorPoint(start, directions);
    for (List<Rational> form : forms) {
      problem.add(
          directions.stream().map(b -> dot(form, b).negate()).toList(), 1, dot(form, start));
    }
    Rational bound =
        start.stream().map(Rational::abs).reduce(Rational.ZERO, MostInteriorPoint::larger);
    Rational twice = bound.plus(bound);
    for (int j = 0; j < start.size(); j++) {
      int entry = j;
      List<Rational> moves = directions.stream().map(b -> b.get(entry)).toList();
      List<Rational> back = moves.stream().map(Rational::negate).toList();
      boolean stays = IntStream.of(fixed).anyMatch(f -> f == entry);
      problem.add(moves, 0, stays ? Rational.ZERO : twice.minus(start.get(j)));
      problem.add(back, 0, stays ? Rational.ZERO : twice.plus(start.get(j)));
    }
    return problem.solve();
  }

  private static Rational larger(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Adds moves·z + height·t ≤ right. */
  private void add(List<Rational> moves, long height, Rational right) {
    Rational[] row = Arrays.copyOf(moves.toArray(Rational[]::new), moves.size() + 2);
    row[moves.size()] = Rational.of(height);
    row[moves.size() + 1] = right;
    if (height != 0 || moves.stream().anyMatch(m -> !m.isZero())) {
      rows.add(row);
    }
  }

  /** The variables are s, then z and t, then λ. */
  private List<Rational> solve() {
    int primal = directions.size() + 1;
    int variables = 1 + primal + rows.size();
    List<Rational[]> system = new ArrayList<>();
    system.add(row(variables)); // s > 0
    system.get(0)[0] = Rational.ONE;
    Rational[] optimal = row(variables);
    optimal[primal] = Rational.ONE;
    for (int r = 0; r < rows.size(); r++) {
      Rational[] feasible = row(variables);
      feasible[0] = rows.get(r)[primal];
      for (int v = 0; v < primal; v++) {
        feasible[1 + v] = rows.get(r)[v].negate();
      }
      system.add(feasible);
      Rational[] nonnegative = row(variables);
      nonnegative[1 + primal + r] = Rational.ONE;
      system.add(nonnegative);
      optimal[1 + primal + r] = rows.get(r)[primal].negate();
    }
    system.add(optimal);
    for (int v = 0; v < primal; v++) {
      Rational[] dual = row(variables);
      dual[0] = v == primal - 1 ? Rational.of(-1) : Rational.ZERO;
      for (int r = 0; r < rows.size(); r++) {
        dual[1 + primal + r] = rows.get(r)[v];
      }
      system.add(dual);
      system.add(Arrays.stream(dual).map(Rational::negate).toArray(Rational[]::new));
    }
    return point(decide(variables, system));
  }

  private static Rational[] row(int variables) {
    Rational[] row = new Rational[variables];
    Arrays.fill(row, Rational.ZERO);
    return row;
  }

  private static List<BigInteger> decide(int variables, List<Rational[]> system) {
    RationalMatrix columns =
        RationalMatrix.of(variables, system.size(), (v, k) -> system.get(k)[v]);
    RationalMatrix.ClearedColumns cleared = columns.clearColumns();
    List<Inequality> inequalities =
        IntStream.range(0, system.size())
            .mapToObj(
                k ->
                    new Inequality(
                        IntStream.range(0, variables)
                            .mapToObj(v -> cleared.matrix().get(v, k))
                            .toList(),
                        k == 0))
            .toList();
    if (HomogeneousInequalities.decide(variables, inequalities) instanceof Solvable solvable) {
      return solvable.point();
    }
    throw new IllegalStateException("a bounded linear program with a point has no optimum");
  }

  private List<Rational> point(List<BigInteger> solution) {
    return IntStream.range(0, start.size())
        .mapToObj(
            j -> {
              Rational entry = start.get(j);
              for (int k = 0; k < directions.size(); k++) {
                Rational z = Rational.of(solution.get(1 + k), solution.get(0));
                entry = entry.plus(z.times(directions.get(k).get(j)));
              }
              return entry;
            })
        .toList();
  }

  private static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      if (!a.get(j).isZero() && !b.get(j).isZero()) {
        sum = sum.plus(a.get(j).times(b.get(j)));
      }
    }
    return sum;
  }
}
