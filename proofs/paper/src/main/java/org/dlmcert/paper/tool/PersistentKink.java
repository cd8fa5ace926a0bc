package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * A local minimum of a network with one input and two units on two samples, one unit at 0 and the
 * other not, as one of all data near: with every number of X, E_1, y and s moved by at most a
 * radius. All is computed in exact intervals, so that what they show is so for all these data.
 *
 * <p>The unit at 0 stays there with its output weight. The other one, with w̃ = w_{2,j}·w_j, takes
 * the least-squares solution for the row of A_1∘X that it has. If w̃ keeps its sign, this is a
 * point where the condition on unit j (its row orthogonal to e) holds, and unit i asks for
 * w_{2,i}·h_i(v) ≥ 0 at v = ±1 ({@link KinkConditions}).
 */
public record PersistentKink(Setting point) {
  public PersistentKink {
    RationalMatrix w = point.weight(1);
    if (w.columns() != 1
        || w.rows() != 2
        || point.samples() != 2
        || w.get(0, 0).isZero() == w.get(1, 0).isZero()) {
      throw new IllegalArgumentException(
          "one input, two samples and two units, one of them at 0, expected");
    }
  }

  /** The largest r = k/steps ≤ 1 for which it is proved to persist, as k; 0 if none. */
  public int radius(int steps) {
    int least = 0; // intervals grow with the radius, so what holds for one holds for smaller ones
    int most = steps + 1;
    while (most - least > 1) {
      int middle = (least + most) / 2;
      if (persists(Rational.of(middle, steps))) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return least;
  }

  /** Whether all data within the radius have a bad minimum there, and rank 2 under all patterns. */
  public boolean persists(Rational radius) {
    Data data = new Data(point, radius);
    return data.staysInCell() && data.risesBothWays() && data.hasFullRankUnderEveryPattern();
  }

  /** What the loss of the minimum may be within a radius at which it persists. */
  public RationalInterval loss(Rational radius) {
    RationalInterval sum = RationalInterval.of(Rational.ZERO);
    for (RationalInterval e : new Data(point, radius).residuals()) {
      sum = sum.plus(square(e));
    }
    return sum.times(RationalInterval.of(Rational.of(1, 4)));
  }

  private static RationalInterval square(RationalInterval x) {
    RationalInterval product = x.times(x);
    return x.sign() == 0 ? new RationalInterval(Rational.ZERO, product.most()) : product;
  }

  /** All data within a radius. */
  private static final class Data {
    private final int idle; // the unit at 0
    private final int active;
    private final int side; // of the other one
    private final int idleOutput;
    private final int activeOutput;
    private final RationalInterval slope;
    private final List<RationalInterval> inputs = new ArrayList<>();
    private final List<RationalInterval> targets = new ArrayList<>();
    private final List<List<RationalInterval>> noise = new ArrayList<>();

    Data(Setting point, Rational radius) {
      idle = point.weight(1).get(0, 0).isZero() ? 0 : 1;
      active = 1 - idle;
      side = point.weight(1).get(active, 0).signum();
      idleOutput = point.weight(2).get(0, idle).signum();
      activeOutput = point.weight(2).get(0, active).signum();
      slope = RationalInterval.around(point.slope(), radius);
      for (int n = 0; n < 2; n++) {
        inputs.add(RationalInterval.around(point.inputs().get(0, n), radius));
        targets.add(RationalInterval.around(point.targets().get(0, n), radius));
      }
      for (int i = 0; i < 2; i++) {
        RationalMatrix e = point.noise().get(0);
        noise.add(
            List.of(
                RationalInterval.around(e.get(i, 0), radius),
                RationalInterval.around(e.get(i, 1), radius)));
      }
    }

    /** ε·φ(v·x) for the sign v of a weight of size 1; the sign of x has to be sure. */
    private RationalInterval output(int unit, int n, int v) {
      RationalInterval u = v > 0 ? inputs.get(n) : inputs.get(n).negate();
      RationalInterval linear = noise.get(unit).get(n).times(u);
      return u.sign() > 0 ? linear : linear.times(slope);
    }

    /** The row of A_1∘X of the unit that is not at 0. */
    private List<RationalInterval> row() {
      List<RationalInterval> row = new ArrayList<>();
      for (int n = 0; n < 2; n++) {
        RationalInterval output = output(active, n, side);
        row.add(side > 0 ? output : output.negate());
      }
      return row;
    }

    private RationalInterval product() {
      List<RationalInterval> g = row();
      RationalInterval above = g.get(0).times(targets.get(0)).plus(g.get(1).times(targets.get(1)));
      return above.dividedBy(square(g.get(0)).plus(square(g.get(1))));
    }

    boolean staysInCell() {
      return inputs.stream().allMatch(x -> x.sign() != 0)
          && square(row().get(0)).plus(square(row().get(1))).sign() > 0
          && product().sign() == activeOutput * side;
    }

    /**
     * e, by the part of y that is orthogonal to the row: with p = (-g_2, g_1) it is -(p·y/|g|²)p,
     * in which less is lost than in w̃g - y.
     */
    List<RationalInterval> residuals() {
      List<RationalInterval> g = row();
      RationalInterval norm = square(g.get(0)).plus(square(g.get(1)));
      RationalInterval across =
          g.get(0).times(targets.get(1)).minus(g.get(1).times(targets.get(0))).dividedBy(norm);
      return List.of(across.times(g.get(1)), across.times(g.get(0)).negate());
    }

    boolean risesBothWays() {
      List<RationalInterval> e = residuals();
      for (int v : List.of(1, -1)) {
        RationalInterval h =
            e.get(0).times(output(idle, 0, v)).plus(e.get(1).times(output(idle, 1, v)));
        if (h.sign() != idleOutput) {
          return false;
        }
      }
      return true;
    }

    /** x_1·x_2·(σ_11σ_22·ε_11ε_22 - σ_12σ_21·ε_12ε_21) is never 0. */
    boolean hasFullRankUnderEveryPattern() {
      RationalInterval one = RationalInterval.of(Rational.ONE);
      for (int bits = 0; bits < 16; bits++) {
        RationalInterval[] a = new RationalInterval[4];
        for (int k = 0; k < 4; k++) {
          a[k] = noise.get(k / 2).get(k % 2).times((bits >> k & 1) == 1 ? slope : one);
        }
        if (a[0].times(a[3]).minus(a[1].times(a[2])).sign() == 0) {
          return false;
        }
      }
      return inputs.stream().allMatch(x -> x.sign() != 0);
    }
  }
}
