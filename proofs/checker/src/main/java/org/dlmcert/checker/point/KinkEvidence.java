package org.dlmcert.checker.point;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;

/**
 * Why the one-sided derivative h(v) = c·v + Σ γ·|z·v| of one unit is nowhere negative (format.md,
 * "Kinks").
 */
public sealed interface KinkEvidence {
  List<String> WAYS = List.of("rays", "combination", "signs");

  /** Returns the hidden unit that it is about. */
  int unit();

  static KinkEvidence read(CanonicalReader in, Network network) {
    in.open();
    in.field("unit");
    int unit = in.index(network.width(1));
    in.field("by");
    String way = in.word(WAYS);
    KinkEvidence evidence =
        switch (way) {
          case "rays" -> new Rays(unit);
          case "combination" -> readCombination(in, unit);
          default -> readSigns(in, unit);
        };
    in.close();
    return evidence;
  }

  private static KinkEvidence readCombination(CanonicalReader in, int unit) {
    in.field("t");
    List<Rational> linear = in.list(in::rational);
    in.field("T");
    List<List<Rational>> concave = in.list(() -> in.list(in::rational));
    return new Combination(unit, linear, concave);
  }

  private static KinkEvidence readSigns(CanonicalReader in, int unit) {
    in.field("points");
    return new Signs(unit, in.list(() -> in.list(in::rational)));
  }

  /** The values on all rays are to be computed. */
  record Rays(int unit) implements KinkEvidence {}

  /** c and the |γ|·z of negative γ are combinations of the z of positive γ, within these γ. */
  record Combination(int unit, List<Rational> t, List<List<Rational>> concave)
      implements KinkEvidence {

    void require(UnitDerivative h, Steps steps, String place) {
      Halves halves = Halves.of(h);
      List<List<Rational>> rows = new ArrayList<>(List.of(t));
      rows.addAll(concave);
      halves.requireCount(rows.size() == halves.concave.size() + 1, steps, place);
      for (int j = 0; j < rows.size(); j++) {
        Rational[] vector =
            j == 0
                ? h.linear()[0]
                : scaled(halves.concave.get(j - 1), negated(halves.minus.get(j - 1)), steps);
        halves.requireCombination(vector, rows.get(j), steps, place);
      }
      for (int c = 0; c < halves.plus.size(); c++) {
        Rational sum = Rational.ZERO;
        for (List<Rational> row : rows) {
          sum = Vectors.plus(sum, size(row.get(c)), steps.work());
        }
        halves.requireBound(c, sum, steps, place);
      }
    }
  }

  /** For all signs of the kinks with negative γ, c and these are a combination within the γ. */
  record Signs(int unit, List<List<Rational>> points) implements KinkEvidence {

    void require(UnitDerivative h, Steps steps, String place) {
      Halves halves = Halves.of(h);
      int concave = halves.concave.size();
      halves.requireCount(
          concave < Integer.SIZE - 1 && points.size() == 1 << concave, steps, place);
      for (int b = 0; b < points.size(); b++) {
        Rational[] vector = h.linear()[0];
        for (int j = 0; j < concave; j++) {
          Rational gamma = halves.minus.get(j);
          boolean isMinus = (b >> j & 1) == 1;
          Rational factor = isMinus ? negated(gamma) : gamma;
          vector = plus(vector, scaled(halves.concave.get(j), factor, steps), steps);
        }
        List<Rational> t = points.get(b);
        halves.requireCombination(vector, t, steps, place);
        for (int c = 0; c < t.size(); c++) {
          halves.requireBound(c, size(t.get(c)), steps, place);
        }
      }
    }
  }

  /** The active lines with γ > 0 and those with γ < 0, each in their order. */
  record Halves(
      List<Rational[]> convex,
      List<Rational> plus,
      List<Rational[]> concave,
      List<Rational> minus) {

    static Halves of(UnitDerivative h) {
      Halves halves =
          new Halves(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int c = 0; c < h.lines().size(); c++) {
        Rational gamma = h.weights().get(c)[0];
        (gamma.signum() > 0 ? halves.convex : halves.concave).add(h.lines().get(c));
        (gamma.signum() > 0 ? halves.plus : halves.minus).add(gamma);
      }
      return halves;
    }

    void requireCount(boolean right, Steps steps, String place) {
      steps.require(
          right, place, () -> "there are " + concave.size() + " lines with a negative weight");
    }

    void requireCombination(Rational[] vector, List<Rational> t, Steps steps, String place) {
      steps.require(
          t.size() == convex.size(),
          place,
          () -> t.size() + " factors for " + convex.size() + " lines with a positive weight");
      Rational[] sum =
          convex.isEmpty()
              ? scaled(vector, Rational.ZERO, steps)
              : UnitDerivative.sum(
                  convex.toArray(new Rational[0][]), t.toArray(new Rational[0]), steps.work());
      for (int j = 0; j < sum.length; j++) {
        int row = j;
        steps.require(sum[j].equals(vector[j]), place, () -> "row " + row + " of a combination");
      }
    }

    void requireBound(int line, Rational sum, Steps steps, String place) {
      steps.require(
          Vectors.minus(plus.get(line), sum, steps.work()).signum() >= 0,
          place,
          () -> "the factors of line " + line + " add up to more than its weight");
    }
  }

  private static Rational negated(Rational value) {
    return new Rational(value.numerator().negate(), value.denominator());
  }

  private static Rational size(Rational value) {
    return new Rational(value.numerator().abs(), value.denominator());
  }

  private static Rational[] scaled(Rational[] vector, Rational factor, Steps steps) {
    return Stream.of(vector)
        .map(entry -> Vectors.times(entry, factor, steps.work()))
        .toArray(Rational[]::new);
  }

  private static Rational[] plus(Rational[] a, Rational[] b, Steps steps) {
    Rational[] sum = new Rational[a.length];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = Vectors.plus(a[j], b[j], steps.work());
    }
    return sum;
  }
}
