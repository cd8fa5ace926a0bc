package org.dlmcert.paper.statement.section4;

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
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/**
 * The step before (4.3): w_2 is absorbed into the rows of W_1. Where an entry of w_2 is zero the
 * first-order condition is not enough for it, and minimality repairs it.
 */
public final class AbsorbedOutputWeights implements Statement {
  private static final long SEED = 42;

  @Override
  public Heading heading() {
    return new Heading(
        "absorbed-output-weights",
        "Absorbing w_2 into W_1",
        "section 4, before (4.3), where the case w_{2,i} = 0 is missing",
        "L = 2, a differentiable local minimum; w_{2,i} = 0 is allowed.",
        "g_i = Ê[e a_i x] = 0 for every hidden unit i, also where w_{2,i} = 0. At a"
            + " critical point g_i need not be zero.",
        List.of(
            "w_{2,i} moved by η, row i of W_1 by -κ·sign(η)·g_i: MSE changes by -|η|κ‖g_i‖² +"
                + " O(η²)"),
        "Anything about a point that is critical without being a minimum: there A_1∘X of"
            + " rank N leaves MSE > 0 possible.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    smallest(transcript);
    int points = criticalPoints(transcript, extent.of(5, 40, 400));
    int minima = minima(transcript, extent.of(5, 40, 400));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "a critical point of rank N with MSE 1/2; the decrease -|η|κ‖g_i‖² at %d critical points; g_i = 0 at %d minima with w_{2,i} = 0",
            points,
            minima));
  }

  /** One unit of weight (1, 1), output weight 0, the unit vectors as samples, y = (1, -1). */
  private static void smallest(Transcript transcript) {
    transcript.heading("X = I_2, w_1 = (1, 1), w_2 = 0, y = (1, -1), no noise");
    RationalMatrix identity = RationalMatrix.of(new long[][] {{1, 0}, {0, 1}});
    Setting point =
        new Setting(
            identity,
            List.of(RationalMatrix.of(new long[][] {{1, 1}})),
            Rational.of(1, 4),
            List.of(
                RationalMatrix.of(new long[][] {{1, 1}}), RationalMatrix.of(new long[][] {{0}})),
            RationalMatrix.of(new long[][] {{1, -1}}));
    RationalMatrix absorbed = KhatriRao.product(point.slopes().get(0), identity);
    boolean critical = gradient(point).isZero() && Differences.gradient(point).isZero();
    transcript.show("A_1∘X", absorbed);
    transcript.check("the gradient is zero, by (5.1) and by differences", critical);
    transcript.control(
        "with the first-order condition alone: the gradient is 0 and rank(A_1∘X) = N = 2, yet MSE ="
            + " "
            + point.loss(),
        critical && Rank.of(absorbed) == 2 && point.loss().signum() > 0);
    transcript.check(
        "the true G_1 = Δ_1∘X is zero there, so Lemma 1 is not contradicted",
        Gradient.of(point.instance()).layer(1).isZero());
    Rational eta = Rational.of(1, 10);
    Setting moved = step(point, 0, eta, Rational.ONE);
    transcript.say("κ = 1, η = 1/10: w_1 becomes " + moved.weight(1) + ", w_2 becomes 1/10.");
    transcript.checkEqual("MSE after the step, lower than 1/2", Rational.of(73, 160), moved.loss());
    Inertia inertia = Inertia.of(Hessian.of(point.instance()));
    transcript.checkEqual("negative eigenvalues of the Hessian", 1, inertia.negative());
  }

  private static int criticalPoints(Transcript transcript, int points) {
    transcript.heading("Random critical points with w_{2,1} = 0 and g_1 ≠ 0, seed " + SEED);
    transcript.say("d_0 = 3, d_1 = 2, N = 6, noise in every entry, A_1∘X of rank N");
    Draws draws = new Draws(SEED, 9);
    boolean critical = true;
    boolean slope = true;
    boolean lower = true;
    int seen = 0;
    while (seen < points) {
      Setting point = criticalPoint(draws);
      RationalMatrix g = point.meanGradient(0);
      if (!point.isDifferentiable()
          || g.isZero()
          || Rank.of(KhatriRao.product(point.slopes().get(0), point.inputs())) < 6) {
        continue;
      }
      seen++;
      critical &= gradient(point).isZero();
      Rational kappa = insideTheCell(point);
      Rational eta = lowering(point, kappa);
      Rational whole = step(point, 0, eta, kappa).loss().minus(point.loss());
      Rational half =
          step(point, 0, eta.dividedBy(Rational.of(2)), kappa).loss().minus(point.loss());
      // The change is c_1 η + c_2 η² exactly, so four halves minus the whole is c_1 η.
      Rational linear = half.times(Rational.of(4)).minus(whole).dividedBy(eta);
      slope &= linear.equals(kappa.times(RowSpace.squaredNorm(g)).negate());
      lower &= whole.signum() < 0;
    }
    transcript.check("the gradient is zero at all " + points, critical);
    transcript.check("the coefficient of η is -κ‖g_1‖², exactly, at all", slope);
    transcript.check("an explicit step lowers the loss at all", lower);
    return points;
  }

  /** Minima without noise (theory of bad minima): e is orthogonal to the rows of a cell. */
  private static int minima(Transcript transcript, int points) {
    transcript.heading("Minima with w_{2,3} = 0, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    boolean zero = true;
    boolean none = true;
    boolean definite = true;
    for (int k = 0; k < points; k++) {
      BadMinimum minimum = BadMinimum.withoutNoise(draws, 2, 3, 4);
      Setting point = minimum.setting();
      zero &= point.weight(2).get(0, 2).isZero();
      for (int i = 0; i < 3; i++) {
        zero &= point.meanGradient(i).isZero();
      }
      definite &= Inertia.of(Hessian.of(point.instance())).negative() == 0;
      none &= point.loss().signum() > 0 && minimum.setting().noneLowerNearby(draws, 20);
    }
    transcript.check("g_i = 0 for all units, that of output weight 0 among them", zero);
    transcript.check("the Hessian is positive semidefinite at all " + points, definite);
    transcript.check("no random point nearby is lower", none);
    return points;
  }

  /** y is chosen so that e is orthogonal to all that the gradient needs, and no more. */
  private static Setting criticalPoint(Draws draws) {
    Setting free =
        new Setting(
            draws.nonzero(3, 6),
            List.of(draws.nonzero(2, 6)),
            Rational.of(1, 4),
            List.of(
                draws.nonzero(2, 3),
                RationalMatrix.ofRows(2, List.of(List.of(Rational.ZERO, draws.nonzero())))),
            RationalMatrix.of(1, 6, (i, n) -> Rational.ZERO));
    RowSpace space = RowSpace.of(Gradient.of(free.instance()).full());
    RationalMatrix residual = space.residual(draws.matrix(1, 6));
    return free.withResidual(residual);
  }

  /** A κ for which row 1 of W_1 minus κ·g_1 has the same signs on all samples. */
  private static Rational insideTheCell(Setting point) {
    Rational kappa = Rational.ONE;
    while (!step(point, 0, Rational.ZERO, kappa).signs().equals(point.signs())) {
      kappa = kappa.dividedBy(Rational.of(2));
    }
    return kappa;
  }

  /** An η > 0 for which the step lowers the loss. */
  private static Rational lowering(Setting point, Rational kappa) {
    Rational eta = Rational.ONE;
    while (eta.denominator().bitLength() < 60
        && step(point, 0, eta, kappa).loss().compareTo(point.loss()) >= 0) {
      eta = eta.dividedBy(Rational.of(2));
    }
    return eta;
  }

  /** w_{2,i} + η, and row i of W_1 minus κ·g_i, for η > 0. */
  private static Setting step(Setting point, int unit, Rational eta, Rational kappa) {
    RationalMatrix g = point.meanGradient(unit);
    RationalMatrix w1 = point.weight(1);
    RationalMatrix w2 = point.weight(2);
    return point.withWeights(
        List.of(
            RationalMatrix.of(
                w1.rows(),
                w1.columns(),
                (i, j) -> i == unit ? w1.get(i, j).minus(kappa.times(g.get(0, j))) : w1.get(i, j)),
            RationalMatrix.of(
                1, w2.columns(), (o, i) -> i == unit ? w2.get(o, i).plus(eta) : w2.get(o, i))));
  }

  private static RationalMatrix gradient(Setting point) {
    return Gradient.of(point.instance()).full().times(point.residuals().transpose());
  }
}
