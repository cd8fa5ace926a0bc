package org.dlmcert.paper.statement.appendix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.Witness;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.pattern.ActivationPattern;

/** The witness (B.3)–(B.6), for one pattern as printed, and for all patterns at once. */
public final class AppendixB implements Statement {
  private static final long SEED = 36;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 100), Rational.of(-1), Rational.of(2), Rational.ONE, Rational.of(2, 3));
  private static final List<List<Integer>> WIDTHS =
      List.of(
          List.of(1, 1, 1),
          List.of(2, 3, 1),
          List.of(4, 2, 1),
          List.of(1, 2, 2, 1),
          List.of(3, 4, 3, 1),
          List.of(2, 1, 3, 1),
          List.of(2, 2, 2, 2, 1),
          List.of(1, 3, 2, 3, 1),
          List.of(3, 1, 2, 3, 2, 1),
          List.of(1, 2, 1, 2, 1, 2, 1),
          List.of(2, 2, 2, 2, 2, 2, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "witness",
        "(B.3)–(B.6)",
        "appendix B",
        "s ≠ 0, N ≤ d_{L-2}·d_{L-1}.",
        "For every pattern p there are X', E', W' with G'_{L-1} = the first N columns of"
            + " the identity. One step further than the paper: E' = A' kept as it is serves all"
            + " patterns at once, G'_{L-1} then being diagonal with products of 1 and s.",
        List.of(
            "A'_{L-2} = first N columns of 1⊗I, A'_{L-1} = first N columns of I⊗1",
            "V_{L-2} = (Π_{m=L-2}^{1} diag(a_m) W_m) x (printed up to l)"),
        "That weights with the activations p exist: p is any assignment of 1 and s.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    example(transcript);
    int points = allShapes(transcript, extent);
    controls(transcript);
    index(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "G'_{L-1} is the identity's first N columns for %d widths, N and slopes, L = 2 to 6; rank N with one E' for all patterns; refused and deficient at N = d_{L-2}·d_{L-1} + 1",
            points));
  }

  private static void example(Transcript transcript) {
    transcript.heading("d = 2-2-3-1, N = 6, s = 1/4, p random, seed " + SEED);
    Network network = new Network(List.of(2, 2, 3, 1), Rational.of(1, 4), false);
    Witness witness = Witness.of(network, 6);
    List<ActivationPattern> pattern = random(network, 6, new Draws(SEED, 1));
    transcript.show("X'", witness.inputs());
    transcript.show("W'_1", witness.weights(1));
    transcript.show("A'_1", witness.slopes(1));
    transcript.show("A'_2", witness.slopes(2));
    transcript.show("E'_1 = A'_1/p", witness.noise(1, pattern.get(0)).factors().transpose());
    transcript.show("E'_2 = A'_2/p", witness.noise(2, pattern.get(1)).factors().transpose());
    transcript.show("G'_2", witness.gradient(printed(witness, network, pattern)));
    transcript.show("G'_2 with E' = A' under the same pattern", witness.gradientUnder(pattern));
    ForwardPass pass = ForwardPass.of(witness.instance());
    transcript.check(
        "V'_{L-2} = A'_{L-2}, by the forward pass of the network with E' = A', where every u ≥ 0",
        pass.output(1).equals(witness.slopes(1)));
  }

  /** A_l = E'_l·p with E'_l = A'_l/p, for every layer. */
  private static List<RationalMatrix> printed(
      Witness witness, Network network, List<ActivationPattern> pattern) {
    return IntStream.range(1, network.depth())
        .mapToObj(
            l -> pattern.get(l - 1).slopes(witness.noise(l, pattern.get(l - 1)), network.slope()))
        .toList();
  }

  private static List<ActivationPattern> random(Network network, int samples, Draws draws) {
    return IntStream.range(1, network.depth())
        .mapToObj(
            l ->
                ActivationPattern.of(samples, network.width(l), (n, i) -> draws.between(0, 1) == 0))
        .toList();
  }

  /** All patterns of all layers, or random ones if they have more than this many bits. */
  private static List<List<ActivationPattern>> patterns(
      Network network, int samples, Draws draws, int bits, int count) {
    int all = samples * network.hiddenUnits();
    if (all > bits) {
      return IntStream.range(0, count).mapToObj(k -> random(network, samples, draws)).toList();
    }
    return LongStream.range(0, 1L << all)
        .mapToObj(
            mask -> {
              List<ActivationPattern> layers = new ArrayList<>();
              int offset = 0;
              for (int l = 1; l < network.depth(); l++) {
                int first = offset;
                int width = network.width(l);
                layers.add(
                    ActivationPattern.of(
                        samples, width, (n, i) -> (mask >>> (first + n * width + i) & 1) == 0));
                offset += samples * width;
              }
              return layers;
            })
        .toList();
  }

  private static int allShapes(Transcript transcript, Extent extent) {
    transcript.heading("Every N up to the bound, seed " + (SEED + 1));
    transcript.say("Widths " + Widths.texts(WIDTHS) + ", slopes " + SLOPES);
    Draws draws = new Draws(SEED + 1, 1);
    int points = 0;
    int tried = 0;
    boolean identity = true;
    boolean full = true;
    for (List<Integer> widths : WIDTHS) {
      int bound = Math.toIntExact(Witness.bound(new Network(widths, Rational.ONE, false)));
      for (int n = 0; n <= bound; n++) {
        Rational s = SLOPES.get(points % SLOPES.size());
        Network network = new Network(widths, s, false);
        Witness witness = Witness.of(network, n);
        points++;
        for (List<ActivationPattern> pattern :
            patterns(network, n, draws, extent.of(6, 10, 14), extent.of(3, 12, 50))) {
          tried++;
          identity &= isIdentity(witness.gradient(printed(witness, network, pattern)));
          RationalMatrix g = witness.gradientUnder(pattern);
          full &= isDiagonal(g) && Rank.of(g) == n;
        }
      }
    }
    transcript.check(
        "as printed, G'_{L-1} is the first N columns of the identity for " + tried + " patterns p",
        identity);
    transcript.check(
        "with E' = A' fixed, G'_{L-1} is diagonal and of rank N under the same patterns (all patterns"
            + " of all layers where they have few bits)",
        full);
    return points;
  }

  private static boolean isIdentity(RationalMatrix g) {
    return g.equals(
        RationalMatrix.of(g.rows(), g.columns(), (r, n) -> r == n ? Rational.ONE : Rational.ZERO));
  }

  private static boolean isDiagonal(RationalMatrix g) {
    for (int r = 0; r < g.rows(); r++) {
      for (int n = 0; n < g.columns(); n++) {
        if (g.get(r, n).isZero() == (r == n)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void controls(Transcript transcript) {
    transcript.heading("Hypotheses dropped");
    Network network = new Network(List.of(3, 4, 5, 1), Rational.of(1, 4), false);
    String refusal = "";
    try {
      Witness.of(network, 21);
    } catch (IllegalArgumentException e) {
      refusal = String.valueOf(e.getMessage());
    }
    Draws draws = new Draws(SEED + 2, 50);
    RationalMatrix random = KhatriRao.product(draws.matrix(5, 21), draws.matrix(4, 21));
    transcript.say("The witness for widths 3-4-5-1 and N = 21 is refused: " + refusal + ".");
    transcript.control(
        "without N ≤ d_{L-2}·d_{L-1}: at N = 21 a random A_2∘V_1 has rank " + Rank.of(random),
        Rank.of(random) == 20 && refusal.contains("4·5 = 20"));
    Witness witness = Witness.of(network, 20);
    RationalMatrix dead =
        witness.gradient(
            List.of(witness.slopes(1), RationalMatrix.of(5, 20, (i, n) -> Rational.ZERO)));
    transcript.control(
        "without s ≠ 0: with E' = A' and all slopes of layer 2 equal to 0 the rank is "
            + Rank.of(dead),
        Rank.of(dead) == 0);
    Witness square = Witness.of(new Network(List.of(1, 2, 2, 1), Rational.ONE, false), 4);
    RationalMatrix same = square.gradient(List.of(square.slopes(1), square.slopes(1)));
    transcript.control(
        "with A'_{L-1} = A'_{L-2} = first N columns of 1⊗I, d_1 = d_2 = 2, N = 4, the rank is "
            + Rank.of(same),
        Rank.of(same) < 4);
  }

  /** (B.1) prints the product of diag(a_m)W_m up to m = l; V_{L-2} needs it up to L-2. */
  private static void index(Transcript transcript) {
    transcript.heading("The index in (B.1)");
    transcript.say(
        "V_{L-2} is the product of diag(a_m)W_m for m = 1 to L-2, applied to x. Printed is the product"
            + " up to l. For d = 2-3-2-2-1 (L = 4), N = 3, seed "
            + (SEED + 3)
            + ":");
    Setting point = RandomPoint.of(new Draws(SEED + 3, 9), List.of(2, 3, 2, 2, 1), 3);
    ForwardPass pass = ForwardPass.of(point.instance());
    RationalMatrix to1 = product(point, 1);
    RationalMatrix to2 = product(point, 2);
    transcript.show("up to l = 1", to1);
    transcript.show("up to L-2 = 2", to2);
    transcript.check("up to L-2 it is V_{L-2} of the forward pass", to2.equals(pass.output(2)));
    int rows = KhatriRao.product(point.slopes().get(2), to1).rows();
    transcript.control(
        "with the index as printed and l = 1, A_{L-1}∘V has "
            + rows
            + " rows, not d_{L-2}·d_{L-1} = 4",
        rows != 4);
    Setting square = RandomPoint.of(new Draws(SEED + 4, 9), List.of(2, 2, 2, 2, 1), 3);
    transcript.control(
        "for equal widths the shapes agree, but the product up to l = 1 is not V_{L-2}",
        !product(square, 1).equals(ForwardPass.of(square.instance()).output(2)));
  }

  /** Column n: diag(a_l)W_l … diag(a_1)W_1 x, the matrices multiplied before x. */
  private static RationalMatrix product(Setting point, int layers) {
    List<RationalMatrix> columns = new ArrayList<>();
    for (int n = 0; n < point.samples(); n++) {
      int sample = n;
      RationalMatrix product =
          RationalMatrix.of(
              point.inputs().rows(),
              point.inputs().rows(),
              (i, j) -> i == j ? Rational.ONE : Rational.ZERO);
      for (int m = 1; m <= layers; m++) {
        RationalMatrix a = point.slopes().get(m - 1);
        RationalMatrix diagonal =
            RationalMatrix.of(
                a.rows(), a.rows(), (i, j) -> i == j ? a.get(i, sample) : Rational.ZERO);
        product = diagonal.times(point.weight(m)).times(product);
      }
      columns.add(product.times(point.inputs().columns(new int[] {n})));
    }
    return RationalMatrix.of(
        columns.get(0).rows(), columns.size(), (i, n) -> columns.get(n).get(i, 0));
  }
}
