package org.dlmcert.paper.statement.section5;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.LastLayer;
import org.dlmcert.paper.tool.Setting;

/** Corollary 6: a perturbation of the lower weights, as small as one likes, is enough. */
public final class Corollary6 implements Statement {
  private static final long SEED = 66;
  private static final List<Integer> WIDTHS = List.of(2, 2, 2, 1);
  private static final List<Rational> SIZES =
      List.of(
          Rational.of(1, 10),
          Rational.of(1, 1_000_000),
          Rational.of(BigInteger.ONE, BigInteger.TEN.pow(30)));

  @Override
  public Heading heading() {
    return new Heading(
        "corollary-6",
        "Corollary 6",
        "section 5",
        "L ≥ 3, s ≠ 0, N ≤ d_{L-2}·d_{L-1}; almost every (X, E_1, …, E_{L-1}), any"
            + " weights, and a perturbation δw of W_1, …, W_{L-2} from a continuous"
            + " distribution, however small; these are then held.",
        "With probability 1 no differentiable local minimum in (W_{L-1}, W_L) has MSE >" + " 0.",
        List.of(
            "minors of G_{L-1} at w + δw are polynomials in δw, one of them nonzero for every"
                + " pattern",
            "its zeros have measure 0, so rank N with probability 1"),
        "How small the least singular value is: after a tiny perturbation the rank is N"
            + " exactly and the matrix can be as badly conditioned as one likes.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int perturbed = perturbed(transcript, extent);
    int minima = minima(transcript, extent.of(1, 4, 20));
    withoutPerturbation(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank N under every pattern of layer L-1 after each of %d explicit perturbations of size at most 1/10, 10^-6 and 10^-30, w = 0 among the starting points; MSE = 0 at all %d DLMs listed",
            perturbed,
            minima));
  }

  /** w + δ·k/1000 with random integers |k| ≤ 1000. */
  private static RationalMatrix perturb(Draws draws, RationalMatrix w, Rational size) {
    return RationalMatrix.of(
        w.rows(),
        w.columns(),
        (i, j) -> w.get(i, j).plus(size.times(Rational.of(draws.between(-1000, 1000), 1000))));
  }

  private static RationalMatrix start(Draws draws, int kind, int rows, int columns) {
    return switch (kind) {
      case 0 -> RationalMatrix.of(rows, columns, (i, j) -> Rational.ZERO);
      case 1 -> RationalMatrix.of(rows, columns, (i, j) -> Rational.ONE);
      case 2 -> RationalMatrix.of(rows, columns, (i, j) -> Rational.of(-1));
      default -> draws.matrix(rows, columns);
    };
  }

  private static LastLayer with(LastLayer network, List<RationalMatrix> weights) {
    return new LastLayer(network.inputs(), weights, network.noise(), network.slope());
  }

  private static int perturbed(Transcript transcript, Extent extent) {
    transcript.heading("Explicit perturbations, seed " + SEED);
    transcript.say(
        "Starting points: all weights 0, 1, -1, and random; sizes "
            + SIZES
            + "; widths [2, 2, 2, 1], [3, 2, 2, 1], [1, 2, 2, 2, 1], [2, 1, 2, 2, 2, 1].");
    Draws draws = new Draws(SEED, 1_000_000);
    List<List<Integer>> all =
        List.of(WIDTHS, List.of(3, 2, 2, 1), List.of(1, 2, 2, 2, 1), List.of(2, 1, 2, 2, 2, 1));
    int seen = 0;
    int full = 0;
    boolean small = true;
    for (int round = 0; round < extent.of(1, 2, 20); round++) {
      for (List<Integer> widths : all) {
        LastLayer network =
            LastLayer.random(draws, widths, LastLayer.bound(widths), Rational.of(1, 100));
        for (int kind = 0; kind < 4; kind++) {
          for (Rational size : SIZES) {
            int chosen = kind;
            List<RationalMatrix> from =
                network.weights().stream()
                    .map(w -> start(draws, chosen, w.rows(), w.columns()))
                    .toList();
            List<RationalMatrix> to = from.stream().map(w -> perturb(draws, w, size)).toList();
            LastLayer moved = with(network, to);
            seen++;
            for (int l = 0; l < from.size(); l++) {
              small &= isWithin(from.get(l), to.get(l), size);
            }
            full +=
                EveryPattern.of(moved.values(), moved.noise().get(from.size()), moved.slope())
                        .allFull()
                    ? 1
                    : 0;
            if (seen == 3) {
              transcript.show("W_1 = 0, perturbed by at most 10^-30", to.get(0));
            }
          }
        }
      }
    }
    transcript.check("every entry moved by at most the size", small);
    transcript.checkEqual(
        "rank N under every pattern of layer L-1, of " + seen + " perturbations", seen, full);
    return seen;
  }

