package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Counts the choices with local minima of a tiny network by the definition, without the checker:
 * sign vectors of a line or a plane from sums of its rays, every ordered choice of them and of
 * output signs, the one-sided derivatives along all edges of the arrangement, and the inequalities
 * by Fourier–Motzkin elimination.
 */
final class FaceJudge {
  /** Larger networks are not judged. */
  private static final int MOST_SAMPLES = 4;

  private static final int MOST_UNKNOWNS = 3;

  private final List<List<Q>> x; // N rows of d
  private final List<Q> y = new ArrayList<>();
  private final List<List<Q>> noise = new ArrayList<>(); // N rows of D
  private final Q slope;
  private final boolean bias;
  private final int units;
  private final int unknowns;

  FaceJudge(TinyJson.Fields instance) {
    x = BruteForce.table(instance.get("inputs"));
    bias = instance.get("bias").equals(true);
    if (bias) {
      x.forEach(row -> row.add(Q.ONE));
    }
    TinyJson.list(instance.get("targets")).forEach(target -> y.add(Q.of(target)));
    slope = Q.of(instance.get("slope"));
    units = Integer.parseInt(TinyJson.list(instance.get("widths")).get(1).toString());
    unknowns = units * inputs() + (bias ? 1 : 0);
    Object given = TinyJson.list(instance.get("noise")).get(0);
    for (int n = 0; n < x.size(); n++) {
      noise.add(
          given.equals("none")
              ? Collections.nCopies(units, Q.ONE)
              : BruteForce.table(given).get(n));
    }
  }

  private int inputs() {
    return x.isEmpty() ? 0 : x.get(0).size();
  }

  /** Fails if the counts or losses of the claim are not those of the instance. */
  void assertMinima(TinyJson.Fields claim, String text) {
    if (x.isEmpty() || x.size() > MOST_SAMPLES || unknowns > MOST_UNKNOWNS || inputs() > 2) {
      return;
    }
    List<List<Integer>> faces = faces();
    List<List<Integer>> states = new ArrayList<>(); // a face, then the sign of the output weight
    for (List<Integer> face : faces) {
      for (int q = -1; q <= 1; q++) {
        if (q != 0 || isCell(face)) {
          List<Integer> state = new ArrayList<>(face);
          state.add(q);
          states.add(state);
        }
      }
    }
    Set<List<String>> seen = new LinkedHashSet<>();
    TreeMap<Q, Integer> losses = new TreeMap<>(FaceJudge::compare);
    for (List<List<Integer>> choice : choices(states)) {
      if (seen.add(unordered(choice))) {
        point(choice).ifPresent(z -> losses.merge(loss(residuals(choice, z)), 1, Integer::sum));
      }
    }
    List<String> found = new ArrayList<>();
    losses.forEach((loss, k) -> found.add(PointJudge.text(loss) + " " + k));
    List<String> claimed = new ArrayList<>();
    for (Object minimum : TinyJson.list(claim.get("minima"))) {
      TinyJson.Fields fields = TinyJson.fields(minimum);
      claimed.add(fields.get("loss") + " " + fields.get("faces"));
    }
    assertThat(claimed).as(text).isEqualTo(found);
    assertThat(claim.get("unit_faces").toString()).as(text).isEqualTo("" + faces.size());
    assertThat(claim.get("unit_cells").toString())
        .as(text)
        .isEqualTo("" + faces.stream().filter(this::isCell).count());
    assertThat(claim.get("choices").toString()).as(text).isEqualTo("" + seen.size());
    assertThat(claim.get("verdict"))
        .as(text)
        .isEqualTo(losses.lastKey().sign() == 0 ? "ALL_GLOBAL" : "BAD_MINIMA");
  }

  /** Sums of two of the vectors ±x and ±(x turned): every face has one of these points. */
  private List<List<Integer>> faces() {
    List<List<Q>> rays = new ArrayList<>();
    for (List<Q> row : x) {
      rays.addAll(around(row));
    }
    rays.add(Collections.nCopies(inputs(), Q.ZERO));
    Set<List<Integer>> faces = new LinkedHashSet<>();
    for (List<Q> a : rays) {
      for (List<Q> b : rays) {
        List<Q> w = new ArrayList<>();
        for (int j = 0; j < inputs(); j++) {
          w.add(a.get(j).plus(b.get(j)));
        }
        faces.add(x.stream().map(row -> dot(row, w).sign()).toList());
      }
    }
    return List.copyOf(faces);
  }

