package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Whether a point of one hidden layer is a local minimum, differentiable or not, for one or two
 * inputs. Let h_i(v) = Σ_n e_n·ε_{i,n}·ψ_n(v), ψ_n the one-sided derivative of φ(w·x⁽ⁿ⁾) at w_i
 * along v. The point is a local minimum exactly if w_{2,i}·h_i(v) ≥ 0 for all v where w_{2,i} ≠ 0,
 * and h_i = 0 where w_{2,i} = 0 (proofs/soundness.md, section 21).
 *
 * <p>h_i is linear on each of the cones that the lines v·x⁽ⁿ⁾ = 0 of the kinks cut out, so it is
 * enough to look at vectors that generate these cones.
 */
public record KinkConditions(Setting setting) {
  public KinkConditions {
    if (setting.depth() != 2 || setting.inputs().rows() > 2) {
      throw new IllegalArgumentException("one hidden layer and at most two inputs expected");
    }
  }

  public boolean hold() {
    for (int unit = 0; unit < setting.weight(1).rows(); unit++) {
      int sign = setting.weight(2).get(0, unit).signum();
      for (List<Rational> v : directions(unit)) {
        int h = derivative(unit, v).signum();
        if (sign == 0 ? h != 0 : sign * h < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** h_i(v), for unit i (from 0). */
  public Rational derivative(int unit, List<Rational> v) {
    RationalMatrix x = setting.inputs();
    RationalMatrix u = setting.preactivations().get(0);
    RationalMatrix e = setting.residuals();
    Rational sum = Rational.ZERO;
    for (int n = 0; n < setting.samples(); n++) {
      Rational moved = Rational.ZERO;
      for (int j = 0; j < x.rows(); j++) {
        moved = moved.plus(v.get(j).times(x.get(j, n)));
      }
      int side = u.get(unit, n).isZero() ? moved.signum() : u.get(unit, n).signum();
      Rational slope = side < 0 ? setting.slope() : Rational.ONE;
      sum =
          sum.plus(
              e.get(0, n).times(setting.noise().get(0).get(unit, n)).times(slope).times(moved));
    }
    return sum;
  }

  /** Vectors of which each cone's linear combinations with factors ≥ 0 are all its points. */
  private List<List<Rational>> directions(int unit) {
    RationalMatrix x = setting.inputs();
    RationalMatrix u = setting.preactivations().get(0);
    List<List<Rational>> all = new ArrayList<>();
    if (x.rows() == 1) {
      addBoth(all, List.of(Rational.ONE));
      return all;
    }
    addBoth(all, List.of(Rational.ONE, Rational.ZERO));
    addBoth(all, List.of(Rational.ZERO, Rational.ONE));
    for (int n = 0; n < setting.samples(); n++) {
      if (u.get(unit, n).isZero()) {
        // Along and across the line on which the slope of this sample changes.
        addBoth(all, List.of(x.get(1, n).negate(), x.get(0, n)));
        addBoth(all, List.of(x.get(0, n), x.get(1, n)));
      }
    }
    return all;
  }

  private static void addBoth(List<List<Rational>> all, List<Rational> v) {
    all.add(v);
    all.add(v.stream().map(Rational::negate).toList());
  }
}
