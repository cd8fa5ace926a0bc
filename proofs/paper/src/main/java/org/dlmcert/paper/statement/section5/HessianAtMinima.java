package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** The Hessian at exact differentiable local minima. */
public final class HessianAtMinima implements Statement {
  private static final long SEED = 52;

  @Override
  public Heading heading() {
    return new Heading(
        "hessian-at-minima",
        "Section 5, H ⪰ 0 at minima",
        "section 5",
        "A differentiable local minimum.",
        "The gradient is zero and H is positive semidefinite; where MSE = 0, H = (1/N)"
            + " GGᵀ has exactly rank G positive eigenvalues.",
        List.of("H = Ê[eΛ] + (1/N) GGᵀ ⪰ 0"),
        "The converse: H ⪰ 0 at a critical point of three layers does not make it a" + " minimum.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int trials = extent.of(3, 20, 300);
    int bad = bad(transcript, trials);
    zeroLoss(transcript, trials);
    saddles(transcript, trials);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "H ⪰ 0 at %d exact minima of positive loss and %d of zero loss",
            bad,
            trials));
  }

  /** More samples than d_0·d_1, so that every cell is deficient. */
  private static int bad(Transcript transcript, int trials) {
    transcript.heading("Minima of positive loss, N > d_0·d_1 or no noise, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean critical = true;
    boolean semidefinite = true;
    boolean lowest = true;
    int seen = 0;
    while (seen < trials) {
      int units = draws.between(1, 3);
      int samples = 2 * units + draws.between(1, 2);
      RationalMatrix inputs = draws.nonzero(2, samples);
      RationalMatrix weights = draws.nonzero(units, 2);
      RationalMatrix noise = draws.nonzero(units, samples);
      Optional<BadMinimum> minimum =
          seen % 2 == 1
              ? Optional.of(BadMinimum.withoutNoise(draws, 2, 2, samples))
              : BadMinimum.at(inputs, noise, Rational.of(1, 4), weights);
      Setting point = minimum.orElseThrow().setting();
      if (!point.isDifferentiable()) {
        continue;
      }
      critical &= Differences.gradient(point).isZero() && point.loss().signum() > 0;
      Inertia inertia = Inertia.of(Hessian.of(point.instance()));
      semidefinite &= inertia.negative() == 0 && inertia.negativeDirection().isEmpty();
      lowest &= point.noneLowerNearby(draws, 10);
      if (seen++ == 0) {
        transcript.show("X", point.inputs());
        transcript.show("y", point.targets());
        transcript.show("H", Hessian.of(point.instance()));
        transcript.say("MSE = " + point.loss() + ", inertia " + text(inertia));
      }
    }
    transcript.check("the gradient is zero and MSE > 0 at all " + trials, critical);
    transcript.check("H has no negative eigenvalue", semidefinite);
    transcript.check("no random point nearby is lower", lowest);
    return seen;
  }

  private static void zeroLoss(Transcript transcript, int trials) {
    transcript.heading("Minima of zero loss, 2 to 4 layers");
    Draws draws = new Draws(SEED + 1, 9);
    boolean exact = true;
    for (int k = 0; k < trials; k++) {
      Setting drawn =
          RandomPoint.of(draws, RandomPoint.widths(draws, 2 + k % 3, 2), draws.between(1, 5));
      Setting point = drawn.withTargets(drawn.outputs());
      Inertia inertia = Inertia.of(Hessian.of(point.instance()));
      exact &=
          inertia.negative() == 0
              && inertia.positive() == Rank.of(Gradient.of(point.instance()).full());
    }
    transcript.check("rank G positive eigenvalues and no negative one, at all " + trials, exact);
  }

  private static void saddles(Transcript transcript, int trials) {
    transcript.heading("Critical points that are no minima");
    Draws draws = new Draws(SEED + 2, 9);
    Draws huge = new Draws(SEED + 3, 1_000_000);
    int negative = 0;
    boolean directions = true;
    for (int k = 0; k < trials; k++) {
      Setting drawn = RandomPoint.of(draws, List.of(2, 2, 2, 1), 9);
      // Ê[eΛ] has trace 0: where e is large, it outweighs GGᵀ.
      RationalMatrix residual =
          RowSpace.of(Gradient.of(drawn.instance()).full()).residual(huge.matrix(1, 9));
      Setting point = drawn.withResidual(residual);
      RationalMatrix hessian = Hessian.of(point.instance());
      Inertia inertia = Inertia.of(hessian);
      if (inertia.negativeDirection().isPresent() && Differences.gradient(point).isZero()) {
        negative++;
        directions &= point.isLowerAlong(inertia.negativeDirection().orElseThrow());
      }
    }
    transcript.control(
        String.format(
            Locale.ROOT,
            "critical points in place of minima: H has a negative eigenvalue at %d of %d random ones of three layers",
            negative,
            trials),
        negative > 0);
    transcript.check("the loss is lower along a direction of negative curvature", directions);
  }

  private static String text(Inertia inertia) {
    return String.format(
        Locale.ROOT, "(+%d, -%d, 0: %d)", inertia.positive(), inertia.negative(), inertia.zero());
  }
}
