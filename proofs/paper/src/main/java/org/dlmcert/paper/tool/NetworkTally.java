package org.dlmcert.paper.tool;

import org.dlmcert.paper.Transcript;

/**
 * Networks for Theorem 5 and its extensions, counted: each is looked at under every pattern of
 * layer L-1, at the values that its weights have below, and under random patterns of all layers.
 */
public final class NetworkTally {
  private int networks;
  private int square;
  private int everyPattern;
  private int randomPatterns;

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
