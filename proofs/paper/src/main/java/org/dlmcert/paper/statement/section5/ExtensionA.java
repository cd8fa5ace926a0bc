package org.dlmcert.paper.statement.section5;

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
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.LastLayer;
import org.dlmcert.paper.tool.NetworkTally;

/** Extension a of Theorem 5: no random noise below layer L-2. */
public final class ExtensionA implements Statement {
  private static final long SEED = 51;
  private static final List<List<Integer>> WIDTHS =
      List.of(
          List.of(1, 1, 2, 2, 1),
          List.of(2, 1, 2, 2, 1),
          List.of(1, 2, 2, 2, 1),
          List.of(1, 1, 1, 2, 2, 1),
          List.of(2, 2, 1, 3, 1, 1),
          List.of(1, 2, 1, 2, 3, 2, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-5-a",
        "Theorem 5, extension a",
        "section 5, after Theorem 5",
        "As in Theorem 5, but E_1, …, E_{L-3} fixed to identical nonzero entries;"
            + " E_{L-2}, E_{L-1}, X and the weights almost every.",
        "Theorem 5 holds, too.",
        List.of("ε_{i,l}⁽ⁿ⁾ = c_l ≠ 0 for l ≤ L-3"),
        "The same with E_{L-2} fixed as well: then the bound on N is another one"
            + " (extension b).");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int full = atRandom(transcript, extent);
    int patterns = atTheWitness(transcript);
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank N under the patterns of %d random networks of up to 6 layers, and under all %d patterns at a point with fixed E_1",
            full,
            patterns));
  }

  private static int atRandom(Transcript transcript, Extent extent) {
    transcript.heading("E_1, …, E_{L-3} all c, the rest random, seed " + SEED);
    transcript.say(
        "Widths " + Widths.texts(WIDTHS) + ", N = d_{L-2}·d_{L-1}, slopes " + NetworkTally.SLOPES);
    Draws draws = new Draws(SEED, 1_000_000);
    return NetworkTally.of(
            extent.of(6, 24, 240),
            WIDTHS,
            draws,
            extent.of(5, 30, 200),
            (widths, slope, round) ->
                LastLayer.random(draws, widths, LastLayer.bound(widths), slope)
                    .withFixedNoise(draws.nonzero(), 1))
        .check(transcript);
  }

  /** The witness of (B.3)–(B.6) has E'_l = 1 below L-2 as it is; so it serves with any c. */
  private static int atTheWitness(Transcript transcript) {
    transcript.heading("One point for all patterns: d = 1-1-2-1-1, E_1 = -3, N = 2, s = 1/4");
    LastLayer network =
        new LastLayer(
            RationalMatrix.of(new long[][] {{1, 1}}),
            List.of(
                RationalMatrix.of(new long[][] {{1}}), RationalMatrix.of(new long[][] {{1}, {1}})),
            List.of(
                RationalMatrix.of(new long[][] {{-3, -3}}),
                RationalMatrix.of(new long[][] {{1, 0}, {0, 1}}),
                RationalMatrix.of(new long[][] {{1, 1}})),
            Rational.of(1, 4));
    transcript.show("G_3 with all slopes 1", network.gradient(network.slopes(0)));
    transcript.check(
        "rank 2 under all 2^" + network.bits() + " patterns", network.isFullUnderEveryPattern());
    return 1 << network.bits();
  }

  private static void controls(Transcript transcript) {
    transcript.heading("Hypotheses dropped");
    Draws draws = new Draws(SEED + 1, 1_000_000);
    LastLayer network = LastLayer.random(draws, WIDTHS.get(0), 4, Rational.of(1, 4));
    LastLayer zero = network.withFixedNoise(Rational.ZERO, 1);
    int rank = Rank.of(zero.gradient(zero.slopes(0)));
    transcript.control("without nonzero entries: E_1 = 0 gives rank " + rank, rank < 4);
    LastLayer also = network.withFixedNoise(Rational.ONE, 0);
    int short2 = Rank.of(also.gradient(also.slopes(0)));
    transcript.control(
        "with E_{L-2} fixed as well: d = 1-1-2-2-1, N = 4, all slopes 1 give rank " + short2,
        short2 < 4);
    LastLayer balanced =
        new LastLayer(
            RationalMatrix.of(new long[][] {{1}}),
            List.of(
                RationalMatrix.of(new long[][] {{30}, {-20}}),
                RationalMatrix.of(new long[][] {{-49, -49}})),
            List.of(
                RationalMatrix.of(new long[][] {{1}, {1}}),
                RationalMatrix.of(new long[][] {{5}}),
                RationalMatrix.of(new long[][] {{7}})),
            Rational.of(3, 2));
    transcript.control(
        "without \"almost every W\": d = 1-2-1-1-1, x = 1, s = 3/2, W_1 = (30, -20),"
            + " W_2 = (-49, -49) give v_1 = (30, -30) and u_2 = 0",
        balanced.values().isZero());
  }
}
