package org.dlmcert.census;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.cells.FourierMotzkin;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The census by trying all sign vectors for all units and all signs of output weights, with plain
 * rational elimination and Fourier–Motzkin.
 */
final class SlowCensus {
  private final CensusProblem problem;
  private final List<Long> vectors;
  private final Set<String> seen = new HashSet<>();

  long nonzeroOutput;
  long zeroOutput;
  final Map<Rational, List<Long>> byLoss = new TreeMap<>(); // cells, cells with zero outputs

  SlowCensus(CensusProblem problem) {
    this.problem = problem;
    vectors = FourierMotzkin.signVectors(problem.inputs(), SignConvention.OPEN);
    choose(new ArrayList<>(), new ArrayList<>());
  }

  private void choose(List<Long> cells, List<Integer> signs) {
    if (cells.size() == problem.units()) {
      if (seen.add(name(cells, signs))) {
        visit(cells, signs);
      }
      return;
    }
    for (long cell : vectors) {
      for (int sign = -1; sign <= 1; sign++) {
        cells.add(cell);
        signs.add(sign);
        choose(cells, signs);
        cells.remove(cells.size() - 1);
        signs.remove(signs.size() - 1);
      }
    }
  }

  /** The same for cells that differ by an exchange of units of equal noise. */
  private String name(List<Long> cells, List<Integer> signs) {
    List<String> units =
        new ArrayList<>(
            IntStream.range(0, cells.size())
                .mapToObj(i -> problem.noise().row(i) + " " + cells.get(i) + " " + signs.get(i))
                .toList());
    Collections.sort(units);
    return units.toString();
  }

  private void visit(List<Long> cells, List<Integer> signs) {
    boolean zero = signs.contains(0);
    if (zero) {
      zeroOutput++;
    } else {
      nonzeroOutput++;
    }
    int d = problem.dimensions();
    RationalMatrix x = problem.inputs();
    RationalMatrix g =
        RationalMatrix.of(
            problem.rows(),
            problem.samples(),
            (row, n) -> {
              int i = row / d;
              if (i == cells.size()) {
                return Rational.ONE;
              }
              boolean plus = (cells.get(i) >> n & 1) == 1;
              Rational slope = plus ? Rational.ONE : problem.slope();
              return slope.times(problem.noise().get(i, n)).times(x.get(row % d, n));
            });
    RationalMatrix y = RationalMatrix.ofRows(1, problem.targets().stream().map(List::of).toList());
    RationalMatrix gram = g.times(g.transpose());
    RationalMatrix right = g.times(y);
    int[] free =
        IntStream.range(0, problem.rows())
            .filter(row -> row / d == cells.size() || signs.get(row / d) != 0)
            .toArray();
    PlainElimination system = new PlainElimination(gram.columns(free), right);
    if (!system.isConsistent()) {
      return;
    }
    // Columns: the coefficients of (t, z) in every strict inequality, t > 0 the first.
    List<List<Rational>> basis = new ArrayList<>();
    basis.add(spread(system.particular(), free));
    system.kernel().forEach(vector -> basis.add(spread(vector, free)));
    List<List<Rational>> inequalities = new ArrayList<>();
    List<Rational> first = new ArrayList<>(Collections.nCopies(basis.size(), Rational.ZERO));
    first.set(0, Rational.ONE);
    inequalities.add(first);
    for (int i = 0; i < cells.size(); i++) {
      for (int n = 0; n < problem.samples(); n++) {
        List<Rational> input = x.transpose().row(n);
        if (signs.get(i) == 0 || input.stream().allMatch(Rational::isZero)) {
          continue;
        }
        boolean plus = (cells.get(i) >> n & 1) == 1;
        Rational sign = Rational.of(plus ? signs.get(i) : -signs.get(i));
        int unit = i;
        inequalities.add(
            basis.stream()
                .map(b -> dot(b.subList(unit * d, (unit + 1) * d), input).times(sign))
                .toList());
      }
    }
    if (inequalities.stream().anyMatch(row -> row.stream().allMatch(Rational::isZero))
        || !FourierMotzkin.exists(
            RationalMatrix.ofRows(basis.size(), inequalities).transpose(),
            (1L << inequalities.size()) - 1,
            SignConvention.OPEN)) {
      return;
    }
    Rational squares = Rational.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      Rational residual = dot(g.transpose().row(n), basis.get(0)).minus(problem.targets().get(n));
      squares = squares.plus(residual.times(residual));
    }
    Rational loss =
        problem.samples() == 0
            ? Rational.ZERO
            : squares.dividedBy(Rational.of(2L * problem.samples()));
    byLoss.merge(
        loss,
        zero ? List.of(0L, 1L) : List.of(1L, 0L),
        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
  }

  private List<Rational> spread(List<Rational> values, int[] free) {
    List<Rational> all = new ArrayList<>(Collections.nCopies(problem.rows(), Rational.ZERO));
    for (int k = 0; k < free.length; k++) {
      all.set(free[k], values.get(k));
    }
    return all;
  }

  static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int k = 0; k < a.size(); k++) {
      sum = sum.plus(a.get(k).times(b.get(k)));
    }
    return sum;
  }
}
