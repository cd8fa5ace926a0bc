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
 * Minima on boundaries from the definition: all sign vectors with zeros for all units, and for
 * every adjacent open sign vector the equation that its gradient vanishes.
 */
final class SlowBoundary {
  private final CensusProblem problem;
  private final int d;
  private final List<Long> open;
  private final List<int[]> faces = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  final Map<Rational, Long> byLoss = new TreeMap<>();

  SlowBoundary(CensusProblem problem) {
    this.problem = problem;
    d = problem.dimensions();
    open = FourierMotzkin.signVectors(problem.inputs(), SignConvention.OPEN);
    addFaces(new int[problem.samples()], 0);
    choose(new ArrayList<>(), new ArrayList<>());
  }

  int faces() {
    return faces.size();
  }

  private void addFaces(int[] signs, int n) {
    if (n == signs.length) {
      if (isFace(signs)) {
        faces.add(signs.clone());
      }
      return;
    }
    for (int sign = isZero(n) ? 0 : 1; sign >= (isZero(n) ? 0 : -1); sign--) {
      signs[n] = sign;
      addFaces(signs, n + 1);
    }
  }

  private boolean isFace(int[] signs) {
    List<List<Rational>> equations = new ArrayList<>();
    List<List<Rational>> strict = new ArrayList<>();
    for (int n = 0; n < signs.length; n++) {
      Rational sign = Rational.of(signs[n]);
      List<Rational> x = problem.inputs().transpose().row(n);
      if (signs[n] == 0) {
        equations.add(x);
      } else {
        strict.add(x.stream().map(e -> e.times(sign)).toList());
      }
    }
    return solvable(equations, Collections.nCopies(equations.size(), Rational.ZERO), strict, d);
  }

  /** Whether equations · w = right and all strict · w &gt; 0 for some w. */
  private static boolean solvable(
      List<List<Rational>> equations,
      List<Rational> right,
      List<List<Rational>> strict,
      int unknowns) {
    PlainElimination system = system(equations, right, unknowns);
    if (!system.isConsistent()) {
      return false;
    }
    List<List<Rational>> basis = new ArrayList<>();
    basis.add(system.particular());
    basis.addAll(system.kernel());
    List<List<Rational>> rows = new ArrayList<>();
    List<Rational> first = new ArrayList<>(Collections.nCopies(basis.size(), Rational.ZERO));
    first.set(0, Rational.ONE);
    rows.add(first);
    for (List<Rational> inequality : strict) {
      rows.add(basis.stream().map(b -> SlowCensus.dot(b, inequality)).toList());
    }
    return rows.stream().noneMatch(row -> row.stream().allMatch(Rational::isZero))
        && FourierMotzkin.exists(
            RationalMatrix.ofRows(basis.size(), rows).transpose(),
            (1L << rows.size()) - 1,
            SignConvention.OPEN);
  }

  private static PlainElimination system(
      List<List<Rational>> equations, List<Rational> right, int unknowns) {
    return new PlainElimination(
        RationalMatrix.ofRows(unknowns, equations),
        RationalMatrix.ofRows(1, right.stream().map(List::of).toList()));
  }

  private void choose(List<Integer> chosen, List<Integer> signs) {
    if (chosen.size() == problem.units()) {
      boolean cell =
          chosen.stream()
              .allMatch(
                  f ->
                      IntStream.range(0, problem.samples())
                          .allMatch(n -> faces.get(f)[n] != 0 || isZero(n)));
      List<String> names =
          new ArrayList<>(
              IntStream.range(0, chosen.size())
                  .mapToObj(i -> problem.noise().row(i) + " " + chosen.get(i) + " " + signs.get(i))
                  .toList());
      Collections.sort(names);
      if (!cell && seen.add(names.toString())) {
        visit(chosen, signs);
      }
      return;
    }
    for (int f = 0; f < faces.size(); f++) {
      for (int sign = -1; sign <= 1; sign++) {
        chosen.add(f);
        signs.add(sign);
        choose(chosen, signs);
        chosen.remove(chosen.size() - 1);
        signs.remove(signs.size() - 1);
      }
    }
  }

  private void visit(List<Integer> chosen, List<Integer> signs) {
    int rows = problem.rows();
    RationalMatrix g =
        RationalMatrix.of(rows, problem.samples(), (row, n) -> entry(row, n, chosen));
    List<List<Rational>> equations = new ArrayList<>();
    List<Rational> right = new ArrayList<>();
    List<List<Rational>> strict = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      int[] face = faces.get(chosen.get(i));
      for (long sigma : open) {
        boolean adjacent =
            IntStream.range(0, face.length)
                .allMatch(n -> face[n] == 0 || (sigma >> n & 1) == (face[n] > 0 ? 1 : 0));
        for (int j = 0; adjacent && j < d; j++) {
          int unit = i;
          int input = j;
          stationary(
              IntStream.range(0, problem.samples())
                  .mapToObj(n -> entry(unit, input, n, (sigma >> n & 1) == 1))
                  .toList(),
              g,
              equations,
              right);
        }
      }
      for (int j = 0; signs.get(i) == 0 && j < d; j++) {
        equations.add(unit(rows, i * d + j));
        right.add(Rational.ZERO);
      }
      for (int n = 0; signs.get(i) != 0 && n < face.length; n++) {
        List<Rational> row = new ArrayList<>(Collections.nCopies(rows, Rational.ZERO));
        int factor = face[n] == 0 ? 1 : face[n] * signs.get(i);
        for (int j = 0; j < d; j++) {
          row.set(i * d + j, problem.inputs().get(j, n).times(Rational.of(factor)));
        }
        if (face[n] == 0) {
          equations.add(row);
          right.add(Rational.ZERO);
        } else {
          strict.add(row);
        }
      }
    }
    if (problem.bias()) {
      stationary(Collections.nCopies(problem.samples(), Rational.ONE), g, equations, right);
    }
    if (!solvable(equations, right, strict, rows)) {
      return;
    }
    List<Rational> point = system(equations, right, rows).particular();
    Rational squares = Rational.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      Rational e = SlowCensus.dot(g.transpose().row(n), point).minus(problem.targets().get(n));
      squares = squares.plus(e.times(e));
    }
    Rational loss =
        problem.samples() == 0
            ? Rational.ZERO
            : squares.dividedBy(Rational.of(2L * problem.samples()));
    byLoss.merge(loss, 1L, Long::sum);
  }

  /** Σ_n row_n·(Gᵀw - y)_n = 0. */
  private void stationary(
      List<Rational> row, RationalMatrix g, List<List<Rational>> equations, List<Rational> right) {
    equations.add(
        IntStream.range(0, g.rows()).mapToObj(k -> SlowCensus.dot(g.row(k), row)).toList());
    right.add(SlowCensus.dot(row, problem.targets()));
  }

  private Rational entry(int row, int n, List<Integer> chosen) {
    int i = row / d;
    return i == chosen.size()
        ? Rational.ONE
        : entry(i, row % d, n, faces.get(chosen.get(i))[n] >= 0);
  }

  private Rational entry(int unit, int j, int n, boolean plus) {
    return problem
        .noise()
        .get(unit, n)
        .times(plus ? Rational.ONE : problem.slope())
        .times(problem.inputs().get(j, n));
  }

  private static List<Rational> unit(int length, int index) {
    List<Rational> row = new ArrayList<>(Collections.nCopies(length, Rational.ZERO));
    row.set(index, Rational.ONE);
    return row;
  }

  private boolean isZero(int n) {
    return IntStream.range(0, d).allMatch(j -> problem.inputs().get(j, n).isZero());
  }
}
