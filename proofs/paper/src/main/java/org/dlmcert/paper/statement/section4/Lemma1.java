package org.dlmcert.paper.statement.section4;

import java.util.ArrayList;
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
    int bad = minimaOfPositiveLoss(transcript, extent.of(1, 6, 40));
    int deep = deepMinima(transcript, extent.of(3, 20, 200));
    withoutDifferentiability(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "loss 0 at %d DLMs of rank N found cell by cell; rank below N at all %d + %d DLMs of positive loss",
            full,
            bad,
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
        !Differences.gradient(point).isZero());
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

  /** N = 6 > d_0·d_1 = 4: the rank falls short at every DLM of positive loss, as it has to. */
  private static int minimaOfPositiveLoss(Transcript transcript, int instances) {
    transcript.heading("N = 6, d_0 = d_1 = 2, random noise, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 20);
    int positive = 0;
    boolean minima = true;
    boolean short1 = true;
    for (int k = 0; k < instances; k++) {
      CellMinima all =
          CellMinima.of(
              GeneralPosition.draw(draws, 2, 6),
              draws.nonzero(2, 6),
              SLOPES.get(k % SLOPES.size()),
              draws.matrix(1, 6));
      for (Setting point : all.found()) {
        minima &= CellMinima.isMinimum(point);
        if (point.loss().signum() > 0) {
          positive++;
          short1 &= Rank.of(Gradient.of(point.instance()).layer(1)) < 6;
        }
      }
    }
    transcript.check("the gradient is 0 and no u_1 is 0 at every point found", minima);
    transcript.check("rank(G_1) < N at each DLM of positive loss: " + positive, short1);
    transcript.control("without rank(G_1) = N: " + positive + " DLMs with MSE > 0", positive > 0);
    return positive;
  }

  /** DLMs of positive loss in deep networks: then no G_l may have rank N. */
  private static int deepMinima(Transcript transcript, int instances) {
    transcript.heading("L = 3 and 4, seed " + (SEED + 2));
    transcript.say(
        "At a random point y is chosen such that e ≠ 0 is orthogonal to all rows of"
            + " A_1∘…∘A_{L-1}∘X. This is a DLM, since the loss of the cell is convex in the products"
            + " of weights along paths. Lemma 1, for any G_l in place of G_1, says that no G_l has"
            + " rank N.");
    Draws draws = new Draws(SEED + 2, 9);
    int seen = 0;
    boolean critical = true;
    boolean deficient = true;
    while (seen < instances) {
      int depth = 3 + seen % 2;
      List<Integer> widths = new ArrayList<>(RandomPoint.widths(draws, depth, 2));
      int samples = 1 + widths.stream().reduce(1, (a, b) -> a * b);
      Setting free = RandomPoint.of(draws, widths, samples);
      RationalMatrix paths = free.inputs();
      for (RationalMatrix a : free.slopes()) {
        paths = KhatriRao.product(a, paths);
      }
      Setting point = free.withResidual(RowSpace.of(paths).nullVector().orElseThrow());
      seen++;
      critical &= Differences.gradient(point).isZero() && point.loss().signum() > 0;
      Gradient gradient = Gradient.of(point.instance());
      for (int l = 1; l <= depth; l++) {
        deficient &= Rank.of(gradient.layer(l)) < samples;
      }
    }
    transcript.check("the gradient is zero and MSE > 0 at all " + seen + " points", critical);
    transcript.check("rank(G_l) < N for every layer l of each", deficient);
    return seen;
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
