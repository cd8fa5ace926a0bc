package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Counts the differentiable minima of a tiny network by the definition, without the checker: the
 * sign vectors of a line or a plane from its rays, every choice of them and of output signs, normal
 * equations by elimination in fractions, and strict inequalities by Fourier–Motzkin elimination.
 */
final class MinimaJudge {
  /** Larger networks are not judged. */
  private static final int MOST_SAMPLES = 5;

  private final List<List<Q>> x; // N rows of d
  private final List<Q> y = new ArrayList<>();
  private final List<List<Q>> noise = new ArrayList<>(); // N rows of D
  private final Q slope;
  private final boolean bias;
  private final int units;

  MinimaJudge(TinyJson.Fields instance) {
    x = BruteForce.table(instance.get("inputs"));
    bias = instance.get("bias").equals(true);
    if (bias) {
      x.forEach(row -> row.add(Q.ONE));
    }
    TinyJson.list(instance.get("targets")).forEach(target -> y.add(Q.of(target)));
    slope = Q.of(instance.get("slope"));
    units = Integer.parseInt(TinyJson.list(instance.get("widths")).get(1).toString());
    Object given = TinyJson.list(instance.get("noise")).get(0);
    for (int n = 0; n < x.size(); n++) {
      noise.add(
          given.equals("none")
              ? Collections.nCopies(units, Q.ONE)
              : BruteForce.table(given).get(n));
    }
  }

  int inputs() {
    return x.isEmpty() ? 0 : x.get(0).size();
  }

  boolean isTooLarge() {
    return x.size() > MOST_SAMPLES || inputs() > 2 || units > 2;
  }

  /** Fails if the counts or losses of the claim are not those of the instance. */
  void assertMinima(TinyJson.Fields claim, String text) {
    if (isTooLarge() || x.isEmpty()) {
      return;
    }
    List<List<Integer>> cells = cells();
    Set<List<List<Integer>>> all = new LinkedHashSet<>();
    Set<List<List<Integer>>> nonzero = new LinkedHashSet<>();
    TreeMap<Q, int[]> losses = new TreeMap<>(MinimaJudge::compare);
    for (List<List<Integer>> choice : choices(cells)) {
      for (List<Integer> q : signs(units)) {
        if (!all.add(unordered(choice, q))) {
          continue;
        }
        boolean withoutZero = !q.contains(0);
        if (withoutZero) {
          nonzero.add(unordered(choice, q));
        }
        loss(choice, q)
            .ifPresent(
                loss -> losses.computeIfAbsent(loss, l -> new int[2])[withoutZero ? 0 : 1]++);
      }
    }
    List<String> found = new ArrayList<>();
    losses.forEach((loss, k) -> found.add(text(loss) + " " + k[0] + " " + k[1]));
    List<String> claimed = new ArrayList<>();
    for (Object minimum : TinyJson.list(claim.get("minima"))) {
      TinyJson.Fields fields = TinyJson.fields(minimum);
      claimed.add(
          fields.get("loss")
              + " "
              + fields.get("cells")
              + " "
              + fields.get("cells_with_zero_output_weights"));
    }
    assertThat(claimed).as(text).isEqualTo(found);
    assertThat(claim.get("cells_nonzero_output").toString())
        .as(text)
        .isEqualTo(String.valueOf(nonzero.size()));
    assertThat(claim.get("cells_zero_output").toString())
        .as(text)
        .isEqualTo(String.valueOf(all.size() - nonzero.size()));
    assertThat(claim.get("verdict"))
        .as(text)
        .isEqualTo(
            losses.isEmpty() ? "NONE" : losses.lastKey().sign() == 0 ? "ALL_GLOBAL" : "BAD_MINIMA");
  }

  /** Fails if another loss is the largest among the cells of one unit. */
  void assertWorst(TinyJson.Fields claim, String text) {
    if (isTooLarge() || x.isEmpty()) {
      return;
    }
    List<List<Integer>> cells = cells();
    Q worst = Q.ZERO;
    for (List<Integer> cell : cells) {
      Q loss = loss(fit(gradients(List.of(cell))));
      worst = compare(loss, worst) > 0 ? loss : worst;
    }
    assertThat(claim.get("cells").toString()).as(text).isEqualTo(String.valueOf(cells.size()));
    assertThat(claim.get("loss")).as(text).isEqualTo(text(worst));
  }

  /** The sign vectors of open cells, 0 for zero samples: between any two rays of the boundary. */
  private List<List<Integer>> cells() {
    return faces().stream().filter(this::isOpen).toList();
  }

  private boolean isOpen(List<Integer> signs) {
    for (int n = 0; n < x.size(); n++) {
      if (signs.get(n) == 0 && !isZero(n)) {
        return false;
      }
    }
    return true;
  }

