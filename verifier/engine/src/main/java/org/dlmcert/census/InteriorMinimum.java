package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.MostInteriorPoint;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;

/**
 * The minimum of a cell in whose place no preactivation is nearly zero: among the minima of the
 * same cell with the same signs of output weights (all solutions of the normal equations there) the
 * one whose least |u| is largest, the output weights being 1, 0 and -1, and no entry larger than
 * twice the largest of the minimum given. An idle unit, of output weight 0, likewise gets the point
 * of its cell farthest from all kinks.
 *
 * <p>A linear program in as many unknowns as the solutions have dimensions, and one for each idle
 * unit ({@link MostInteriorPoint}).
 */
public final class InteriorMinimum {

  private final CensusProblem problem;
  private final UnitCells cells;
  private final MinimumPoint found;
  private final int dimensions;
  private final int[] kinks; // samples of nonzero inputs; not only those that bound a cell count

  private InteriorMinimum(CensusProblem problem, UnitCells cells, MinimumPoint found) {
    this.problem = problem;
    this.cells = cells;
    this.found = found;
    this.dimensions = problem.dimensions();
    this.kinks =
        IntStream.range(0, problem.samples())
            .filter(
                n ->
                    IntStream.range(0, dimensions)
                        .anyMatch(j -> !problem.inputs().get(j, n).isZero()))
            .toArray();
  }

  /** The most interior minimum of the cell of a minimum; its loss is the same. */
  public static MinimumPoint of(CensusProblem problem, UnitCells cells, MinimumPoint found) {
    return new InteriorMinimum(problem, cells, found).improved();
  }

  private MinimumPoint improved() {
    List<Rational> start = products();
    List<List<Rational>> forms = new ArrayList<>();
    List<Integer> fixed = new ArrayList<>();
    List<List<Rational>> idle = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      int sign = found.outputSigns().get(i);
      Cell cell = cells.cells().get(found.cells().get(i));
      if (sign == 0) {
        IntStream.range(i * dimensions, (i + 1) * dimensions).forEach(fixed::add);
        idle.add(middle(cell));
      } else {
        for (int n : kinks) {
          forms.add(form(i, n, cell.signs(), sign));
        }
        idle.add(cell.point());
      }
    }
    List<Rational> products =
        MostInteriorPoint.of(
            start, directions(), forms, fixed.stream().mapToInt(Integer::intValue).toArray());
    return new MinimumPoint(
        found.loss(),
        found.cells(),
        found.outputSigns(),
        MinimumPoint.weights(problem, found.outputSigns(), products, idle));
  }

  /** The rows of hidden weights, each times its output weight, and with biases the output's. */
  private List<Rational> products() {
    List<Rational> products = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      Rational sign = Rational.of(found.outputSigns().get(i));
      List<Rational> row = new ArrayList<>(found.weights().matrix(1).row(i));
      if (problem.bias()) {
        row.add(found.weights().bias(1, i));
      }
      row.forEach(entry -> products.add(entry.times(sign)));
    }
    if (problem.bias()) {
      products.add(found.weights().bias(2, 0));
    }
    return products;
  }

  /** A basis of what can be added to a solution of the normal equations. */
  private List<List<Rational>> directions() {
    ScaledProblem scaled = new ScaledProblem(problem);
    List<IntegerMatrix> blocks = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      blocks.add(scaled.block(i, cells.choice(found.cells().get(i)).signs()));
    }
    StationarySet set = StationarySet.of(scaled.gradient(blocks), scaled.targets());
    List<List<Rational>> directions = new ArrayList<>();
    for (int k = 0; k < set.kernel().rows(); k++) {
      directions.add(scaled.original(set.kernel().row(k), BigInteger.ONE));
    }
    return directions;
  }

  /** τ_n·q_i·(w̃_i·x⁽ⁿ⁾), positive inside, as a form of all entries. */
  private List<Rational> form(int unit, int sample, SignVector signs, int sign) {
    Rational[] form = new Rational[problem.rows()];
    Arrays.fill(form, Rational.ZERO);
    List<Rational> own = form(sample, signs);
    for (int j = 0; j < dimensions; j++) {
      form[unit * dimensions + j] = sign > 0 ? own.get(j) : own.get(j).negate();
    }
    return List.of(form);
  }

  private List<Rational> form(int sample, SignVector signs) {
    return IntStream.range(0, dimensions)
        .mapToObj(
            j -> {
              Rational x = problem.inputs().get(j, sample);
              return signs.isPlus(sample) ? x : x.negate();
            })
        .toList();
  }

  /** The point of a cell of one unit whose least |u| is largest. */
  private List<Rational> middle(Cell cell) {
    List<List<Rational>> units = new ArrayList<>();
    for (int j = 0; j < dimensions; j++) {
      int entry = j;
      units.add(
          IntStream.range(0, dimensions)
              .mapToObj(k -> k == entry ? Rational.ONE : Rational.ZERO)
              .toList());
    }
    return MostInteriorPoint.of(
        cell.point(), units, IntStream.of(kinks).mapToObj(n -> form(n, cell.signs())).toList());
  }
}