  private static List<List<Q>> around(List<Q> row) {
    List<Q> back = row.stream().map(Q::negated).toList();
    return row.size() < 2
        ? List.of(row, back)
        : List.of(row, back, List.of(row.get(1), back.get(0)), List.of(back.get(1), row.get(0)));
  }

  private boolean isZero(int n) {
    return x.get(n).stream().allMatch(entry -> entry.sign() == 0);
  }

  private boolean isCell(List<Integer> face) {
    for (int n = 0; n < x.size(); n++) {
      if (face.get(n) == 0 && !isZero(n)) {
        return false;
      }
    }
    return true;
  }

  private List<List<List<Integer>>> choices(List<List<Integer>> states) {
    List<List<List<Integer>>> choices = List.of(List.of());
    for (int i = 0; i < units; i++) {
      List<List<List<Integer>>> longer = new ArrayList<>();
      for (List<List<Integer>> choice : choices) {
        for (List<Integer> state : states) {
          List<List<Integer>> next = new ArrayList<>(choice);
          next.add(state);
          longer.add(next);
        }
      }
      choices = longer;
    }
    return choices;
  }

  /** Noise and state of each unit, in an order of their own. */
  private List<String> unordered(List<List<Integer>> choice) {
    List<String> described = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      int unit = i;
      described.add(
          choice.get(i)
              + noise.stream().map(row -> PointJudge.text(row.get(unit))).toList().toString());
    }
    Collections.sort(described);
    return described;
  }

  private Q a(List<Integer> state, int unit, int n) {
    Q factor = noise.get(n).get(unit);
    return state.get(n) == 0 ? Q.ZERO : state.get(n) > 0 ? factor : factor.times(slope);
  }

  /** The residual on a sample: an affine form in the products, the constant last. */
  private List<Q> residual(List<List<Integer>> choice, int n) {
    List<Q> form = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      for (Q entry : x.get(n)) {
        form.add(entry.times(a(choice.get(i), i, n)));
      }
    }
    if (bias) {
      form.add(Q.ONE);
    }
    form.add(y.get(n).negated());
    return form;
  }

  private List<Q> residuals(List<List<Integer>> choice, List<Q> z) {
    List<Q> residuals = new ArrayList<>();
    for (int n = 0; n < x.size(); n++) {
      residuals.add(value(residual(choice, n), z));
    }
    return residuals;
  }

  private Q loss(List<Q> e) {
    return dot(e, e).dividedBy(Q.of(2L * x.size()));
  }

  /** The products of a minimum of the choice with output weights 1, 0 and -1, if there is one. */
  private Optional<List<Q>> point(List<List<Integer>> choice) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      List<Integer> state = choice.get(i);
      int q = state.get(x.size());
      for (int n = 0; n < x.size(); n++) {
        if (q != 0 && !isZero(n)) {
          int sign = q * state.get(n);
          both(rows, block(i, x.get(n)), sign);
        }
      }
      for (int j = 0; j < inputs() && q == 0; j++) {
        both(rows, block(i, unitVector(j)), 0);
      }
      for (List<Q> v : edges(state)) {
        List<Q> h = new ArrayList<>(Collections.nCopies(unknowns + 1, Q.ZERO));
        for (int n = 0; n < x.size(); n++) {
          Q u = dot(x.get(n), v);
          int side = state.get(n) == 0 ? u.sign() : state.get(n);
          Q change = u.times(noise.get(n).get(i)).times(side < 0 ? slope : Q.ONE);
          h = plus(h, residual(choice, n), q < 0 ? change.negated() : change);
        }
        rows.add(new Row(h, false));
        if (q == 0) {
          rows.add(new Row(times(h, Q.of(-1)), false));
        }
      }
    }
    if (bias) {
      List<Q> sum = new ArrayList<>(Collections.nCopies(unknowns + 1, Q.ZERO));
      for (int n = 0; n < x.size(); n++) {
        sum = plus(sum, residual(choice, n), Q.ONE);
      }
      both(rows, sum, 0);
    }
    return solve(rows, unknowns);
  }

  /** Directions that span the cells around a face: where inputs are orthogonal, and along them. */
  private List<List<Q>> edges(List<Integer> state) {
    List<List<Q>> edges = new ArrayList<>();
    List<List<Q>> unit = new ArrayList<>();
    for (int n = 0; n < x.size(); n++) {
      if (state.get(n) == 0 && !isZero(n)) {
        edges.addAll(around(x.get(n)));
      }
    }
    // Without kinks the derivative is linear.
    for (int j = 0; j < (edges.isEmpty() ? inputs() : 0); j++) {
      unit.add(unitVector(j));
      unit.add(times(unitVector(j), Q.of(-1)));
    }
    edges.addAll(unit);
    return edges;
  }

  private List<Q> unitVector(int j) {
    List<Q> vector = new ArrayList<>(Collections.nCopies(inputs(), Q.ZERO));
    vector.set(j, Q.ONE);
    return vector;
  }

  private List<Q> block(int unit, List<Q> own) {
    List<Q> form = new ArrayList<>(Collections.nCopies(unknowns + 1, Q.ZERO));
    for (int j = 0; j < own.size(); j++) {
      form.set(unit * inputs() + j, own.get(j));
    }
    return form;
  }

  /** The form has this sign; a sign 0 needs two inequalities. */
  private static void both(List<Row> rows, List<Q> form, int sign) {
    if (sign != 0) {
      rows.add(new Row(times(form, Q.of(sign)), true));
    } else {
      rows.add(new Row(form, false));
      rows.add(new Row(times(form, Q.of(-1)), false));
    }
  }

  /** An affine form, the constant last, that is to be positive or not negative. */
  private record Row(List<Q> form, boolean strict) {}

  /** A solution, by eliminating the last unknown. */
  private static Optional<List<Q>> solve(List<Row> rows, int unknowns) {
    if (unknowns == 0) {
      boolean holds =
          rows.stream()
              .allMatch(
                  row ->
                      row.form().get(0).sign() > 0
                          || !row.strict() && row.form().get(0).sign() == 0);
      return holds ? Optional.of(List.of()) : Optional.empty();
    }
    int k = unknowns - 1;
    Set<Row> rest = new LinkedHashSet<>();
    for (Row row : rows) {
      if (row.form().get(k).sign() == 0) {
        rest.add(new Row(without(row.form(), k), row.strict()));
      }
      for (Row other : rows) {
        if (row.form().get(k).sign() > 0 && other.form().get(k).sign() < 0) {
          List<Q> sum =
              plus(
                  times(row.form(), other.form().get(k).negated()),
                  other.form(),
                  row.form().get(k));
          rest.add(new Row(reduced(without(sum, k)), row.strict() || other.strict()));
        }
      }
    }
    return solve(List.copyOf(rest), k).map(z -> extended(rows, z, k));
  }

  /** Adds a value of unknown k between its bounds: in the middle, or one beyond the only one. */
  private static List<Q> extended(List<Row> rows, List<Q> z, int k) {
    Optional<Q> low = Optional.empty();
    Optional<Q> high = Optional.empty();
    for (Row row : rows) {
      Q factor = row.form().get(k);
      if (factor.sign() == 0) {
        continue;
      }
      Q bound = value(without(row.form(), k), z).negated().dividedBy(factor);
      if (factor.sign() > 0) {
        low = low.isEmpty() || compare(bound, low.get()) > 0 ? Optional.of(bound) : low;
      } else {
        high = high.isEmpty() || compare(bound, high.get()) < 0 ? Optional.of(bound) : high;
      }
    }
    Q chosen = Q.ZERO;
    if (low.isPresent() && high.isPresent()) {
      chosen = low.get().plus(high.get()).dividedBy(Q.of(2));
    } else if (low.isPresent()) {
      chosen = low.get().plus(Q.ONE);
    } else if (high.isPresent()) {
      chosen = high.get().plus(Q.of(-1));
    }
    List<Q> longer = new ArrayList<>(z);
    longer.add(chosen);
    return longer;
  }

  private static List<Q> without(List<Q> form, int k) {
    List<Q> shorter = new ArrayList<>(form);
    shorter.remove(k);
    return shorter;
  }

  /** The form divided by the size of its first nonzero entry. */
  private static List<Q> reduced(List<Q> form) {
    for (Q entry : form) {
      if (entry.sign() != 0) {
        Q size = entry.sign() < 0 ? entry.negated() : entry;
        return form.stream().map(q -> q.dividedBy(size)).toList();
      }
    }
    return form;
  }

  private static Q value(List<Q> form, List<Q> z) {
    return dot(form.subList(0, z.size()), z).plus(form.get(z.size()));
  }

  private static List<Q> plus(List<Q> a, List<Q> b, Q factor) {
    List<Q> sum = new ArrayList<>();
    for (int j = 0; j < a.size(); j++) {
      sum.add(a.get(j).plus(b.get(j).times(factor)));
    }
    return sum;
  }

  private static List<Q> times(List<Q> a, Q factor) {
    return a.stream().map(entry -> entry.times(factor)).toList();
  }

  private static Q dot(List<Q> a, List<Q> b) {
    Q sum = Q.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  private static int compare(Q a, Q b) {
    return a.plus(b.negated()).sign();
  }
}