  /** The sign vectors of all points of a line or a plane, of rays and of sums of two of them. */
  List<List<Integer>> faces() {
    List<List<Q>> rays = new ArrayList<>();
    for (List<Q> row : x) {
      rays.add(row);
      rays.add(row.stream().map(Q::negated).toList());
      if (inputs() == 2) {
        rays.add(List.of(row.get(1), row.get(0).negated()));
        rays.add(List.of(row.get(1).negated(), row.get(0)));
      }
    }
    rays.add(Collections.nCopies(inputs(), Q.ZERO));
    Set<List<Integer>> cells = new LinkedHashSet<>();
    for (List<Q> a : rays) {
      for (List<Q> b : rays) {
        List<Q> w = new ArrayList<>();
        for (int j = 0; j < inputs(); j++) {
          w.add(a.get(j).plus(b.get(j)));
        }
        List<Integer> signs = x.stream().map(row -> dot(row, w).sign()).toList();
        cells.add(signs);
      }
    }
    return List.copyOf(cells);
  }

  private boolean isZero(int n) {
    return x.get(n).stream().allMatch(entry -> entry.sign() == 0);
  }

  private List<List<List<Integer>>> choices(List<List<Integer>> cells) {
    List<List<List<Integer>>> choices = List.of(List.of());
    for (int i = 0; i < units; i++) {
      List<List<List<Integer>>> longer = new ArrayList<>();
      for (List<List<Integer>> choice : choices) {
        for (List<Integer> cell : cells) {
          List<List<Integer>> next = new ArrayList<>(choice);
          next.add(cell);
          longer.add(next);
        }
      }
      choices = longer;
    }
    return choices;
  }

  private static List<List<Integer>> signs(int units) {
    List<List<Integer>> signs = new ArrayList<>();
    for (int code = 0; code < (units == 1 ? 3 : 9); code++) {
      List<Integer> q = new ArrayList<>();
      for (int i = 0, rest = code; i < units; i++, rest /= 3) {
        q.add(rest % 3 - 1);
      }
      signs.add(q);
    }
    return signs;
  }

