package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** Three layers: a sufficient and a necessary condition for a minimum, and what lies between. */
public final class DeepMinima implements Statement {
  private static final long SEED = 503;

  @Override
  public Heading heading() {
    return new Heading(
        "deep-minima",
        "Minima of deep networks",
        "beyond the paper: critical points, L ≥ 3",
        "L ≥ 3, a critical point with every u ≠ 0.",
        "If e is orthogonal to all rows of A_1∘…∘A_{L-1}∘X, the point is a local minimum."
            + " At a local minimum g_i = 0 for every unit i of the last hidden layer. Between"
            + " the two the Hessian is looked at.",
        List.of("(A_1∘…∘A_{L-1}∘X)e = 0 ⇒ minimum ⇒ g_i = Ê[e a_{i,L-1} v_{L-2}] = 0"),
        "Which of the points between are minima where the Hessian has more zero"
            + " eigenvalues than the rescalings explain.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int points = extent.of(4, 30, 300);
    sufficient(transcript, points);
    necessary(transcript, points);
    int[] between = between(transcript, extent.of(4, 20, 200));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d minima by orthogonality to all paths, %d strict saddles by g_i ≠ 0, and between them %d minima and %d saddles",
            points,
            points,
            between[0],
            between[1]));
  }

  /** N = 9 samples and 8 paths, so that there are residuals orthogonal to all paths. */
  private static void sufficient(Transcript transcript, int points) {
    transcript.heading("d = 2-2-2-1, N = 9, e orthogonal to all paths, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean critical = true;
    boolean semidefinite = true;
    boolean lowest = true;
    boolean square = true;
    for (int k = 0; k < points; k++) {
      Setting free = point(draws, 9, draws.nonzero());
      Setting point = free.withResidual(RowSpace.of(paths(free)).nullVector().orElseThrow());
      critical &= Differences.gradient(point).isZero() && point.loss().signum() > 0;
      semidefinite &= Inertia.of(Hessian.of(point.instance())).negative() == 0;
      lowest &= point.noneLowerNearby(draws, 10);
      square &= growsAsSquare(point, draws) && balanced(point);
      if (k == 0) {
        transcript.show("A_1∘A_2∘X", paths(point));
        transcript.show("e", point.residuals());
      }
    }
    transcript.check("the gradient is zero and MSE > 0 at all " + points, critical);
    transcript.check("H ⪰ 0, and no random point nearby is lower", semidefinite && lowest);
    transcript.check(
        "inside the cell MSE grows by ‖v' - v‖²/2N exactly, v the outputs; g_i = 0", square);
  }

  /** w_{3,1} = 0 at a critical point with g_1 ≠ 0. */
  private static void necessary(Transcript transcript, int points) {
    transcript.heading("Critical points with w_{3,1} = 0 and g_1 ≠ 0, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    boolean forms = true;
    int lower = 0;
    for (int k = 0; k < points; ) {
      Setting free = point(draws, 9, Rational.ZERO);
      RationalMatrix full = Gradient.of(free.instance()).full();
      Setting point = free.withResidual(RowSpace.of(full).residual(draws.matrix(1, 9)));
      RationalMatrix g = last(point, 0);
      if (g.isZero()) {
        continue;
      }
      k++;
      RationalMatrix v = outputs(point, 2);
      Rational square =
          RowSpace.squaredNorm(v.rows(new int[] {0})).dividedBy(Rational.of(point.samples()));
      Rational t = square.dividedBy(RowSpace.squaredNorm(g));
      List<Rational> direction = direction(point, g, t);
      Rational form = Inertia.quadraticForm(Hessian.of(point.instance()), direction);
      Rational expected = square.minus(t.times(Rational.of(2)).times(RowSpace.squaredNorm(g)));
      forms &= form.equals(expected) && form.signum() < 0 && Differences.gradient(point).isZero();
      lower += point.isLowerAlong(direction) ? 1 : 0;
    }
    transcript.check(
        "the direction (row 1 of W_2: -t·g_1, w_{3,1}: 1) has dᵀHd = Ê[v²] - 2t‖g_1‖² < 0", forms);
    transcript.control(
        String.format(
            Locale.ROOT,
            "without g_i = 0: the loss is lower along it at %d of %d critical points",
            lower,
            points),
        lower == points);
  }

  /** One direction of e, small and large. */
  private static int[] between(Transcript transcript, int points) {
    transcript.heading("e orthogonal to G but not to all paths, N = 8, seed " + (SEED + 2));
    transcript.say(
        "All output weights are nonzero, so g_i = 0; e is scaled by 10⁻⁹ and by 10⁹. A minimum is"
            + " proved where H has Σ d_l = 4 zero eigenvalues and no negative one: the rescalings"
            + " of the 4 hidden units move the point along a surface of equal loss of dimension 4,"
            + " and across it H is positive definite.");
    Draws draws = new Draws(SEED + 2, 9);
    int minima = 0;
    int saddles = 0;
    int violated = 0;
    boolean necessary = true;
    boolean lowest = true;
    for (int k = 0; k < points; k++) {
      Setting free = point(draws, 8, draws.nonzero());
      RationalMatrix e =
          RowSpace.of(Gradient.of(free.instance()).full()).residual(draws.matrix(1, 8));
      violated += paths(free).times(e.transpose()).isZero() ? 0 : 1;
      Setting small = free.withResidual(scaled(e, Rational.of(1, 1_000_000_000)));
      Setting large = free.withResidual(scaled(e, Rational.of(1_000_000_000)));
      necessary &= balanced(small) && balanced(large);
      Inertia flat = Inertia.of(Hessian.of(small.instance()));
      if (flat.negative() == 0 && flat.zero() == 4) {
        minima++;
        lowest &= small.noneLowerNearby(draws, 10);
      }
      Inertia steep = Inertia.of(Hessian.of(large.instance()));
      if (steep.negativeDirection().isPresent()) {
        saddles++;
        lowest &= large.isLowerAlong(steep.negativeDirection().orElseThrow());
      }
    }
    transcript.check("g_i = 0 at all points", necessary);
    transcript.check(
        String.format(
            Locale.ROOT,
            "%d minima with no lower point nearby, %d saddles with an explicit descent",
            minima,
            saddles),
        lowest);
    transcript.control(
        String.format(
            Locale.ROOT,
            "the sufficient condition is not necessary: %d minima, and it fails at all %d points",
            minima,
            violated),
        minima > 0 && violated == points);
    transcript.control(
        String.format(
            Locale.ROOT,
            "the necessary condition is not sufficient: %d saddles with g_i = 0",
            saddles),
        saddles > 0);
    return new int[] {minima, saddles};
  }

  /** A point inside a cell with y = 0; d = 2-2-2-1. */
  private static Setting point(Draws draws, int samples, Rational firstOutputWeight) {
    while (true) {
      Setting point = RandomPoint.of(draws, List.of(2, 2, 2, 1), samples);
      List<RationalMatrix> weights = new ArrayList<>(point.weights());
      weights.set(
          2, RationalMatrix.ofRows(2, List.of(List.of(firstOutputWeight, draws.nonzero()))));
      Setting changed = point.withWeights(weights);
      if (changed.isDifferentiable()) {
        return changed;
      }
    }
  }

  /** A_1∘A_2∘X, a row for every path from an input through both hidden layers. */
  private static RationalMatrix paths(Setting point) {
    return KhatriRao.product(
        point.slopes().get(0), KhatriRao.product(point.slopes().get(1), point.inputs()));
  }

  /** V_l, from the preactivations and slopes of the layer. */
  private static RationalMatrix outputs(Setting point, int layer) {
    RationalMatrix u = point.preactivations().get(layer - 1);
    RationalMatrix a = point.slopes().get(layer - 1);
    return RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
  }

  /** Ê[e a_{i,2} v_1], 1×d_1. */
  private static RationalMatrix last(Setting point, int unit) {
    RationalMatrix e = point.residuals();
    RationalMatrix a = point.slopes().get(1);
    RationalMatrix weighted =
        RationalMatrix.of(1, point.samples(), (o, n) -> e.get(0, n).times(a.get(unit, n)));
    RationalMatrix sum = weighted.times(outputs(point, 1).transpose());
    return scaled(sum, Rational.of(1, point.samples()));
  }

  private static boolean balanced(Setting point) {
    return last(point, 0).isZero() && last(point, 1).isZero();
  }

  /** Row 1 of W_2 by -t·g, w_{3,1} by 1: weights 4 and 5, and 8, of the ten. */
  private static List<Rational> direction(Setting point, RationalMatrix g, Rational t) {
    Rational[] all = new Rational[point.parameters().size()];
    Arrays.fill(all, Rational.ZERO);
    all[4] = t.times(g.get(0, 0)).negate();
    all[5] = t.times(g.get(0, 1)).negate();
    all[8] = Rational.ONE;
    return List.of(all);
  }

  private static boolean growsAsSquare(Setting point, Draws draws) {
    Rational step = Rational.of(1, 1L << 30);
    RationalMatrix before = point.outputs();
    boolean equal = true;
    for (int k = 0; k < 5; k++) {
      Setting moved = point.moved(draws.matrix(1, point.parameters().size()).row(0), step);
      RationalMatrix after = moved.outputs();
      RationalMatrix change =
          RationalMatrix.of(1, point.samples(), (o, n) -> after.get(0, n).minus(before.get(0, n)));
      Rational growth = RowSpace.squaredNorm(change).dividedBy(Rational.of(2L * point.samples()));
      equal &=
          moved.signs().equals(point.signs()) && moved.loss().minus(point.loss()).equals(growth);
    }
    return equal;
  }

  private static RationalMatrix scaled(RationalMatrix row, Rational factor) {
    return RationalMatrix.of(1, row.columns(), (o, n) -> row.get(0, n).times(factor));
  }
}
