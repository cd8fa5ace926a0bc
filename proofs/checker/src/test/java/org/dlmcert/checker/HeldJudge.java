package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Bounds for the worst minimum with held output weights, without the checker: the cells of one unit
 * from points drawn at random, every choice of them for all units, and the distance of the targets
 * from the outputs of each by orthogonalization in fractions.
 */
final class HeldJudge {
  private static final int MOST_CHOICES = 300;

  private final List<List<Q>> x;
  private final List<List<Q>> y;
  private final List<List<Q>> w; // k rows of D
  private final Q slope;
  private final boolean bias;

  HeldJudge(TinyJson.Fields instance) {
    x = BruteForce.table(instance.get("inputs"));
    bias = instance.get("bias").equals(true);
    if (bias) {
      x.forEach(row -> row.add(Q.ONE));
    }
    y = BruteForce.table(instance.get("targets"));
    w = BruteForce.table(TinyJson.list(instance.get("weights")).get(1));
    slope = Q.of(instance.get("slope"));
  }

  void assertBounds(TinyJson.Fields claim, String text) {
    List<List<Boolean>> cells = cells();
    assertThat(claim.get("cells").toString()).as(text).isEqualTo(String.valueOf(cells.size()));
    int units = w.get(0).size();
    long choices = Math.round(Math.pow(cells.size(), units));
    if (x.isEmpty() || choices > MOST_CHOICES) {
      return;
    }
    Q to = Q.of(claim.get("loss_to"));
    boolean attained = claim.get("loss_from") == null || claim.get("loss_from").equals("null");
    for (long choice = 0; choice < choices; choice++) {
      List<List<Boolean>> chosen = new ArrayList<>();
      long rest = choice;
      for (int i = 0; i < units; i++) {
        chosen.add(cells.get((int) (rest % cells.size())));
        rest /= cells.size();
      }
      Q loss = loss(chosen);
      assertThat(to.plus(loss.negated()).sign()).as("%s: %s", loss, text).isNotNegative();
      attained = attained || loss.plus(Q.of(claim.get("loss_from")).negated()).sign() == 0;
    }
    assertThat(attained).as(text).isTrue();
  }

  private List<List<Boolean>> cells() {
    Set<List<Boolean>> cells = new LinkedHashSet<>();
    Random random = new Random(20160528);
    int d = x.isEmpty() ? 0 : x.get(0).size();
    if (d == 0) {
      return List.of(List.of());
    }
    for (int t = 0; t < 3000; t++) {
      List<Q> point = new ArrayList<>();
      for (int j = 0; j < d; j++) {
        point.add(Q.of(random.nextInt(201) - 100L));
      }
      List<Boolean> signs = new ArrayList<>();
      boolean open = true;
      for (List<Q> row : x) {
        int sign = dot(row, point).sign();
        boolean zero = row.stream().allMatch(entry -> entry.sign() == 0);
        open &= sign != 0 || zero;
        signs.add(sign > 0 || zero);
      }
      if (open) {
        cells.add(signs);
      }
    }
    return List.copyOf(cells);
  }

  /** The squared distance of the targets from all outputs in these cells, divided by 2N. */
  private Q loss(List<List<Boolean>> cells) {
    int k = w.size();
    List<List<Q>> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      for (int j = 0; j < x.get(0).size(); j++) {
        List<Q> row = new ArrayList<>();
        for (int n = 0; n < x.size(); n++) {
          Q v = x.get(n).get(j).times(cells.get(i).get(n) ? Q.ONE : slope);
          for (List<Q> held : w) {
            row.add(held.get(i).times(v));
          }
        }
        rows.add(row);
      }
    }
    for (int c = 0; bias && c < k; c++) {
      List<Q> row = new ArrayList<>();
      for (int m = 0; m < x.size() * k; m++) {
        row.add(m % k == c ? Q.ONE : Q.ZERO);
      }
      rows.add(row);
    }
    List<List<Q>> orthogonal = new ArrayList<>();
    rows.forEach(row -> orthogonal.add(without(row, orthogonal)));
    List<Q> rest = without(y.stream().flatMap(List::stream).toList(), orthogonal);
    return dot(rest, rest).dividedBy(Q.of(2L * x.size()));
  }

  private static List<Q> without(List<Q> row, List<List<Q>> orthogonal) {
    List<Q> rest = row;
    for (List<Q> other : orthogonal) {
      Q square = dot(other, other);
      if (square.sign() != 0) {
        Q factor = dot(rest, other).dividedBy(square).negated();
        List<Q> next = new ArrayList<>();
        for (int m = 0; m < rest.size(); m++) {
          next.add(rest.get(m).plus(factor.times(other.get(m))));
        }
        rest = next;
      }
    }
    return rest;
  }

  private static Q dot(List<Q> a, List<Q> b) {
    Q sum = Q.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }
}