  /** Noise, cell and sign of each unit, in an order of their own. */
  private List<List<Integer>> unordered(List<List<Integer>> choice, List<Integer> q) {
    List<List<Integer>> cell = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      int unit = i;
      int first = 0;
      while (!sameNoise(first, unit)) {
        first++;
      }
      List<Integer> described = new ArrayList<>(List.of(first, q.get(i)));
      described.addAll(choice.get(i));
      cell.add(described);
    }
    cell.sort((a, b) -> a.toString().compareTo(b.toString()));
    return cell;
  }

  private boolean sameNoise(int i, int j) {
    return noise.stream().allMatch(row -> compare(row.get(i), row.get(j)) == 0);
  }

  /** The rows of G for some units, with biases one of ones. */
  List<List<Q>> gradients(List<List<Integer>> choice) {
    List<List<Q>> rows = new ArrayList<>();
    for (int i = 0; i < choice.size(); i++) {
      for (int j = 0; j < inputs(); j++) {
        List<Q> row = new ArrayList<>();
        for (int n = 0; n < x.size(); n++) {
          Q a = choice.get(i).get(n) < 0 ? slope : Q.ONE;
          row.add(x.get(n).get(j).times(a).times(noise.get(n).get(i)));
        }
        rows.add(row);
      }
    }
    if (bias) {
      rows.add(Collections.nCopies(x.size(), Q.ONE));
    }
    return rows;
  }

  /** The point of the row space nearest to y. */
  List<Q> fit(List<List<Q>> rows) {
    List<List<Q>> equations = new ArrayList<>();
    for (List<Q> row : rows) {
      List<Q> equation = new ArrayList<>(rows.stream().map(other -> dot(row, other)).toList());
      equation.add(dot(row, y));
      equations.add(equation);
    }
    List<Q> z = Solutions.of(equations, rows.size()).orElseThrow().particular();
    List<Q> fit = new ArrayList<>();
    for (int n = 0; n < x.size(); n++) {
      int sample = n;
      fit.add(dot(rows.stream().map(row -> row.get(sample)).toList(), z));
    }
    return fit;
  }

  Q loss(List<Q> fit) {
    Q sum = Q.ZERO;
    for (int n = 0; n < fit.size(); n++) {
      Q e = fit.get(n).plus(y.get(n).negated());
      sum = sum.plus(e.times(e));
    }
    return sum.dividedBy(Q.of(2L * x.size()));
  }

  /** The loss of the minima in a cell; empty if there are none. */
  private Optional<Q> loss(List<List<Integer>> choice, List<Integer> q) {
    List<List<Q>> rows = gradients(choice);
    List<Q> fit = fit(rows);
    List<List<Q>> equations = new ArrayList<>();
    for (int n = 0; n < x.size(); n++) {
      List<Q> equation = new ArrayList<>();
      for (List<Q> row : rows) {
        equation.add(row.get(n));
      }
      equation.add(fit.get(n));
      equations.add(equation);
    }
    for (int i = 0; i < units; i++) {
      for (int j = 0; q.get(i) == 0 && j < inputs(); j++) {
        List<Q> equation = new ArrayList<>(Collections.nCopies(rows.size() + 1, Q.ZERO));
        equation.set(i * inputs() + j, Q.ONE);
        equations.add(equation);
      }
    }
    Optional<Solutions> solutions = Solutions.of(equations, rows.size());
    if (solutions.isEmpty()) {
      return Optional.empty();
    }
    List<List<Q>> positive = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      for (int n = 0; n < x.size(); n++) {
        int sign = q.get(i) * choice.get(i).get(n);
        if (sign != 0) {
          List<Q> row = new ArrayList<>(Collections.nCopies(rows.size(), Q.ZERO));
          for (int j = 0; j < inputs(); j++) {
            row.set(i * inputs() + j, x.get(n).get(j).times(Q.of(sign)));
          }
          List<Q> inequality = new ArrayList<>();
          solutions.get().kernel().forEach(direction -> inequality.add(dot(row, direction)));
          inequality.add(dot(row, solutions.get().particular()));
          positive.add(inequality);
        }
      }
    }
    return hasPoint(positive, solutions.get().kernel().size())
        ? Optional.of(loss(fit))
        : Optional.empty();
  }

  /** Whether all Σ a_k t_k + b > 0 hold for some t: each variable in turn is eliminated. */
  static boolean hasPoint(List<List<Q>> inequalities, int variables) {
    List<List<Q>> left = inequalities;
    for (int k = 0; k < variables; k++) {
      List<List<Q>> next = new ArrayList<>();
      for (List<Q> a : left) {
        if (a.get(k).sign() == 0) {
          next.add(a);
        }
        for (List<Q> b : left) {
          if (a.get(k).sign() > 0 && b.get(k).sign() < 0) {
            List<Q> sum = new ArrayList<>();
            for (int j = 0; j < a.size(); j++) {
              sum.add(a.get(j).times(b.get(k).negated()).plus(b.get(j).times(a.get(k))));
            }
            next.add(sum);
          }
        }
      }
      left = next;
    }
    return left.stream().allMatch(a -> a.get(variables).sign() > 0);
  }

  /** All solutions of linear equations, given as rows with the right-hand side last. */
  record Solutions(List<Q> particular, List<List<Q>> kernel) {
    static Optional<Solutions> of(List<List<Q>> equations, int unknowns) {
      List<List<Q>> m = new ArrayList<>(equations.stream().map(ArrayList::new).toList());
      int[] pivotOf = new int[unknowns];
      int rank = 0;
      for (int c = 0; c < unknowns; c++) {
        pivotOf[c] = -1;
        int r = rank;
        while (r < m.size() && m.get(r).get(c).sign() == 0) {
          r++;
        }
        if (r == m.size()) {
          continue;
        }
        Collections.swap(m, rank, r);
        Q pivot = m.get(rank).get(c);
        m.get(rank).replaceAll(entry -> entry.dividedBy(pivot));
        for (int o = 0; o < m.size(); o++) {
          Q factor = m.get(o).get(c).negated();
          for (int j = 0; o != rank && j <= unknowns; j++) {
            m.get(o).set(j, m.get(o).get(j).plus(m.get(rank).get(j).times(factor)));
          }
        }
        pivotOf[c] = rank++;
      }
      for (int r = rank; r < m.size(); r++) {
        if (m.get(r).get(unknowns).sign() != 0) {
          return Optional.empty();
        }
      }
      List<Q> particular = new ArrayList<>();
      List<List<Q>> kernel = new ArrayList<>();
      for (int c = 0; c < unknowns; c++) {
        particular.add(pivotOf[c] < 0 ? Q.ZERO : m.get(pivotOf[c]).get(unknowns));
        if (pivotOf[c] < 0) {
          List<Q> direction = new ArrayList<>();
          for (int k = 0; k < unknowns; k++) {
            direction.add(
                k == c ? Q.ONE : pivotOf[k] < 0 ? Q.ZERO : m.get(pivotOf[k]).get(c).negated());
          }
          kernel.add(direction);
        }
      }
      return Optional.of(new Solutions(particular, kernel));
    }
  }

  static Q dot(List<Q> a, List<Q> b) {
    Q sum = Q.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  static int compare(Q a, Q b) {
    return a.plus(b.negated()).sign();
  }

  static String text(Q value) {
    BigInteger common = value.p().gcd(value.q());
    BigInteger p = value.p().divide(common);
    BigInteger q = value.q().divide(common);
    return q.equals(BigInteger.ONE) ? p.toString() : p + "/" + q;
  }
}
