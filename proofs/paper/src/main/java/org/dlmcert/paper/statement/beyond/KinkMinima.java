package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** One hidden layer: local minima on the boundaries of cells, decided by first-order conditions. */
public final class KinkMinima implements Statement {
  private static final long SEED = 501;
  private static final Rational SLOPE = Rational.of(1, 4);

  @Override
  public Heading heading() {
    return new Heading(
        "kink-minima",
        "Minima at kinks",
        "beyond the paper: L = 2, preactivations that are zero",
        "L = 2, a point at which some u may be zero.",
        "It is a local minimum if Ê[e a_i^σ x] = 0 for every hidden unit i and every open"
            + " sign vector σ of the unit next to the point; where the loss is differentiable"
            + " this is necessary, too.",
        List.of("Ê[e a_i^σ x] = 0 for all i and σ"),
        "That other points at kinks are no minima: the condition is sufficient there, not"
            + " necessary.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int points = balanced(transcript, extent.of(5, 40, 400));
    int descents = oneSided(transcript, extent.of(5, 40, 400));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d minima of positive loss with a preactivation of zero; an explicit descent at %d points balanced on one side only",
            points,
            descents));
  }

  /** e = 0 at the sample of the kink, so that its slope does not matter. */
  private static int balanced(Transcript transcript, int points) {
    transcript.heading("u_{1,1} = 0, d_0 = d_1 = 2, N = 6, no residual at sample 1, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean both = true;
    boolean lowest = true;
    boolean quadratic = true;
    for (int k = 0; k < points; k++) {
      Setting free = kink(draws, 6);
      RowSpace rows = RowSpace.of(bothSides(free));
      Setting point = free.withResidual(rows.nullVector().orElseThrow());
      both &= isBalanced(point, Rational.ONE) && isBalanced(point, SLOPE);
      lowest &=
          !point.isDifferentiable()
              && point.loss().signum() > 0
              && point.noneLowerNearby(draws, 20);
      quadratic &= growsAsSquare(point, draws);
      if (k == 0) {
        transcript.show("X", point.inputs());
        transcript.show("W_1", point.weight(1));
        transcript.show("u_1", point.preactivations().get(0));
        transcript.show("e", point.residuals());
      }
    }
    transcript.check("Ê[e a_i^σ x] = 0 for both sides of the kink at all " + points, both);
    transcript.check("MSE > 0, and no random point nearby is lower", lowest);
    transcript.check(
        "on both sides of the kink MSE grows by ‖v' - v‖²/2N exactly, v the outputs", quadratic);
    return points;
  }

  /** Balanced with slope 1 at the kink only: from the other side the loss goes down. */
  private static int oneSided(Transcript transcript, int points) {
    transcript.heading("The same with a residual at sample 1, balanced on one side only");
    Draws draws = new Draws(SEED + 1, 9);
    boolean balanced = true;
    int lower = 0;
    int otherwise = 0;
    for (int k = 0; k < points; ) {
      Setting free = kink(draws, 6);
      RationalMatrix e = RowSpace.of(gradient(free, Rational.ONE)).nullVector().orElseThrow();
      if (e.get(0, 0).isZero()) {
        continue;
      }
      k++;
      // Below the kink the slope is s < 1: the outputs there move up with w_2 > 0, so e < 0 there.
      int sign = e.get(0, 0).signum() * free.weight(2).get(0, 0).signum();
      RationalMatrix turned =
          RationalMatrix.of(1, 6, (o, n) -> sign > 0 ? e.get(0, n).negate() : e.get(0, n));
      Setting point = free.withResidual(turned);
      balanced &= isBalanced(point, Rational.ONE) && !isBalanced(point, SLOPE);
      otherwise += growsAsSquare(point, new Draws(SEED + 2, 9)) ? 0 : 1;
      List<Rational> down = new ArrayList<>();
      for (int j = 0; j < 2; j++) {
        down.add(point.inputs().get(j, 0).negate());
      }
      while (down.size() < point.parameters().size()) {
        down.add(Rational.ZERO);
      }
      Rational step = Rational.ONE;
      for (int halvings = 0; halvings < 60; halvings++, step = step.dividedBy(Rational.of(2))) {
        Rational change = point.moved(down, step).loss().minus(point.loss());
        if (change.signum() < 0) {
          lower++;
          if (lower == 1) {
            transcript.say(
                String.format(
                    Locale.ROOT,
                    "w_1 moved by -%s·x⁽¹⁾ changes MSE = %s by %s",
                    step,
                    point.loss(),
                    change));
          }
          break;
        }
      }
    }
    transcript.check("balanced with slope 1 at the kink, not with slope s", balanced);
    transcript.control(
        String.format(
            Locale.ROOT,
            "one adjacent sign vector in place of every: %d of %d points have an explicit descent",
            lower,
            points),
        lower == points);
    transcript.control(
        String.format(
            Locale.ROOT, "there MSE does not grow by ‖v' - v‖²/2N alone: at %d points", otherwise),
        otherwise == points);
    return lower;
  }

  /** Random weights with w_1·x⁽¹⁾ = 0 and no other zero preactivation; noise positive. */
  private static Setting kink(Draws draws, int samples) {
    while (true) {
      RationalMatrix x = draws.nonzero(2, samples);
      RationalMatrix other = draws.nonzero(1, 2);
      RationalMatrix w1 =
          RationalMatrix.ofRows(
              2, List.of(List.of(x.get(1, 0), x.get(0, 0).negate()), other.row(0)));
      RationalMatrix noise = draws.nonzero(2, samples);
      Setting point =
          new Setting(
              x,
              List.of(RationalMatrix.of(2, samples, (i, n) -> noise.get(i, n).abs())),
              SLOPE,
              List.of(w1, draws.nonzero(1, 2)),
              RationalMatrix.of(1, samples, (o, n) -> Rational.ZERO));
      if (point.signs().stream().filter(sign -> sign == 0).count() == 1) {
        return point;
      }
    }
  }

  /** The rows of A_1^σ∘X for both slopes at the kink. */
  private static RationalMatrix bothSides(Setting point) {
    List<List<Rational>> rows = new ArrayList<>();
    for (Rational slope : List.of(Rational.ONE, SLOPE)) {
      RationalMatrix g = gradient(point, slope);
      for (int i = 0; i < g.rows(); i++) {
        rows.add(g.row(i));
      }
    }
    return RationalMatrix.ofRows(point.samples(), rows);
  }

  /** A_1∘X with this slope for unit 1 at sample 1. */
  private static RationalMatrix gradient(Setting point, Rational slope) {
    RationalMatrix a = point.slopes().get(0);
    RationalMatrix noise = point.noise().get(0);
    return KhatriRao.product(
        RationalMatrix.of(
            a.rows(),
            a.columns(),
            (i, n) -> i == 0 && n == 0 ? noise.get(0, 0).times(slope) : a.get(i, n)),
        point.inputs());
  }

  private static boolean isBalanced(Setting point, Rational slope) {
    return gradient(point, slope).times(point.residuals().transpose()).isZero();
  }

  /** MSE' - MSE = ‖v' - v‖²/2N: the residual is orthogonal to every small change of the outputs. */
  private static boolean growsAsSquare(Setting point, Draws draws) {
    Rational step = Rational.of(1, 1L << 30);
    boolean equal = true;
    for (int k = 0; k < 10; k++) {
      List<Rational> direction = draws.matrix(1, point.parameters().size()).row(0);
      Setting moved = point.moved(direction, step);
      RationalMatrix before = point.outputs();
      RationalMatrix after = moved.outputs();
      RationalMatrix change =
          RationalMatrix.of(1, point.samples(), (o, n) -> after.get(0, n).minus(before.get(0, n)));
      Rational growth = RowSpace.squaredNorm(change).dividedBy(Rational.of(2L * point.samples()));
      equal &= moved.loss().minus(point.loss()).equals(growth);
    }
    return equal;
  }
}
