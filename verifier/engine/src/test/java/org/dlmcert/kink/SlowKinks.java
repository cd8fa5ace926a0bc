package org.dlmcert.kink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;

/**
 * Decides whether c·v + Σ γ_C·|z_C·v| is nowhere negative by going through all sign vectors: where
 * the z_C·v have the signs τ the function is linear, (c + Σ τγz)·v, and it is nonnegative there
 * exactly if c + Σ τγz is in the cone of the τ_C·z_C (Farkas), that is, a nonnegative combination
 * of some independent ones of them (Carathéodory). Exponential in everything, and no linear
 * program.
 */
final class SlowKinks {
  private SlowKinks() {}

  static boolean isNowhereNegative(DirectionalDerivative h) {
    int k = h.kinks().size();
    for (int bits = 0; bits < 1 << k; bits++) {
      List<Rational> vector = h.linear();
      List<List<Rational>> generators = new ArrayList<>();
      for (int j = 0; j < k; j++) {
        DirectionalDerivative.Kink kink = h.kinks().get(j);
        Rational tau = Rational.of((bits >> j & 1) == 1 ? -1 : 1);
        vector = plus(vector, kink.line(), tau.times(kink.weight()));
        generators.add(kink.line().stream().map(tau::times).toList());
      }
      if (!inCone(vector, generators)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a vector is a nonnegative combination of some of the generators. */
  private static boolean inCone(List<Rational> vector, List<List<Rational>> generators) {
    for (int subset = 0; subset < 1 << generators.size(); subset++) {
      if (Integer.bitCount(subset) <= vector.size()) {
        List<List<Rational>> chosen = new ArrayList<>();
        for (int j = 0; j < generators.size(); j++) {
          if ((subset >> j & 1) == 1) {
            chosen.add(generators.get(j));
          }
        }
        Optional<List<Rational>> factors = factors(vector, chosen);
        if (factors.isPresent() && factors.get().stream().allMatch(f -> f.signum() >= 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The factors of a vector over independent vectors, if there are any; Gauss and Jordan. */
  static Optional<List<Rational>> factors(List<Rational> vector, List<List<Rational>> vectors) {
    int columns = vectors.size();
    List<List<Rational>> rows = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      List<Rational> row = new ArrayList<>();
      for (List<Rational> v : vectors) {
        row.add(v.get(i));
      }
      row.add(vector.get(i));
      rows.add(row);
    }
    for (int j = 0; j < columns; j++) {
      int pivot = j;
      while (pivot < rows.size() && rows.get(pivot).get(j).isZero()) {
        pivot++;
      }
      if (pivot == rows.size()) {
        return Optional.empty();
      }
      List<Rational> top = rows.remove(pivot);
      Rational inverse = top.get(j).reciprocal();
      List<Rational> scaled = top.stream().map(inverse::times).toList();
      for (int i = 0; i < rows.size(); i++) {
        rows.set(i, plus(rows.get(i), scaled, rows.get(i).get(j).negate()));
      }
      rows.add(j, scaled);
    }
    for (int i = columns; i < rows.size(); i++) {
      if (!rows.get(i).get(columns).isZero()) {
        return Optional.empty();
      }
    }
    return Optional.of(rows.subList(0, columns).stream().map(row -> row.get(columns)).toList());
  }

  static List<Rational> plus(List<Rational> a, List<Rational> b, Rational factor) {
    List<Rational> sum = new ArrayList<>();
    for (int j = 0; j < a.size(); j++) {
      sum.add(a.get(j).plus(b.get(j).times(factor)));
    }
    return sum;
  }

  /** h(v) from its definition. */
  static Rational at(DirectionalDerivative h, List<Rational> v) {
    Rational value = product(h.linear(), v);
    for (DirectionalDerivative.Kink kink : h.kinks()) {
      Rational side = product(kink.line(), v);
      value = value.plus(kink.weight().times(side.signum() < 0 ? side.negate() : side));
    }
    return value;
  }

  private static Rational product(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  /** Whether evidence proves what it is for. */
  static boolean proves(DirectionalDerivative h, KinkEvidence evidence) {
    List<DirectionalDerivative.Kink> convex =
        h.kinks().stream().filter(k -> k.weight().signum() > 0).toList();
    List<DirectionalDerivative.Kink> concave =
        h.kinks().stream().filter(k -> k.weight().signum() < 0).toList();
    if (evidence instanceof KinkEvidence.Combination found) {
      List<Rational> room = convex.stream().map(DirectionalDerivative.Kink::weight).toList();
      List<List<Rational>> rows = new ArrayList<>(List.of(found.linear()));
      rows.addAll(found.concave());
      for (int j = 0; j <= concave.size(); j++) {
        List<Rational> rest =
            j == 0
                ? h.linear()
                : concave.get(j - 1).line().stream()
                    .map(concave.get(j - 1).weight().negate()::times)
                    .toList();
        List<Rational> row = rows.get(j);
        for (int c = 0; c < convex.size(); c++) {
          rest = plus(rest, convex.get(c).line(), row.get(c).negate());
        }
        room = plus(room, row.stream().map(Rational::abs).toList(), Rational.of(-1));
        if (!rest.stream().allMatch(Rational::isZero)) {
          return false;
        }
      }
      return rows.size() == concave.size() + 1 && room.stream().allMatch(r -> r.signum() >= 0);
    }
    if (evidence instanceof KinkEvidence.Points found) {
      for (int bits = 0; bits < 1 << concave.size(); bits++) {
        List<Rational> rest = h.linear();
        for (int j = 0; j < concave.size(); j++) {
          Rational tau = Rational.of((bits >> j & 1) == 1 ? -1 : 1);
          rest = plus(rest, concave.get(j).line(), tau.times(concave.get(j).weight()));
        }
        List<Rational> t = found.points().get(bits);
        for (int c = 0; c < convex.size(); c++) {
          rest = plus(rest, convex.get(c).line(), t.get(c).negate());
          if (t.get(c).abs().compareTo(convex.get(c).weight()) > 0) {
            return false;
          }
        }
        if (!rest.stream().allMatch(Rational::isZero)) {
          return false;
        }
      }
      return found.points().size() == 1 << concave.size();
    }
    return evidence instanceof KinkEvidence.OnRays;
  }
}
