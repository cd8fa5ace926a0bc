package org.dlmcert.paper.statement.section5;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.LastLayer;
import org.dlmcert.paper.tool.NetworkTally;
import org.dlmcert.paper.tool.Setting;

/** Theorem 5: with the lower layers fixed, no bad differentiable local minima in the last two. */
public final class Theorem5 implements Statement {
  private static final long SEED = 5;
  private static final List<List<Integer>> WIDTHS =
      List.of(
          List.of(2, 2, 2, 1),
          List.of(1, 2, 2, 1),
          List.of(3, 2, 1, 1),
          List.of(2, 3, 2, 2, 1),
          List.of(1, 1, 2, 1, 1),
          List.of(2, 1, 2, 2, 2, 1),
          List.of(1, 2, 1, 2, 2, 1, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-5",
        "Theorem 5",
        "section 5, proved in appendix B",
        "L ≥ 3, s ≠ 0, N ≤ d_{L-2}·d_{L-1}, W_1, …, W_{L-2} fixed; almost every (X, E_1,"
            + " …, E_{L-1}, W_1, …, W_{L-2}).",
        "Every differentiable local minimum in (W_{L-1}, W_L) has MSE = 0. Of the"
            + " differentiability only u_{L-1} ≠ 0 is needed.",
        List.of("G_{L-1} = A_{L-1}∘V_{L-2}, (d_{L-2}·d_{L-1})×N, of rank N under every pattern"),
        "That local minima in ALL weights are good: the lower layers are held, and moving"
            + " them too makes other points minima or not.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int full = everyPattern(transcript, extent);
    int minima = minima(transcript, extent.of(2, 8, 40));
    kinkBelow(transcript);
    pastTheBound(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank N under all patterns of layer L-1 for %d random networks, L = 3 to 6; all %d DLMs found in (W_{L-1}, W_L) have MSE = 0; a bad one at N = d_{L-2}·d_{L-1} + 1",
            full,
            minima));
  }

  private static int everyPattern(Transcript transcript, Extent extent) {
    transcript.heading("Rank N under every pattern of layer L-1, random integers, seed " + SEED);
    transcript.say(
        "Widths "
            + Widths.texts(WIDTHS)
            + ", N = d_{L-2}·d_{L-1} and one less, slopes "
            + NetworkTally.SLOPES);
    Draws draws = new Draws(SEED, 1_000_000);
    return NetworkTally.of(
            extent.of(7, 28, 280),
            WIDTHS,
            draws,
            extent.of(3, 20, 100),
            (widths, slope, round) ->
                LastLayer.random(draws, widths, LastLayer.bound(widths) - round % 2, slope))
        .check(transcript);
  }

  /** Theorem 4's list of all minima, for V_{L-2} in place of X. */
  private static int minima(Transcript transcript, int instances) {
    transcript.heading("All DLMs in (W_{L-1}, W_L) at N = d_{L-2}·d_{L-1}, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    int minima = 0;
    boolean exact = true;
    boolean global = true;
    for (int k = 0; k < instances; k++) {
      List<Integer> widths = WIDTHS.get(k % 2);
      LastLayer network = LastLayer.inGeneralPosition(draws, widths, 4, NetworkTally.slope(k));
      RationalMatrix y = draws.matrix(1, 4);
      CellMinima all = CellMinima.of(network.values(), network.noise().get(1), network.slope(), y);
      for (Setting point : all.found()) {
        exact &= CellMinima.isMinimum(point);
        global &= point.loss().isZero() && whole(network, point).loss().isZero();
        if (minima++ == 0) {
          transcript.say(
              "One of them, widths " + Widths.text(widths) + ", slope " + network.slope() + ":");
          transcript.show("V_1 = V_{L-2}", network.values());
          transcript.show("W_2", point.weight(1));
          transcript.show("W_3", point.weight(2));
          transcript.show("y = v_3", y);
        }
      }
    }
    transcript.check("the gradient is 0 and no u_{L-1} is 0 at each", exact);
    transcript.check(
        "MSE = 0 at each of " + minima + " DLMs, also by a forward pass through all layers",
        global && minima > 0);
    return minima;
  }

  /** The whole network, with the lower layers in place. */
  private static Setting whole(LastLayer network, Setting point) {
    List<RationalMatrix> weights = new ArrayList<>(network.weights());
    weights.addAll(point.weights());
    return new Setting(
        network.inputs(), network.noise(), network.slope(), weights, point.targets());
  }

  /** A row of W_1 orthogonal to a sample: u_1 = 0 there, and all goes on as before. */
  private static void kinkBelow(Transcript transcript) {
    transcript.heading("u_1 = 0 for a unit and a sample, d = 2-2-2-1, N = 4");
    Draws draws = new Draws(SEED + 2, 9);
    LastLayer free = LastLayer.random(draws, WIDTHS.get(0), 4, Rational.of(1, 4));
    RationalMatrix x = free.inputs();
    RationalMatrix w =
        RationalMatrix.of(
            2,
            2,
            (i, j) ->
                i == 1
                    ? free.weights().get(0).get(1, j)
                    : j == 0 ? x.get(1, 0) : x.get(0, 0).negate());
    LastLayer kink = new LastLayer(x, List.of(w), free.noise(), free.slope());
    transcript.check("u_1 = 0", w.times(x).get(0, 0).isZero());
    boolean full = EveryPattern.of(kink.values(), kink.noise().get(1), kink.slope()).allFull();
    transcript.check(
        "rank(G_2) = N under every pattern of layer 2, though the loss has a kink in W_1", full);
  }

  private static void pastTheBound(Transcript transcript) {
    transcript.heading("Hypotheses dropped, seed " + (SEED + 3));
    Draws draws = new Draws(SEED + 3, 9);
    List<Integer> widths = WIDTHS.get(0);
    LastLayer network = LastLayer.inGeneralPosition(draws, widths, 5, Rational.of(1, 4));
    RationalMatrix v = network.values();
    List<RationalMatrix> cells = CellMinima.points(v, 2);
    Setting bad =
        BadMinimum.at(v, network.noise().get(1), network.slope(), cells.get(0))
            .orElseThrow()
            .setting();
    transcript.control(
        "without N ≤ d_{L-2}·d_{L-1}: widths "
            + Widths.text(widths)
            + ", N = 5, targets with a DLM in (W_2, W_3) of MSE = "
            + bad.loss(),
        CellMinima.isMinimum(bad) && whole(network, bad).loss().signum() > 0);
    LastLayer zero =
        new LastLayer(
            network.inputs(),
            List.of(RationalMatrix.of(2, 2, (i, j) -> Rational.ZERO)),
            network.noise(),
            network.slope());
    transcript.control(
        "without \"almost every W_1\": W_1 = 0 gives rank "
            + Rank.of(zero.gradient(zero.slopes(0))),
        Rank.of(zero.gradient(zero.slopes(0))) == 0);
    LastLayer four = LastLayer.random(draws, List.of(1, 2, 2, 1), 4, Rational.of(1, 4));
    LastLayer plain =
        new LastLayer(
            four.inputs(),
            four.weights(),
            four.noise().stream()
                .map(e -> RationalMatrix.of(e.rows(), e.columns(), (i, n) -> Rational.ONE))
                .toList(),
            four.slope());
    int rank = Rank.of(plain.gradient(plain.slopes(0)));
    transcript.control(
        "without noise: d = 1-2-2-1, N = 4, the pattern of equal slopes has rank " + rank,
        rank < 4);
  }
}