  private static boolean isWithin(RationalMatrix from, RationalMatrix to, Rational size) {
    for (int i = 0; i < from.rows(); i++) {
      for (int j = 0; j < from.columns(); j++) {
        if (to.get(i, j).minus(from.get(i, j)).abs().compareTo(size) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** All DLMs after a perturbation of W_1 = 0. */
  private static int minima(Transcript transcript, int instances) {
    transcript.heading(
        "All DLMs in (W_2, W_3) after a perturbation of W_1 = 0, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    int minima = 0;
    boolean exact = true;
    boolean global = true;
    for (int k = 0; k < instances; k++) {
      LastLayer network = LastLayer.random(draws, WIDTHS, 4, Rational.of(1, 4));
      LastLayer moved = with(network, List.of(perturb(draws, start(draws, 0, 2, 2), SIZES.get(1))));
      if (!GeneralPosition.holds(moved.values())) {
        continue;
      }
      for (Setting point :
          CellMinima.of(moved.values(), moved.noise().get(1), moved.slope(), draws.matrix(1, 4))
              .found()) {
        minima++;
        exact &= CellMinima.isMinimum(point);
        global &= point.loss().isZero();
      }
    }
    transcript.check("the gradient is 0 and no u_2 is 0 at each", exact);
    transcript.check("MSE = 0 at each of " + minima + " DLMs", global && minima > 0);
    return minima;
  }

  private static void withoutPerturbation(Transcript transcript) {
    transcript.heading("Without the perturbation, seed " + (SEED + 2));
    Draws draws = new Draws(SEED + 2, 9);
    LastLayer network = LastLayer.random(draws, WIDTHS, 4, Rational.of(1, 4));
    RationalMatrix y = draws.nonzero(1, 4);
    LastLayer zero = with(network, List.of(start(draws, 0, 2, 2)));
    Setting point =
        new Setting(
            zero.inputs(),
            zero.noise(),
            zero.slope(),
            List.of(zero.weights().get(0), draws.nonzero(2, 2), draws.nonzero(1, 2)),
            y);
    boolean constant = true;
    for (int k = 0; k < 50; k++) {
      Setting other =
          point.withWeights(
              List.of(zero.weights().get(0), draws.nonzero(2, 2), draws.nonzero(1, 2)));
      constant &= other.loss().equals(point.loss());
    }
    transcript.control(
        "at W_1 = 0 itself V_1 = 0, so the loss does not depend on (W_2, W_3) and every point is a"
            + " minimum, with MSE = "
            + point.loss(),
        constant && point.loss().signum() > 0 && zero.values().isZero());
    LastLayer equal = with(network, List.of(start(draws, 1, 2, 2)));
    RationalMatrix x = network.inputs();
    LastLayer plain =
        new LastLayer(
            x,
            equal.weights(),
            List.of(RationalMatrix.of(2, 4, (i, n) -> Rational.ONE), equal.noise().get(1)),
            equal.slope());
    int rank = Rank.of(plain.gradient(plain.slopes(0)));
    transcript.control(
        "at W_1 all ones, with E_1 fixed as well, rank(G_2) = " + rank + ", not 4", rank < 4);
  }
}
