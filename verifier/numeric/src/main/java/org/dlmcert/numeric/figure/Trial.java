package org.dlmcert.numeric.figure;

import java.io.Serializable;

/**
 * One network to be trained in the experiment of Figure 6.1.
 *
 * @param source the name of the source of its samples
 * @param hiddenLayers 1 or 2
 * @param samples N
 * @param width d = d_0 = the width of every hidden layer
 * @param repetition from 0
 */
public record Trial(String source, int hiddenLayers, int samples, int width, int repetition)
    implements Serializable {

  /**
   * The first cells of a line of a table: source, hidden layers, samples, width, d²/N, repetition.
   */
  public String cells() {
    return String.join(
        ",", source, "" + hiddenLayers, "" + samples, "" + width, "" + ratio(), "" + repetition);
  }

  /** d²/N. */
  public double ratio() {
    return (double) width * width / samples;
  }

  /** The seed of this trial: every part of its name and the common seed, mixed (SplitMix64). */
  public long seed(long common) {
    long state = common;
    for (long part : new long[] {source.hashCode(), hiddenLayers, samples, width, repetition}) {
      state = mixed(state + 0x9e3779b97f4a7c15L + part);
    }
    return state;
  }

  private static long mixed(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Work, in arbitrary units, if all epochs are needed; below the critical width they are. */
  long work() {
    double critical = hiddenLayers == 1 ? 1 : 0.5;
    double share = ratio() < critical ? 1 : ratio() < 1.5 * critical ? 0.3 : 0.05;
    double size = (double) samples * (width * (double) width * hiddenLayers + 60.0);
    return Math.max(1, Math.round(share * size));
  }
}
