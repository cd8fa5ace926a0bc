package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** One hidden layer: the second-order condition decides every critical point inside a cell. */
public final class StrictSaddles implements Statement {
  private static final long SEED = 502;

  @Override
  public Heading heading() {
    return new Heading(
        "strict-saddles",
        "Strict saddles",
        "beyond the paper: critical points, L = 2",
        "L = 2, a critical point with every u ≠ 0.",
        "It is a local minimum exactly if H ⪰ 0. Otherwise some w_{2,i} = 0 has g_i = Ê[e"
            + " a_i x] ≠ 0, and the direction below descends.",
        List.of("d = (row i: -t·g_i, w_{2,i}: 1): dᵀHd = Ê[v_{1,i}²] - 2t‖g_i‖² < 0 for large t"),
        "The same for L ≥ 3: at w = 0, H = 0 and the loss is lower nearby.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("Random critical points, d_0 = 3, d_1 = 2, N = 8, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int points = extent.of(8, 60, 600);
    int minima = 0;
    int saddles = 0;
    boolean dichotomy = true;
    boolean forms = true;
    boolean descents = true;
    for (int k = 0; k < points; k++) {
      Setting point = criticalPoint(draws, k % 3);
      RationalMatrix hessian = Hessian.of(point.instance());
      boolean semidefinite = Inertia.of(hessian).negative() == 0;
      Optional<Integer> unbalanced = unbalanced(point);
      dichotomy &= semidefinite == unbalanced.isEmpty();
      if (unbalanced.isEmpty()) {
        minima++;
        descents &= point.noneLowerNearby(draws, 10);
      } else {
        saddles++;
        forms &= formAgrees(point, hessian, unbalanced.get(), Rational.of(draws.between(1, 99)));
        descents &=
            point.isLowerAlong(direction(point, unbalanced.get(), large(point, unbalanced.get())));
      }
    }
    transcript.check("H ⪰ 0 exactly where every g_i = 0, at all " + points, dichotomy);
    transcript.check("dᵀHd = Ê[v_{1,i}²] - 2t‖g_i‖² at all " + saddles + " saddles", forms);
    transcript.check(
        String.format(
            Locale.ROOT,
            "no random point is lower near the %d minima; d lowers the loss at the saddles",
            minima),
        descents && minima > 0 && saddles > 0);
    threeLayers(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT, "%d minima and %d strict saddles, and nothing between", minima, saddles));
  }

  /** L = 3 at w = 0: H = 0, and no minimum. */
  private static void threeLayers(Transcript transcript) {
    transcript.heading("L = 3");
    RationalMatrix one = RationalMatrix.of(new long[][] {{1}});
    RationalMatrix zero = RationalMatrix.of(new long[][] {{0}});
    Setting origin =
        new Setting(one, List.of(one, one), Rational.of(1, 4), List.of(zero, zero, zero), one);
    Setting moved =
        origin.moved(List.of(Rational.ONE, Rational.ONE, Rational.ONE), Rational.of(1, 2));
    transcript.say(
        String.format(
            Locale.ROOT,
            "x = y = 1, one unit in each layer: MSE(0) = %s, MSE at weights 1/2 = %s",
            origin.loss(),
            moved.loss()));
    transcript.control(
        "L = 3 in place of L = 2: at w = 0 H = 0 ⪰ 0, and the loss is lower nearby",
        Hessian.of(origin.instance()).isZero() && moved.loss().compareTo(origin.loss()) < 0);
  }

  /** Kind 0: every w_2 ≠ 0; 1: w_{2,1} = 0 and e orthogonal to G alone; 2: to all of A_1∘X. */
  private static Setting criticalPoint(Draws draws, int kind) {
    while (true) {
      RationalMatrix w2 =
          RationalMatrix.ofRows(
              2, List.of(List.of(kind == 0 ? draws.nonzero() : Rational.ZERO, draws.nonzero())));
      Setting free =
          new Setting(
              draws.nonzero(3, 8),
              List.of(draws.nonzero(2, 8)),
              Rational.of(1, 4),
              List.of(draws.nonzero(2, 3), w2),
              RationalMatrix.of(1, 8, (o, n) -> Rational.ZERO));
      RationalMatrix orthogonalTo =
          kind == 2
              ? KhatriRao.product(free.slopes().get(0), free.inputs())
              : Gradient.of(free.instance()).full();
      RationalMatrix e = RowSpace.of(orthogonalTo).residual(draws.matrix(1, 8));
      if (free.isDifferentiable() && !e.isZero()) {
        return free.withResidual(e);
      }
    }
  }

  private static Optional<Integer> unbalanced(Setting point) {
    for (int i = 0; i < point.weight(1).rows(); i++) {
      if (!point.meanGradient(i).isZero()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean formAgrees(Setting point, RationalMatrix hessian, int unit, Rational t) {
    Rational expected =
        meanSquare(point, unit)
            .minus(t.times(Rational.of(2)).times(RowSpace.squaredNorm(point.meanGradient(unit))));
    return Inertia.quadraticForm(hessian, direction(point, unit, t)).equals(expected);
  }

  /** Twice the t at which dᵀHd is zero. */
  private static Rational large(Setting point, int unit) {
    return meanSquare(point, unit).dividedBy(RowSpace.squaredNorm(point.meanGradient(unit)));
  }

  private static List<Rational> direction(Setting point, int unit, Rational t) {
    RationalMatrix g = point.meanGradient(unit);
    RationalMatrix w1 = point.weight(1);
    List<Rational> all = new ArrayList<>();
    for (int i = 0; i < w1.rows(); i++) {
      for (int j = 0; j < w1.columns(); j++) {
        all.add(i == unit ? t.times(g.get(0, j)).negate() : Rational.ZERO);
      }
    }
    for (int i = 0; i < w1.rows(); i++) {
      all.add(i == unit ? Rational.ONE : Rational.ZERO);
    }
    return all;
  }

  private static Rational meanSquare(Setting point, int unit) {
    RationalMatrix u = point.preactivations().get(0);
    RationalMatrix a = point.slopes().get(0);
    RationalMatrix v =
        RationalMatrix.of(1, point.samples(), (o, n) -> a.get(unit, n).times(u.get(unit, n)));
    return RowSpace.squaredNorm(v).dividedBy(Rational.of(point.samples()));
  }
}
