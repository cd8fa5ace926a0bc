package org.dlmcert.paper.statement.section4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.Setting;

/** Theorem 4: no bad differentiable local minima with one hidden layer. */
public final class Theorem4 implements Statement {
  private static final long SEED = 4;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 100), Rational.of(-1), Rational.of(2), Rational.of(1, 4));

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-4",
        "Theorem 4",
        "section 4",
        "L = 2, s ≠ 0, N ≤ d_0·d_1, any y; almost every (X, E_1), with the noise kept" + " fixed.",
        "All differentiable local minima (DLMs) have MSE = 0.",
        List.of("Lemma 3 ⇒ rank(A_1∘X) = N in every cell", "Lemma 1 ⇒ MSE = 0 at every DLM"),
        "That a DLM exists: some instances have none. Minima at kinks, noise drawn anew"
            + " at every step, and error on other data are not covered.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int minima = atTheBound(transcript, extent.of(3, 12, 100));
    int cells = everyCell(transcript, extent.of(2, 6, 60));
    controls(transcript, extent);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "all DLMs of small networks listed cell by cell: %d, all with MSE = 0; rank N in all %d cells of larger ones",
            minima,
            cells));
  }

  /** N = d_0·d_1: every cell has one candidate for a minimum, so that all can be listed. */
  private static int atTheBound(Transcript transcript, int instances) {
    transcript.heading("All DLMs at N = d_0·d_1, random (X, E_1, y), seed " + SEED);
    Draws draws = new Draws(SEED, 30);
    int minima = 0;
    int cells = 0;
    int without = 0;
    boolean exact = true;
    boolean global = true;
    for (int k = 0; k < instances; k++) {
      int d0 = List.of(2, 1, 3, 2).get(k % 4);
      int d1 = List.of(2, 3, 1, 2).get(k % 4);
      RationalMatrix x = GeneralPosition.draw(draws, d0, d0 * d1);
      RationalMatrix e = draws.nonzero(d1, d0 * d1);
      Rational s = SLOPES.get(k % SLOPES.size());
      CellMinima all = CellMinima.of(x, e, s, draws.matrix(1, d0 * d1));
      cells += all.cells();
      minima += all.found().size();
      without += all.found().isEmpty() ? 1 : 0;
      for (Setting point : all.found()) {
        exact &= CellMinima.isMinimum(point);
        global &= point.loss().isZero();
      }
    }
    transcript.say(
        "d_0×d_1 = 2×2, 1×3 and 3×1, slopes "
            + SLOPES
            + ": "
            + instances
            + " instances, "
            + cells
            + " cells (signs of u_1 and of w_2), "
            + minima
            + " DLMs up to the scale of w_2; "
            + without
            + " instances have none. A DLM with a zero in w_2 has MSE = 0 too where every rank is N:"
            + " g_i = 0 for every unit there.");
    transcript.check("the gradient is 0 and no u_1 is 0 at each", exact);
    transcript.check("MSE = 0 at each of the " + minima + " DLMs", global && minima > 0);
    return minima;
  }

  /** rank N in every cell; by Lemma 1 no cell then has a DLM of positive loss, whatever y. */
  private static int everyCell(Transcript transcript, int instances) {
    transcript.heading("Every cell has rank N, random (X, E_1), N ≤ d_0·d_1, seed " + (SEED + 1));
    transcript.say("By Lemma 1 no DLM of such a data set has MSE > 0, for any targets.");
    Draws draws = new Draws(SEED + 1, 100);
    int cells = 0;
    int square = 0;
    boolean full = true;
    for (int k = 0; k < instances; k++) {
      int d0 = List.of(2, 3, 4, 2).get(k % 4);
      int d1 = List.of(2, 2, 1, 3).get(k % 4);
      int n = k % 3 == 2 ? d0 * d1 - 1 : d0 * d1;
      RationalMatrix x = GeneralPosition.draw(draws, d0, n);
      RationalMatrix e = draws.nonzero(d1, n);
      Rational s = SLOPES.get(k % SLOPES.size());
      for (RationalMatrix point : CellMinima.points(x, d1)) {
        cells++;
        square += n == d0 * d1 ? 1 : 0;
        full &= Rank.of(KhatriRao.product(slopes(x, e, s, point), x)) == n;
      }
    }
    transcript.check(
        "rank(A_1∘X) = N in all "
            + cells
            + " cells, "
            + square
            + " of them at N = d_0·d_1, d_0×d_1 = 2×2, 3×2, 4×1 and 2×3",
        full && square > 0);
    return cells;
  }

  private static RationalMatrix slopes(
      RationalMatrix x, RationalMatrix e, Rational s, RationalMatrix weights) {
    RationalMatrix u = weights.times(x);
    return RationalMatrix.of(
        e.rows(),
        e.columns(),
        (i, n) -> u.get(i, n).signum() >= 0 ? e.get(i, n) : e.get(i, n).times(s));
  }

  private static void controls(Transcript transcript, Extent extent) {
    transcript.heading("Hypotheses dropped, seed " + (SEED + 2));
    Draws draws = new Draws(SEED + 2, 9);
    BadMinimum plain = BadMinimum.withoutNoise(draws, 2, 2, 4);
    show(transcript, plain.setting());
    transcript.control(
        "without noise: at N = 4 = d_0·d_1 a DLM has MSE = " + plain.setting().loss(),
        isBad(plain.setting()));
    RationalMatrix x = draws.nonzero(2, 1);
    RationalMatrix same = RationalMatrix.of(2, 3, (j, n) -> x.get(j, 0));
    RationalMatrix e = draws.nonzero(2, 3);
    Setting equal =
        BadMinimum.at(same, e, Rational.of(1, 4), openPoint(draws, same)).orElseThrow().setting();
    transcript.control(
        "without \"almost every X\": for three equal samples, d_1 = 2, N = 3 ≤ 4, a DLM has MSE = "
            + equal.loss(),
        isBad(equal));
    RationalMatrix generic = GeneralPosition.draw(draws, 2, 4);
    List<Rational> negative = new ArrayList<>();
    RationalMatrix noise = draws.nonzero(2, 4);
    List<RationalMatrix> cells = CellMinima.points(generic, 2);
    for (RationalMatrix point : cells) {
      BadMinimum.at(generic, noise, Rational.ZERO, point)
          .map(BadMinimum::setting)
          .filter(Theorem4::isBad)
          .ifPresent(setting -> negative.add(setting.loss()));
    }
    transcript.control(
        String.format(
            Locale.ROOT,
            "without s ≠ 0: at s = 0, N = 4, d_0 = d_1 = 2, %d of the %d pairs of sign vectors hold a DLM with MSE > 0 for some targets",
            negative.size(),
            cells.size()),
        !negative.isEmpty());
    Draws nearby = new Draws(SEED + 3, 1000);
    transcript.check(
        "the first of these minima has no lower point among random ones nearby",
        plain.setting().noneLowerNearby(nearby, extent.of(20, 200, 2000)));
  }

  private static RationalMatrix openPoint(Draws draws, RationalMatrix inputs) {
    while (true) {
      RationalMatrix w = draws.nonzero(2, inputs.rows());
      RationalMatrix u = w.times(inputs);
      if (u.row(0).stream().noneMatch(Rational::isZero)
          && u.row(1).stream().noneMatch(Rational::isZero)) {
        return w;
      }
    }
  }

  private static boolean isBad(Setting point) {
    return CellMinima.isMinimum(point) && point.loss().signum() > 0;
  }

  private static void show(Transcript transcript, Setting point) {
    transcript.show("X", point.inputs());
    transcript.show("y", point.targets());
    transcript.show("W_1", point.weight(1));
    transcript.show("W_2", point.weight(2));
  }
}
