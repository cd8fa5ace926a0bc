package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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

/** Extension b of Theorem 5: random noise in layer L-1 only, with a narrower bound. */
public final class ExtensionB implements Statement {
  private static final long SEED = 52;
  private static final List<List<Integer>> WIDTHS =
      List.of(
          List.of(2, 2, 2, 1),
          List.of(2, 3, 2, 1),
          List.of(3, 2, 1, 1),
          List.of(3, 2, 2, 2, 1),
          List.of(2, 1, 3, 4, 1),
          List.of(2, 3, 2, 3, 2, 1),
          List.of(2, 2, 3, 2, 2, 1, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-5-b",
        "Theorem 5, extension b",
        "section 5, after Theorem 5, where the minimum over the widths is needed",
        "As in Theorem 5, but E_1, …, E_{L-2} fixed to identical nonzero entries, and N ≤"
            + " d_{L-1}·min(d_0, …, d_{L-2}).",
        "Theorem 5 holds, too. For rank N under all patterns the minimum is also" + " necessary.",
        List.of("equal slopes below: V_{L-2} = c·W_{L-2}…W_1 X, of rank at most min d_l"),
        "That the deficient pattern belongs to some weights: necessity is for all"
            + " patterns, not for those that occur.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int witnesses = witnesses(transcript, extent);
    int networks = atRandom(transcript, extent);
    int deficient = necessity(transcript, extent.of(4, 20, 200));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank N at the witness for %d widths, N and slopes, and for %d random networks; deficient at N = d_{L-1}·min d_l + 1 for all %d",
            witnesses,
            networks,
            deficient));
  }

  private static int least(List<Integer> widths) {
    return widths.subList(0, widths.size() - 2).stream()
        .mapToInt(Integer::intValue)
        .min()
        .orElse(0);
  }

  private static int bound(List<Integer> widths) {
    return least(widths) * widths.get(widths.size() - 2);
  }

  /** x'⁽ⁿ⁾ = e_{((n-1) mod d)+1}, W'_l = [I_d 0; 0 0], A'_{L-1} = first N columns of I⊗1_{1×d}. */
  private static LastLayer witness(List<Integer> widths, int samples, Rational slope) {
    int d = least(widths);
    int last = widths.size() - 2;
    return new LastLayer(
        RationalMatrix.of(widths.get(0), samples, (j, n) -> flag(n % d == j)),
        IntStream.range(1, last)
            .mapToObj(
                l ->
                    RationalMatrix.of(
                        widths.get(l), widths.get(l - 1), (i, j) -> flag(i == j && i < d)))
            .toList(),
        IntStream.rangeClosed(1, last)
            .mapToObj(
                l ->
                    RationalMatrix.of(
                        widths.get(l), samples, (i, n) -> flag(l < last || n / d == i)))
            .toList(),
        slope);
  }

  private static Rational flag(boolean one) {
    return one ? Rational.ONE : Rational.ZERO;
  }

  private static int witnesses(Transcript transcript, Extent extent) {
    transcript.heading("The witness: E'_l = 1 for l ≤ L-2");
    transcript.say(
        "d = min d_l, x'⁽ⁿ⁾ = e_{((n-1) mod d)+1}, W'_l = [I_d 0; 0 0], E'_{L-1} = first N columns of"
            + " I⊗1_{1×d}; for widths 2-3-2-1, N = 4:");
    LastLayer example = witness(WIDTHS.get(1), 4, NetworkTally.SLOPES.get(0));
    transcript.show("X'", example.inputs());
    transcript.show("W'_1", example.weights().get(0));
    transcript.show("E'_2", example.noise().get(1));
    transcript.show("G'_2 with all slopes 1", example.gradient(example.slopes(0)));
    Draws draws = new Draws(SEED, 2);
    int points = 0;
    boolean full = true;
    for (List<Integer> widths : WIDTHS) {
      for (int n = 0; n <= bound(widths); n++) {
        for (Rational s : NetworkTally.SLOPES) {
          points++;
          full &= witness(widths, n, s).isFull(draws, extent.of(4, 8, 10), extent.of(3, 10, 60));
        }
      }
    }
    transcript.check(
        "rank N under all patterns of all layers where there are few, otherwise under random ones,"
            + " for widths "
            + Widths.texts(WIDTHS)
            + ", every N up to the bound, slopes "
            + NetworkTally.SLOPES,
        full);
    return points;
  }

  private static int atRandom(Transcript transcript, Extent extent) {
    transcript.heading("E_1, …, E_{L-2} all c, the rest random, N at the bound, seed " + SEED);
    Draws draws = new Draws(SEED, 1_000_000);
    return NetworkTally.of(
            extent.of(7, 21, 210),
            WIDTHS,
            draws,
            extent.of(5, 30, 200),
            (widths, slope, round) ->
                LastLayer.random(draws, widths, bound(widths), slope)
                    .withFixedNoise(draws.nonzero(), 0))
        .check(transcript);
  }

  /** Under equal slopes in the layers below, V_{L-2} is linear in X and of rank at most min d_l. */
  private static int necessity(Transcript transcript, int networks) {
    transcript.heading("N = d_{L-1}·min d_l + 1 ≤ d_{L-2}·d_{L-1}, seed " + (SEED + 1));
    List<List<Integer>> shapes =
        List.of(
            List.of(2, 3, 2, 1),
            List.of(1, 2, 2, 1),
            List.of(2, 1, 3, 2, 1),
            List.of(2, 3, 3, 1, 1));
    Draws draws = new Draws(SEED + 1, 1_000_000);
    int deficient = 0;
    int with = 0;
    for (int k = 0; k < networks; k++) {
      List<Integer> widths = shapes.get(k % shapes.size());
      int n = bound(widths) + 1;
      LastLayer network = LastLayer.random(draws, widths, n, NetworkTally.slope(k));
      LastLayer fixed = network.withFixedNoise(draws.nonzero(), 0);
      deficient += Rank.of(fixed.gradient(fixed.slopes(0))) < n ? 1 : 0;
      with += Rank.of(network.gradient(network.slopes(0))) == n ? 1 : 0;
    }
    transcript.say("Widths " + Widths.texts(shapes) + ", all slopes 1: rank(V_{L-2}) ≤ min d_l.");
    transcript.control(
        "without N ≤ d_{L-1}·min d_l: deficient for "
            + deficient
            + " of "
            + networks
            + " random networks",
        deficient == networks);
    transcript.checkEqual(
        "of the same networks, with random E_{L-2} (Theorem 5), have rank N", networks, with);
    return deficient;
  }
}
