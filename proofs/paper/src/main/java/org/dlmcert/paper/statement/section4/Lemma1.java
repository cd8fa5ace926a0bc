package org.dlmcert.paper.statement.section4;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** Lemma 1: at a differentiable local minimum where G_1 has rank N, the loss is zero. */
public final class Lemma1 implements Statement {
  private static final long SEED = 1;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 4), Rational.of(-1), Rational.of(3));

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-1",
        "Lemma 1",
        "section 4",
        "Square loss, one output; a differentiable local minimum (DLM) of one hidden"
            + " layer, where G_1 (written A_1∘X once w_2 is absorbed) has full column rank. The"
            + " proof serves any layer l with G_l in place of G_1.",
        "MSE = 0 there.",
        List.of("∇_{w_1} MSE = (1/N) G_1 e = 0", "rank(G_1) = N ⇒ e = 0 ⇒ MSE = ‖e‖²/(2N) = 0"),
        "That there is a DLM, that training finds one, or that the rank is N at it; local"
            + " minima on the boundary of a cell are not covered.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int full = minimaOfFullRank(transcript, extent.of(2, 12, 60));
    int[] equal = minimaOfEqualSize(transcript, extent.of(16, 32, 160));
    int deep = deepMinima(transcript, extent.of(3, 20, 200));
    withoutDifferentiability(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "loss 0 at %d + %d DLMs of rank N found cell by cell; at N = 4 = d_0·d_1, too, %d DLMs of positive loss, all of rank below N; and %d of deep networks",
            full,
            equal[0],
            equal[1],
            deep));
  }

  /** d_0 = d_1 = 2, N = 4: G_1 is square, so each cell has one candidate. */
  private static int minimaOfFullRank(Transcript transcript, int instances) {
    transcript.heading("All DLMs, d_0 = d_1 = 2, N = 4, random noise, seed " + SEED);
    transcript.say(
        "For every cell: signs of u_1 on the samples, signs of w_2. There the loss is"
            + " ‖G_1ᵀw̃ - y‖²/2N, and its minimum w̃ is a DLM if it lies in the cell.");
    Draws draws = new Draws(SEED, 20);
    int full = 0;
    boolean zero = true;
    boolean minima = true;
    for (int k = 0; k < instances; k++) {
      CellMinima all =
          CellMinima.of(
              GeneralPosition.draw(draws, 2, 4),
              draws.nonzero(2, 4),
              SLOPES.get(k % SLOPES.size()),
              draws.matrix(1, 4));
      for (Setting point : all.found()) {
        minima &= CellMinima.isMinimum(point);
        if (Rank.of(absorbed(point)) == 4) {
          zero &= point.loss().isZero();
          if (full++ == 0) {
            show(transcript, point);
          }
        }
      }
    }
    transcript.check("the gradient is 0 and no u_1 is 0 at every point found", minima);
    transcript.check("DLMs of rank N were found: " + full, full > 0);
    transcript.check("MSE = 0 at each of them", zero);
    Setting point = RandomPoint.of(draws, List.of(2, 2, 1), 4);
    while (Rank.of(absorbed(point)) < 4 || point.loss().isZero()) {
      point = RandomPoint.of(draws, List.of(2, 2, 1), 4);
    }
    transcript.control(
        "without being a minimum: rank(G_1) = 4 = N at a random point, and MSE = " + point.loss(),
        !Differences.gradient(point).isZero() && !CellMinima.isMinimum(point));
    transcript.check(
        "the searches near minima do find lower points: near this one",
        !point.noneLowerNearby(draws, 40));
    return full;
  }

  private static void show(Transcript transcript, Setting point) {
    transcript.say("One of them, slope " + point.slope() + ":");
    transcript.show("X", point.inputs());
    transcript.show("E_1", point.noise().get(0));
    transcript.show("W_1", point.weight(1));
    transcript.show("W_2", point.weight(2));
    transcript.show("G_1", Gradient.of(point.instance()).layer(1));
    transcript.show("e", point.residuals());
  }

  /**
   * N = 4 = d_0·d_1 with noise from {1, 2}, that is not generic: some cells are deficient and some
   * are not, and DLMs of both kinds are found.
   *
   * @return how many have rank N and how many a positive loss
   */
  private static int[] minimaOfEqualSize(Transcript transcript, int instances) {
    transcript.heading("N = 4 = d_0·d_1, noise from {1, 2}, seed " + (SEED + 1));
    transcript.say("G_1 has four rows for four samples: its rank may be N or less.");
    Draws draws = new Draws(SEED + 1, 20);
    int full = 0;
    int positive = 0;
    boolean minima = true;
    boolean zero = true;
    boolean deficient = true;
    for (int k = 0; k < instances; k++) {
      CellMinima all =
          CellMinima.of(
              GeneralPosition.draw(draws, 2, 4),
              RationalMatrix.of(2, 4, (i, n) -> Rational.of(draws.between(1, 2))),
              SLOPES.get(k % SLOPES.size()),
              draws.matrix(1, 4));
      for (Setting point : all.found()) {
        minima &= CellMinima.isMinimum(point);
        if (Rank.of(absorbed(point)) == 4) {
          full++;
          zero &= point.loss().isZero();
        }
        if (point.loss().signum() > 0) {
          positive++;
          deficient &= Rank.of(Gradient.of(point.instance()).layer(1)) < 4;
        }
      }
    }
    transcript.check("the gradient is 0 and no u_1 is 0 at every point found", minima);
    transcript.check("MSE = 0 at each of " + full + " DLMs of rank N", zero && full > 0);
    transcript.check("rank(G_1) < N at each of " + positive + " DLMs of positive loss", deficient);
    transcript.control(
        "without rank(G_1) = N, at the same size: " + positive + " DLMs with MSE > 0",
        positive > 0);
    return new int[] {full, positive};
  }

  /** DLMs of positive loss in deep networks: then no G_l may have rank N. */
  private static int deepMinima(Transcript transcript, int instances) {
    transcript.heading("L = 3 and 4, all hidden widths 2, N = 4, seed " + (SEED + 2));
    transcript.say(
        "Samples 3 and 4 are multiples of samples 1 and 2 and there is no noise, so that some e ≠ 0 is"
            + " orthogonal to all rows of A_1∘…∘A_{L-1}∘X; y is chosen such that e is the residual."
            + " This is a DLM, since the loss of the cell is convex in the products of weights along"
            + " paths. Lemma 1, for any G_l in place of G_1, says that no G_l has rank N, although"
            + " those of the hidden layers have four rows.");
    Draws draws = new Draws(SEED + 2, 9);
    int seen = 0;
    int noisy = 0;
    boolean critical = true;
    boolean deficient = true;
    boolean lowest = true;
    while (seen < instances) {
      int depth = 3 + seen % 2;
      List<Integer> widths = new ArrayList<>(Collections.nCopies(depth, 2));
      widths.add(1);
      Setting drawn = RandomPoint.of(draws, widths, 4);
      RationalMatrix x =
          RationalMatrix.of(
              2, 4, (j, n) -> drawn.inputs().get(j, n % 2).times(Rational.of(n < 2 ? 1 : n)));
      Setting noise =
          new Setting(x, drawn.noise(), drawn.slope(), drawn.weights(), drawn.targets());
      Setting free =
          new Setting(
              x,
              drawn.noise().stream()
                  .map(e -> RationalMatrix.of(e.rows(), e.columns(), (i, n) -> Rational.ONE))
                  .toList(),
              drawn.slope(),
              drawn.weights(),
              drawn.targets());
      if (!free.isDifferentiable() || !noise.isDifferentiable()) {
        continue;
      }
      Setting point = free.withResidual(RowSpace.of(paths(free)).nullVector().orElseThrow());
      seen++;
      critical &= Differences.gradient(point).isZero() && point.loss().signum() > 0;
      lowest &= point.noneLowerNearby(draws, 10);
      Gradient gradient = Gradient.of(point.instance());
      for (int l = 1; l <= depth; l++) {
        deficient &= Rank.of(gradient.layer(l)) < 4;
      }
      Gradient random = Gradient.of(noise.instance());
      noisy +=
          Rank.of(random.layer(depth - 1)) == 4 && RowSpace.of(paths(noise)).nullVector().isEmpty()
              ? 1
              : 0;
    }
    transcript.check("the gradient is zero and MSE > 0 at all " + seen + " points", critical);
    transcript.check("no random point nearby is lower", lowest);
    transcript.check("rank(G_l) < N for every layer l of each", deficient);
    transcript.control(
        String.format(
            Locale.ROOT,
            "with random noise at the same data and weights rank(G_{L-1}) = N, and there is no such e, in %d of %d",
            noisy,
            seen),
        noisy > 0);
    return seen;
  }

  /** A_1∘…∘A_{L-1}∘X. */
  private static RationalMatrix paths(Setting point) {
    RationalMatrix paths = point.inputs();
    for (RationalMatrix a : point.slopes()) {
      paths = KhatriRao.product(a, paths);
    }
    return paths;
  }

  /** One unit of slope -1 at its kink: f = w_2·|w_1| cannot come nearer to y = -1 than 0. */
  private static void withoutDifferentiability(Transcript transcript) {
    transcript.heading("A local minimum that is not differentiable");
    Setting point =
        new Setting(
            RationalMatrix.of(new long[][] {{1}}),
            List.of(RationalMatrix.of(new long[][] {{1}})),
            Rational.of(-1),
            List.of(RationalMatrix.of(new long[][] {{0}}), RationalMatrix.of(new long[][] {{1}})),
            RationalMatrix.of(new long[][] {{-1}}));
    transcript.say(
        "L = 2, all widths 1, x = 1, y = -1, slope -1, w_1 = 0, w_2 = 1: f = w_2·|w_1| ≥ 0 > y while"
            + " w_2 > 0, so MSE ≥ 1/2 nearby.");
    Draws draws = new Draws(SEED + 3, 1000);
    boolean lower = false;
    for (int k = 0; k < 200; k++) {
      lower |=
          point
                  .moved(draws.matrix(1, 2).row(0), Rational.of(1, 2000))
                  .loss()
                  .compareTo(point.loss())
              < 0;
    }
    transcript.checkEqual("MSE", Rational.of(1, 2), point.loss());
    transcript.control(
        "without differentiability: rank(A_1∘X) = 1 = N and MSE = 1/2, and none of 200 random points"
            + " nearby is lower",
        !lower && !point.isDifferentiable() && Rank.of(absorbed(point)) == 1);
  }

  private static RationalMatrix absorbed(Setting point) {
    return KhatriRao.product(point.slopes().get(0), point.inputs());
  }
}
