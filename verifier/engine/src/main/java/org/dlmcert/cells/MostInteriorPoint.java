package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The point of an affine set at which the least of some linear forms is largest, among the points
 * with no entry larger than twice the largest one of a given start; exactly.
 *
 * <p>That is the linear program: maximize t over (z, t) with a_r·(z, t) ≤ c_r, the point being
 * start + Σ z_k·direction_k. The simplex method solves its dual, minimize Σ c_r λ_r with λ ≥ 0 and
 * Σ λ_r a_r = (0, 1), which has as few equations as there are directions: in two phases, in
 * integers ({@link IntegerTableau}), by Bland's rule, which does not cycle. The prices of the
 * equations at its optimum are (z, t).
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
          directions.stream().map(b -> Rational.dot(form, b).negate()).toList(),
          1,
          Rational.dot(form, start));
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

  private List<Rational> solve() {
    int equations = directions.size() + 1;
    List<Rational> prices = new Dual(equations, rows).prices();
    return IntStream.range(0, start.size())
        .mapToObj(
            j -> {
              Rational entry = start.get(j);
              for (int k = 0; k < directions.size(); k++) {
                entry = entry.plus(prices.get(k).times(directions.get(k).get(j)));
              }
              return entry;
            })
        .toList();
  }

  /** The dual program: equations, then the costs of the second and of the first phase. */
  private static final class Dual {
    private final int equations;
    private final int columns; // an artificial variable for each equation, then λ; the right side
    private final BigInteger[][] tableau;
    private final IntegerTableau pivots;
    private final int[] basis;

    Dual(int equations, List<Rational[]> rows) {
      this.equations = equations;
      this.columns = equations + rows.size();
      this.tableau = new BigInteger[equations + 2][columns + 1];
      this.pivots = new IntegerTableau(tableau);
      this.basis = IntStream.range(0, equations).toArray();
      for (BigInteger[] row : tableau) {
        Arrays.fill(row, BigInteger.ZERO);
      }
      // A positive factor of a column rescales its λ only.
      RationalMatrix coefficients =
          RationalMatrix.of(equations + 1, rows.size(), (i, r) -> rows.get(r)[i]);
      RationalMatrix.ClearedColumns cleared = coefficients.clearColumns();
      for (int i = 0; i <= equations; i++) {
        for (int r = 0; r < rows.size(); r++) {
          tableau[i][equations + r] = cleared.matrix().get(i, r);
        }
      }
      for (int i = 0; i < equations; i++) {
        tableau[i][i] = BigInteger.ONE;
      }
      tableau[equations - 1][columns] = BigInteger.ONE;
      for (int i = 0; i < equations; i++) {
        for (int c = equations; c <= columns; c++) {
          tableau[equations + 1][c] = tableau[equations + 1][c].subtract(tableau[i][c]);
        }
      }
    }

    /** The prices of the equations at the optimum. */
    List<Rational> prices() {
      minimize(equations + 1);
      if (tableau[equations + 1][columns].signum() != 0) {
        throw new IllegalStateException("a linear program that is unbounded");
      }
      for (int i = 0; i < equations; i++) {
        if (basis[i] < equations) {
          dropArtificial(i);
        }
      }
      minimize(equations);
      return IntStream.range(0, equations)
          .mapToObj(i -> Rational.of(tableau[equations][i].negate(), pivots.denominator()))
          .toList();
    }

    private void minimize(int costs) {
      int entering = entering(costs);
      while (entering >= 0) {
        int leaving = pivots.leaving(entering, basis);
        if (leaving < 0) {
          throw new IllegalStateException("a linear program without a point");
        }
        pivots.pivot(leaving, entering);
        basis[leaving] = entering;
        entering = entering(costs);
      }
    }

    private int entering(int costs) {
      return IntStream.range(equations, columns)
          .filter(c -> tableau[costs][c].signum() < 0)
          .findFirst()
          .orElse(-1);
    }

    /**
     * An artificial variable that is basic is 0; unless its equation is idle, another replaces it.
     */
    private void dropArtificial(int row) {
      OptionalInt column =
          IntStream.range(equations, columns)
              .filter(c -> tableau[row][c].signum() != 0)
              .findFirst();
      if (column.isPresent()) {
        if (tableau[row][column.getAsInt()].signum() < 0) {
          Arrays.setAll(tableau[row], c -> tableau[row][c].negate());
        }
        pivots.pivot(row, column.getAsInt());
        basis[row] = column.getAsInt();
      }
    }
  }
}
