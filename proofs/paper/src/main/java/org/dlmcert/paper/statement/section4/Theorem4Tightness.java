package org.dlmcert.paper.statement.section4;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.Setting;

/** The bound of Theorem 4 cannot be lowered: with fewer units there are bad minima. */
public final class Theorem4Tightness implements Statement {
  private static final long SEED = 44;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 100), Rational.of(-1), Rational.of(2));

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-4-tightness",
        "Theorem 4, tightness",
        "section 4, remark after Theorem 4",
        "L = 2, d_1 < N/d_0 (too few units), or d_1 = ⌈N/d_0⌉ (just enough) and almost"
            + " every (X, E_1).",
        "With too few units some targets have a differentiable local minimum (DLM) with"
            + " MSE > 0 in every cell; with ⌈N/d_0⌉ units none has.",
        List.of(
            "d_0·d_1 < N ⇒ (A_1∘X)e = 0 for some e ≠ 0",
            "y = (A_1∘X)ᵀw̃ - e makes w̃ a DLM of residual e"),
        "That given targets have a bad minimum when there are too few units: the targets"
            + " are made for it.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int patterns = everyPattern(transcript, extent.of(3, 10, 40));
    int minima = minima(transcript, extent);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank exactly N - 1 under all %d patterns at N = d_0·d_1 + 1; %d bad minima constructed, each in its cell; none with one unit more",
            patterns,
            minima));
  }

  private static int everyPattern(Transcript transcript, int instances) {
    transcript.heading("Every pattern, N = d_0·d_1 + 1, random (X, E_1), seed " + SEED);
    transcript.say(
        "A_1∘X has d_0·d_1 = N - 1 rows, so its rank is below N: that is counting. That it is N - 1"
            + " under every pattern, so that e is unique up to its scale, is not.");
    Draws draws = new Draws(SEED, 1_000_000);
    int patterns = 0;
    int oneShort = 0;
    for (int k = 0; k < instances; k++) {
      int d0 = 1 + k % 3;
      int d1 = k % 3 == 2 ? 1 : 2;
      int n = d0 * d1 + 1;
      EveryPattern all =
          EveryPattern.of(
              draws.nonzero(d0, n), draws.nonzero(d1, n), SLOPES.get(k % SLOPES.size()));
      for (int bits = 0; bits < all.count(); bits++) {
        patterns++;
        oneShort += all.rank(bits) == n - 1 ? 1 : 0;
      }
    }
    transcript.checkEqual("patterns of rank N - 1, of " + patterns, patterns, oneShort);
    return patterns;
  }

  private static int minima(Transcript transcript, Extent extent) {
    transcript.heading("Bad minima in the cells, d_0 = 2, d_1 = 1 and 2, seed " + (SEED + 1));
    transcript.say(
        "In a cell take weights w̃ with output weights 1, e ≠ 0 with (A_1∘X)e = 0, and targets"
            + " y = (A_1∘X)ᵀw̃ - e: a DLM with residual e.");
    Draws draws = new Draws(SEED + 1, 9);
    Draws nearby = new Draws(SEED + 2, 1000);
    int minima = 0;
    boolean exact = true;
    boolean definite = true;
    boolean lowest = true;
    for (int k = 0; k < extent.of(2, 4, 12); k++) {
      int d1 = 1 + k % 2;
      int n = 2 * d1 + 1;
      Rational s = SLOPES.get(k % SLOPES.size());
      RationalMatrix x = GeneralPosition.draw(draws, 2, n);
      RationalMatrix e = draws.nonzero(d1, n);
      List<RationalMatrix> points = CellMinima.points(x, d1);
      int most = extent.of(6, points.size(), points.size());
      for (RationalMatrix point : points.subList(0, Math.min(points.size(), most))) {
        BadMinimum minimum = BadMinimum.at(x, e, s, point).orElseThrow();
        Setting setting = minimum.setting();
        exact &= CellMinima.isMinimum(setting) && setting.loss().signum() > 0;
        definite &= Inertia.of(Hessian.of(setting.instance())).negative() == 0;
        lowest &= setting.noneLowerNearby(nearby, extent.of(2, 5, 20));
        if (minima++ == 0) {
          transcript.say("One of them, slope " + s + ", MSE = " + setting.loss() + ":");
          transcript.show("X", x);
          transcript.show("E_1", e);
          transcript.show("y", setting.targets());
          transcript.show("W_1", setting.weight(1));
          transcript.show("e", setting.residuals());
        }
      }
    }
    transcript.check(
        "at all " + minima + " the gradient is 0, no u_1 is 0, and MSE > 0", exact && minima > 0);
    transcript.check("the Hessian is positive semidefinite at each", definite);
    transcript.check("no random point nearby is lower", lowest);
    RationalMatrix x = GeneralPosition.draw(draws, 2, 5);
    RationalMatrix e = draws.nonzero(3, 5);
    List<RationalMatrix> cells = CellMinima.points(x, 3);
    long bad =
        cells.stream().filter(w -> BadMinimum.at(x, e, SLOPES.get(0), w).isPresent()).count();
    transcript.control(
        "with d_1 = 3 = ⌈5/2⌉ units for N = 5, d_0 = 2: there is no e in "
            + (cells.size() - bad)
            + " of "
            + cells.size()
            + " cells",
        bad == 0);
    return minima;
  }
}
