package org.dlmcert.paper.statement.section5;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Draws;
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
    int polynomials = minors(transcript);
    int perturbed = perturbed(transcript, extent);
    int minima = minima(transcript, extent.of(1, 4, 20));
    withoutPerturbation(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d minors are nonzero polynomials in δw; rank N under every pattern of layer L-1 after each of %d explicit perturbations of size at most 1/10, 10^-6 and 10^-30, three quarters of them of deficient starting points; MSE = 0 at all %d DLMs listed",
            polynomials,
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

  /**
   * The weights to start from: 0 all zero; 1 random with a last unit of layer L-2 that is zero; 2
   * orthogonal to sample 1 in layer 1; 3 random.
   */
  private static List<RationalMatrix> start(Draws draws, int kind, LastLayer network) {
    List<RationalMatrix> all = new ArrayList<>();
    for (int l = 0; l < network.weights().size(); l++) {
      RationalMatrix shape = network.weights().get(l);
      RationalMatrix random = draws.nonzero(shape.rows(), shape.columns());
      boolean top = l == network.weights().size() - 1;
      boolean bottom = l == 0;
      RationalMatrix x = network.inputs();
      all.add(
          RationalMatrix.of(
              shape.rows(),
              shape.columns(),
              (i, j) -> {
                if (kind == 0 || kind == 1 && top && i == shape.rows() - 1) {
                  return Rational.ZERO;
                }
                return kind == 2 && bottom ? orthogonal(x, i, j) : random.get(i, j);
              }));
    }
    return all;
  }

  /** Entry j of a multiple of a vector orthogonal to sample 1. */
  private static Rational orthogonal(RationalMatrix x, int unit, int j) {
    if (x.rows() == 1 || j > 1) {
      return Rational.ZERO;
    }
    Rational entry = x.get(1 - j, 0).times(Rational.of(unit + 1L));
    return j == 0 ? entry : entry.negate();
  }

  /** d = 2-2-1-1, N = 2: the minor of G_2 as a polynomial in δw, for every pattern. */
  private static int minors(Transcript transcript) {
    transcript.heading("In full: d = 2-2-1-1, N = 2, δw = δ_11, …, δ_22, s = 1/4");
    LastLayer network =
        new LastLayer(
            RationalMatrix.of(new long[][] {{1, 2}, {3, -1}}),
            List.of(RationalMatrix.of(2, 2, (i, j) -> Rational.ZERO)),
            List.of(
                RationalMatrix.of(new long[][] {{2, 1}, {1, 3}}),
                RationalMatrix.of(new long[][] {{1, 2}})),
            Rational.of(1, 4));
    transcript.show("X", network.inputs());
    transcript.show("E_1", network.noise().get(0));
    transcript.show("E_2", network.noise().get(1));
    List<String> starts = List.of("W_1 = 0", "unit 2 of layer 1 zero", "W_1 x⁽¹⁾ = 0");
    int polynomials = 0;
    boolean nonzero = true;
    boolean deficient = true;
    boolean rare = true;
    for (int kind = 0; kind < 3; kind++) {
      RationalMatrix from = start(new Draws(SEED, 3), kind, network).get(0);
      for (long pattern = 0; pattern < 1L << network.bits(); pattern++) {
        RationalPolynomial minor = minor(network, from, pattern);
        polynomials++;
        nonzero &= !minor.isZero();
        deficient &= minor.at(deltas(0, 0, 0, 0)).isZero();
        if (pattern == 0) {
          transcript.say(starts.get(kind) + ": the minor with slopes 1 is " + minor);
          List<Boolean> grid = zeroOnGrid(minor);
          int zeros = Collections.frequency(grid, true);
          rare &= grid.size() == 2401 && zeros * 7 <= minor.degree() * 2401;
          transcript.say(
              String.format(
                  Locale.ROOT,
                  "It is zero at %d of the 2401 points δw in {-3, …, 3}⁴, at most %d/7 of them.",
                  zeros,
                  minor.degree()));
        }
      }
    }
    transcript.check(
        "the minor is not the zero polynomial, for all " + polynomials + " starts and patterns",
        nonzero);
    transcript.check("on a grid its zeros are as rare as its degree demands", rare);
    transcript.control("without a perturbation: each of these minors is 0 at δw = 0", deficient);
    return polynomials;
  }

  /** det(A_2∘(A_1∘(W_1 + δ)X)) under a pattern, the product inside entry by entry. */
  private static RationalPolynomial minor(LastLayer network, RationalMatrix from, long pattern) {
    List<RationalMatrix> slopes = network.slopes(pattern);
    PolynomialMatrix w = PolynomialMatrix.of(from).plus(PolynomialMatrix.ofVariables("δ", 2, 2));
    PolynomialMatrix v =
        PolynomialMatrix.of(slopes.get(0))
            .entrywise(w.times(PolynomialMatrix.of(network.inputs())));
    return PolynomialMatrix.of(slopes.get(1)).khatriRao(v).determinant();
  }

  /** Whether the minor is zero, point by point. */
  private static List<Boolean> zeroOnGrid(RationalPolynomial minor) {
    List<Boolean> zeros = new ArrayList<>();
    for (int code = 0; code < 2401; code++) {
      Map<String, Rational> point =
          deltas(code % 7 - 3, code / 7 % 7 - 3, code / 49 % 7 - 3, code / 343 - 3);
      zeros.add(minor.at(point).isZero());
    }
    return zeros;
  }

  private static Map<String, Rational> deltas(int a, int b, int c, int d) {
    return Map.of(
        "δ_11",
        Rational.of(a),
        "δ_12",
        Rational.of(b),
        "δ_21",
        Rational.of(c),
        "δ_22",
        Rational.of(d));
  }

  private static int perturbed(Transcript transcript, Extent extent) {
    transcript.heading("Explicit perturbations, seed " + SEED);
    transcript.say(
        "Starting points: all weights 0; a unit of layer L-2 that is 0; W_1 x⁽¹⁾ = 0; and random, which"
            + " needs no perturbation; sizes "
            + SIZES
            + "; widths 2-2-2-1, 3-2-2-1, 1-2-2-2-1, 2-1-2-2-2-1.");
    Draws draws = new Draws(SEED, 1_000_000);
    List<List<Integer>> all =
        List.of(WIDTHS, List.of(3, 2, 2, 1), List.of(1, 2, 2, 2, 1), List.of(2, 1, 2, 2, 2, 1));
    int seen = 0;
    int full = 0;
    int needed = 0;
    boolean small = true;
    boolean differs = true;
    for (int round = 0; round < extent.of(1, 2, 20); round++) {
      for (List<Integer> widths : all) {
        LastLayer network =
            LastLayer.random(draws, widths, LastLayer.bound(widths), Rational.of(1, 100));
        for (int kind = 0; kind < 4; kind++) {
          for (Rational size : SIZES) {
            List<RationalMatrix> from = start(draws, kind, network);
            needed += network.withWeights(from).lastPatterns().isFull(0) ? 0 : 1;
            List<RationalMatrix> to = from.stream().map(w -> perturb(draws, w, size)).toList();
            LastLayer moved = network.withWeights(to);
            differs &= !to.equals(from);
            seen++;
            for (int l = 0; l < from.size(); l++) {
              small &= isWithin(from.get(l), to.get(l), size);
            }
            full += moved.lastPatterns().allFull() ? 1 : 0;
            if (seen == 3) {
              transcript.show("W_1 = 0, perturbed by at most 10^-30", to.get(0));
            }
          }
        }
      }
    }
    transcript.check("some entry moved, and every entry by at most the size", small && differs);
    transcript.checkEqual("starting points that are deficient", seen / 4 * 3, needed);
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
        "All DLMs in (W_2, W_3) after a perturbation of deficient W_1, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    int minima = 0;
    boolean exact = true;
    boolean global = true;
    for (int k = 0; k < instances; k++) {
      LastLayer network = LastLayer.random(draws, WIDTHS, 4, Rational.of(1, 4));
      RationalMatrix from = start(draws, k % 3, network).get(0);
      LastLayer moved = network.withWeights(List.of(perturb(draws, from, SIZES.get(1))));
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
    LastLayer zero = network.withWeights(start(draws, 0, network));
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
    LastLayer equal = network.withWeights(List.of(RationalMatrix.of(2, 2, (i, j) -> Rational.ONE)));
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
