package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Whether a point of one hidden layer with one output is a local minimum, cell by cell.
 *
 * <p>For a unit, signs of its zero preactivations make a closed cone of moves v. There the loss
 * changes by p·g·v to first order, g the gradient of the sum of residuals times outputs with these
 * slopes; and it may not be negative: p·g is in the cone of the signed inputs (Farkas), that is, a
 * nonnegative combination of some of them (Carathéodory, here over all subsets). If p = 0, the
 * derivative g·(w + v) by p has to be zero for all v in the cone, which is tested by both signs.
 * Samples are not sorted by lines, and nothing is cancelled.
 */
final class SlowMinimum {
  private SlowMinimum() {}

  static boolean is(Point point) {
    if (point.network().bias()) {
      Rational sum = Rational.ZERO;
      for (Rational e : point.residuals().row(0)) {
        sum = sum.plus(SlowLoss.derivative(point.instance().loss(), e));
      }
      if (!sum.isZero()) {
        return false;
      }
    }
    for (int i = 0; i < point.network().width(1); i++) {
      if (!unit(point, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean unit(Point point, int unit) {
    List<Integer> kinks = new ArrayList<>();
    for (int n = 0; n < point.instance().samples(); n++) {
      if (point.pass().preactivation(1).get(unit, n).isZero()) {
        kinks.add(n);
      }
    }
    Rational p = point.weights().matrix(2).get(0, unit);
    for (int bits = 0; bits < 1 << kinks.size(); bits++) {
      List<List<Rational>> cone = new ArrayList<>();
      for (int k = 0; k < kinks.size(); k++) {
        cone.add(scaled(input(point, kinks.get(k)), Rational.of((bits >> k & 1) == 1 ? -1 : 1)));
      }
      List<Rational> g = gradient(point, unit, kinks, bits);
      boolean fits =
          p.isZero()
              ? dot(g, own(point, unit)).isZero()
                  && inCone(g, cone)
                  && inCone(scaled(g, Rational.of(-1)), cone)
              : inCone(scaled(g, p), cone) && dot(g, own(point, unit)).isZero();
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static List<Rational> gradient(Point point, int unit, List<Integer> kinks, int bits) {
    Rational slope = point.network().slope();
    List<Rational> g = scaled(input(point, 0), Rational.ZERO);
    for (int n = 0; n < point.instance().samples(); n++) {
      int index = kinks.indexOf(n);
      boolean below =
          index < 0
              ? point.pass().preactivation(1).get(unit, n).signum() < 0
              : (bits >> index & 1) == 1;
      Rational factor =
          SlowLoss.derivative(point.instance().loss(), point.residuals().get(0, n))
              .times(point.instance().noise(1).factor(n, unit));
      g = plus(g, scaled(input(point, n), below ? factor.times(slope) : factor));
    }
    return g;
  }

  private static List<Rational> input(Point point, int sample) {
    List<Rational> x = new ArrayList<>(point.instance().dataset().inputs().row(sample));
    if (point.network().bias()) {
      x.add(Rational.ONE);
    }
    return x;
  }

  private static List<Rational> own(Point point, int unit) {
    List<Rational> w = new ArrayList<>(point.weights().matrix(1).row(unit));
    if (point.network().bias()) {
      w.add(point.weights().bias(1, unit));
    }
    return w;
  }

  private static boolean inCone(List<Rational> vector, List<List<Rational>> generators) {
    for (int subset = 0; subset < 1 << generators.size(); subset++) {
      List<List<Rational>> chosen = new ArrayList<>();
      for (int k = 0; k < generators.size(); k++) {
        if ((subset >> k & 1) == 1) {
          chosen.add(generators.get(k));
        }
      }
      if (isNonnegativeCombination(vector, chosen)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the vectors are independent and give the vector with factors ≥ 0. */
  private static boolean isNonnegativeCombination(
      List<Rational> vector, List<List<Rational>> vectors) {
    List<List<Rational>> rows = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      List<Rational> row = new ArrayList<>();
      for (List<Rational> v : vectors) {
        row.add(v.get(i));
      }
      row.add(vector.get(i));
      rows.add(row);
    }
    int columns = vectors.size();
    for (int j = 0; j < columns; j++) {
      int pivot = j;
      while (pivot < rows.size() && rows.get(pivot).get(j).isZero()) {
        pivot++;
      }
      if (pivot >= rows.size()) {
        return false;
      }
      List<Rational> top = scaled(rows.get(pivot), rows.get(pivot).get(j).reciprocal());
      rows.remove(pivot);
      rows.add(j, top);
      for (int i = 0; i < rows.size(); i++) {
        if (i != j) {
          rows.set(i, plus(rows.get(i), scaled(top, rows.get(i).get(j).negate())));
        }
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      int sign = rows.get(i).get(columns).signum();
      if (i < columns ? sign < 0 : sign != 0) {
        return false;
      }
    }
    return true;
  }

  private static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  private static List<Rational> scaled(List<Rational> vector, Rational factor) {
    return vector.stream().map(factor::times).toList();
  }

  private static List<Rational> plus(List<Rational> a, List<Rational> b) {
    List<Rational> sum = new ArrayList<>();
    for (int j = 0; j < a.size(); j++) {
      sum.add(a.get(j).plus(b.get(j)));
    }
    return sum;
  }
}
