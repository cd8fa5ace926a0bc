package org.dlmcert.paper.statement;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;

/** Extension a of Theorem 5: no random noise below layer L-2. */
public final class ExtensionA implements Statement {
  private static final long SEED = 51;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 100), Rational.of(-1), Rational.of(3, 2));
  private static final List<List<Integer>> WIDTHS =
      List.of(
          List.of(1, 1, 2, 2, 1),
          List.of(2, 1, 2, 2, 1),
          List.of(1, 2, 2, 2, 1),
          List.of(1, 1, 1, 2, 2, 1),
          List.of(2, 2, 1, 3, 1, 1),
          List.of(1, 2, 1, 2, 3, 2, 1));

  @Override
  public String id() {
    return "theorem-5-a";
  }

  @Override
  public String title() {
    return "Theorem 5, extension a";
  }

  @Override
  public String where() {
    return "section 4, after Theorem 5";
  }

  @Override
  public String claim() {
    return "Theorem 5 holds, too, when E_1, …, E_{L-3} are fixed to identical nonzero entries.";
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int full = atRandom(transcript, extent);
    int patterns = atTheWitness(transcript);
    controls(transcript);
    transcript.conclude(
        "rank N under the patterns of %d random networks of up to 6 layers, and under all %d patterns at a point with fixed E_1"
            .formatted(full, patterns));
  }

  private static int atRandom(Transcript transcript, Extent extent) {
    transcript.heading("E_1, …, E_{L-3} all c, the rest random, seed " + SEED);
    transcript.say("Widths " + WIDTHS + ", N = d_{L-2}·d_{L-1}, slopes " + SLOPES);
    Draws draws = new Draws(SEED, 1_000_000);
    int networks = extent.of(6, 24, 240);
    int last = 0;
    int all = 0;
    for (int k = 0; k < networks; k++) {
      LastLayer network =
          fixedBelow(
              Theorem5.random(
                  draws,
                  WIDTHS.get(k % WIDTHS.size()),
                  Theorem5.bound(WIDTHS.get(k % WIDTHS.size())),
                  SLOPES.get(k % SLOPES.size())),
              draws.nonzero(),
              1);
      last +=
          EveryPattern.of(
                      network.values(),
                      network.noise().get(network.weights().size()),
                      network.slope())
                  .allFull()
              ? 1
              : 0;
      all += network.isFullUnderRandomPatterns(draws, extent.of(5, 30, 200)) ? 1 : 0;
    }
    transcript.checkEqual("networks with rank N under every pattern of layer L-1", networks, last);
    transcript.checkEqual(
        "networks with rank N under random patterns of all layers", networks, all);
    return networks;
  }

  /** The network with the noise of the layers that are more than {@code free} below L-1 fixed. */
  static LastLayer fixedBelow(LastLayer network, Rational value, int free) {
    int layers = network.weights().size() - free; // E_1, …, E_{L-2-free}
    List<RationalMatrix> noise = new ArrayList<>();
    for (int l = 1; l <= network.noise().size(); l++) {
      RationalMatrix e = network.noise().get(l - 1);
      noise.add(l <= layers ? RationalMatrix.of(e.rows(), e.columns(), (i, n) -> value) : e);
    }
    return new LastLayer(network.inputs(), network.weights(), noise, network.slope());
  }

  /** The witness of (B.3)–(B.6) has E'_l = 1 below L-2 as it is; so it serves with any c. */
  private static int atTheWitness(Transcript transcript) {
    transcript.heading("One point for all patterns: d = [1, 1, 2, 1, 1], E_1 = -3, N = 2, s = 1/4");
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
    LastLayer network = Theorem5.random(draws, WIDTHS.get(0), 4, Rational.of(1, 4));
    LastLayer zero = fixedBelow(network, Rational.ZERO, 1);
    int rank = Rank.of(zero.gradient(zero.slopes(0)));
    transcript.control("without nonzero entries: E_1 = 0 gives rank " + rank, rank < 4);
    LastLayer also = fixedBelow(network, Rational.ONE, 0);
    int short2 = Rank.of(also.gradient(also.slopes(0)));
    transcript.control(
        "with E_{L-2} fixed as well: d = [1, 1, 2, 2, 1], N = 4, all slopes 1 give rank " + short2,
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
        "without \"almost every W\": d = [1, 2, 1, 1, 1], x = 1, s = 3/2, W_1 = (30, -20),"
            + " W_2 = (-49, -49) give v_1 = (30, -30) and u_2 = 0",
        balanced.values().isZero());
  }
}
