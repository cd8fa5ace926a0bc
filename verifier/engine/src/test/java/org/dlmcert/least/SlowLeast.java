package org.dlmcert.least;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;

/**
 * The least loss of a network with at most two weights for each hidden unit, by the definition:
 * every product of faces and signs of output weights, the best fit on its span by elimination in
 * fractions, and whether the product has a point with that fit, by Fourier–Motzkin elimination. The
 * least point of all lies in some product, and is the best fit on its span.
 */
final class SlowLeast {
  private final CensusProblem problem;
  private final int samples;
  private final int d;
  private final int units;

  SlowLeast(CensusProblem problem) {
    this.problem = problem;
    samples = problem.samples();
    d = problem.dimensions();
    units = problem.units();
  }

  Rational loss() {
    Optional<Rational> least = Optional.empty();
    for (List<List<Integer>> faces : products(faces())) {
      for (int q = 0; q < 1 << units; q++) {
        Optional<Rational> loss = loss(faces, q);
        if (loss.isPresent() && (least.isEmpty() || loss.get().compareTo(least.get()) < 0)) {
          least = loss;
        }
      }
    }
    return least.orElseThrow();
  }

  private List<Rational> column(int n) {
    List<Rational> column = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      column.add(problem.inputs().get(j, n));
    }
    return column;
  }

  /** The signs at all rays of a line or a plane, at sums of two of them, and at 0. */
  private List<List<Integer>> faces() {
    List<List<Rational>> rays = new ArrayList<>();
    rays.add(Collections.nCopies(d, Rational.ZERO));
    for (int n = 0; n < samples; n++) {
      List<Rational> x = column(n);
      rays.add(x);
      rays.add(x.stream().map(Rational::negate).toList());
      if (d == 2) {
        rays.add(List.of(x.get(1), x.get(0).negate()));
        rays.add(List.of(x.get(1).negate(), x.get(0)));
      }
    }
    Set<List<Integer>> faces = new LinkedHashSet<>();
    for (List<Rational> a : rays) {
      for (List<Rational> b : rays) {
        List<Integer> signs = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
          signs.add(dot(a, column(n)).plus(dot(b, column(n))).signum());
        }
        faces.add(signs);
      }
    }
    return List.copyOf(faces);
  }

  private List<List<List<Integer>>> products(List<List<Integer>> faces) {
    List<List<List<Integer>>> products = List.of(List.of());
    for (int i = 0; i < units; i++) {
      List<List<List<Integer>>> longer = new ArrayList<>();
      for (List<List<Integer>> product : products) {
        for (List<Integer> face : faces) {
          List<List<Integer>> next = new ArrayList<>(product);
          next.add(face);
          longer.add(next);
        }
      }
      products = longer;
    }
    return products;
  }

  /** Bit i of q: whether output weight i is positive. */
  private Optional<Rational> loss(List<List<Integer>> faces, int q) {
    int unknowns = units * d + (problem.bias() ? 1 : 0);
    List<List<Rational>> flat = new ArrayList<>();
    List<List<Rational>> signed = new ArrayList<>();
    List<List<Rational>> features = new ArrayList<>();
    for (int n = 0; n < samples; n++) {
      List<Rational> feature = new ArrayList<>();
      for (int i = 0; i < units; i++) {
        int sign = faces.get(i).get(n);
        Rational slope = sign < 0 ? problem.slope() : Rational.ONE;
        Rational a = problem.noise().get(i, n).times(slope);
        a = (q >> i & 1) == 1 ? a : a.negate();
        List<Rational> row = new ArrayList<>(Collections.nCopies(unknowns, Rational.ZERO));
        for (int j = 0; j < d; j++) {
          Rational x = column(n).get(j);
          feature.add(x.times(a));
          row.set(i * d + j, x.times(Rational.of(sign == 0 ? 1 : sign)));
        }
        (sign == 0 ? flat : signed).add(row);
      }
      if (problem.bias()) {
        feature.add(Rational.ONE);
      }
      features.add(feature);
    }
    flat.forEach(row -> row.add(Rational.ZERO));
    List<List<Rational>> span = Solutions.of(flat, unknowns).orElseThrow().kernel();
    List<List<Rational>> onSpan = features.stream().map(f -> on(span, f)).toList();
    List<List<Rational>> normal = new ArrayList<>();
    for (int a = 0; a < span.size(); a++) {
      List<Rational> equation =
          new ArrayList<>(Collections.nCopies(span.size() + 1, Rational.ZERO));
      for (int n = 0; n < samples; n++) {
        Rational f = onSpan.get(n).get(a);
        for (int b = 0; b < span.size(); b++) {
          equation.set(b, equation.get(b).plus(f.times(onSpan.get(n).get(b))));
        }
        equation.set(
            span.size(), equation.get(span.size()).plus(f.times(problem.targets().get(n))));
      }
      normal.add(equation);
    }
    Solutions t = Solutions.of(normal, span.size()).orElseThrow();
    List<List<Rational>> inequalities = new ArrayList<>();
    for (List<Rational> row : signed) {
      List<Rational> short0 = on(span, row);
      List<Rational> inequality = new ArrayList<>(on(t.kernel(), short0));
      inequality.add(dot(short0, t.particular()));
      inequalities.add(inequality);
    }
    if (!hasPoint(inequalities, t.kernel().size())) {
      return Optional.empty();
    }
    Rational sum = Rational.ZERO;
    for (int n = 0; n < samples; n++) {
      Rational e = dot(onSpan.get(n), t.particular()).minus(problem.targets().get(n));
      sum = sum.plus(e.times(e));
    }
    return Optional.of(sum.dividedBy(Rational.of(2L * samples)));
  }

  private static List<Rational> on(List<List<Rational>> span, List<Rational> row) {
    return span.stream().map(direction -> dot(row, direction)).toList();
  }

  private static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  /** Whether all Σ a_k t_k + b &gt; 0 hold for some t: each variable in turn is eliminated. */
  private static boolean hasPoint(List<List<Rational>> inequalities, int variables) {
    Set<List<Rational>> left = new LinkedHashSet<>(inequalities);
    for (int k = 0; k < variables; k++) {
      Set<List<Rational>> next = new LinkedHashSet<>();
      for (List<Rational> a : left) {
        if (a.get(k).isZero()) {
          next.add(a);
        }
        for (List<Rational> b : left) {
          if (a.get(k).signum() > 0 && b.get(k).signum() < 0) {
            List<Rational> sum = new ArrayList<>();
            for (int j = 0; j < a.size(); j++) {
              sum.add(a.get(j).times(b.get(k).negate()).plus(b.get(j).times(a.get(k))));
            }
            next.add(sum);
          }
        }
      }
      left = next;
    }
    return left.stream().allMatch(a -> a.get(variables).signum() > 0);
  }

  /** All solutions of linear equations, given as rows with the right-hand side last. */
  private record Solutions(List<Rational> particular, List<List<Rational>> kernel) {
    static Optional<Solutions> of(List<List<Rational>> equations, int unknowns) {
      List<List<Rational>> m = new ArrayList<>(equations.stream().map(ArrayList::new).toList());
      int[] pivotOf = new int[unknowns];
      int rank = 0;
      for (int c = 0; c < unknowns; c++) {
        pivotOf[c] = -1;
        int r = rank;
        while (r < m.size() && m.get(r).get(c).isZero()) {
          r++;
        }
        if (r == m.size()) {
          continue;
        }
        Collections.swap(m, rank, r);
        Rational pivot = m.get(rank).get(c);
        m.get(rank).replaceAll(entry -> entry.dividedBy(pivot));
        for (int o = 0; o < m.size(); o++) {
          Rational factor = m.get(o).get(c).negate();
          for (int j = 0; o != rank && j <= unknowns; j++) {
            m.get(o).set(j, m.get(o).get(j).plus(m.get(rank).get(j).times(factor)));
          }
        }
        pivotOf[c] = rank++;
      }
      for (int r = rank; r < m.size(); r++) {
        if (!m.get(r).get(unknowns).isZero()) {
          return Optional.empty();
        }
      }
      List<Rational> particular = new ArrayList<>();
      List<List<Rational>> kernel = new ArrayList<>();
      for (int c = 0; c < unknowns; c++) {
        particular.add(pivotOf[c] < 0 ? Rational.ZERO : m.get(pivotOf[c]).get(unknowns));
        if (pivotOf[c] < 0) {
          List<Rational> direction = new ArrayList<>();
          for (int k = 0; k < unknowns; k++) {
            direction.add(
                k == c
                    ? Rational.ONE
                    : pivotOf[k] < 0 ? Rational.ZERO : m.get(pivotOf[k]).get(c).negate());
          }
          kernel.add(direction);
        }
      }
      return Optional.of(new Solutions(particular, kernel));
    }
  }
}
