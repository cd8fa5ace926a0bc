package org.dlmcert.paper.tool;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.paper.Transcript;

/**
 * Networks for Theorem 5 and its extensions, counted: each is looked at under every pattern of
 * layer L-1, at the values that its weights have below, and under random patterns of all layers.
 */
public final class NetworkTally {
  /** The slopes that the networks have in turn. */
  public static final List<Rational> SLOPES =
      List.of(Rational.of(1, 100), Rational.of(-1), Rational.of(3, 2));

  /** How a network of a statement is drawn. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Draws one.
     *
     * @param round how often these widths have been drawn before
     */
    LastLayer draw(List<Integer> widths, Rational slope, int round);
  }

  private int networks;
  private int square;
  private int everyPattern;
  private int randomPatterns;

  /** The slope of the k-th network, from 0. */
  public static Rational slope(int k) {
    return SLOPES.get(k % SLOPES.size());
  }

  /**
   * Looks at so many networks, of these widths and of {@link #SLOPES} in turn.
   *
   * @param patterns how many random patterns of all layers are tried for each
   */
  public static NetworkTally of(
      int networks, List<List<Integer>> widths, Draws draws, int patterns, Drawing drawing) {
    NetworkTally tally = new NetworkTally();
    for (int k = 0; k < networks; k++) {
      tally.add(
          drawing.draw(widths.get(k % widths.size()), slope(k), k / widths.size()),
          draws,
          patterns);
    }
    return tally;
  }

  /** Looks at one more network. */
  public void add(LastLayer network, Draws draws, int patterns) {
    networks++;
    square += network.samples() == network.values().rows() * network.lastUnits() ? 1 : 0;
    everyPattern += network.lastPatterns().allFull() ? 1 : 0;
    randomPatterns += network.isFullUnderRandomPatterns(draws, patterns) ? 1 : 0;
  }

  /** Notes that all of them have rank N, and gives how many they are. */
  public int check(Transcript transcript) {
    transcript.checkEqual(
        "networks with rank N under every pattern of layer L-1", networks, everyPattern);
    transcript.checkEqual(
        "networks with rank N under random patterns of all layers", networks, randomPatterns);
    transcript.check(square + " of them at N = d_{L-2}·d_{L-1}", square > 0);
    return networks;
  }
}
