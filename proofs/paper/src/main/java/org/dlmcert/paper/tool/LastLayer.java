package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Rank;

/**
 * The matrix G_{L-1} = A_{L-1}∘V_{L-2} of (B.2) under any assignment of slopes 1 and s to the units
 * of all hidden layers, whether or not some weights have these activations.
 *
 * @param inputs X, d_0×N
 * @param weights W_1, …, W_{L-2}, any linear layers
 * @param noise E_1, …, E_{L-1}, d_l×N
 */
public record LastLayer(
    RationalMatrix inputs,
    List<RationalMatrix> weights,
    List<RationalMatrix> noise,
    Rational slope) {
  public LastLayer {
    weights = List.copyOf(weights);
    noise = List.copyOf(noise);
  }

  public int samples() {
    return inputs.columns();
  }

  /** V_{L-2} for the slopes (with their noise) of the layers below the last hidden one. */
  public RationalMatrix values(List<RationalMatrix> slopes) {
    RationalMatrix v = inputs;
    for (int l = 1; l <= weights.size(); l++) {
      RationalMatrix u = weights.get(l - 1).times(v);
      RationalMatrix a = slopes.get(l - 1);
      v = RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
    }
    return v;
  }

  /** A_{L-1}∘V_{L-2}, d_{L-1}d_{L-2}×N. */
  public RationalMatrix gradient(List<RationalMatrix> slopes) {
    return KhatriRao.product(slopes.get(weights.size()), values(slopes));
  }

  /** V_{L-2} at the activations that the weights have. */
  public RationalMatrix values() {
    List<RationalMatrix> slopes = new ArrayList<>();
    RationalMatrix v = inputs;
    for (int l = 1; l <= weights.size(); l++) {
      RationalMatrix u = weights.get(l - 1).times(v);
      RationalMatrix e = noise.get(l - 1);
      slopes.add(
          RationalMatrix.of(
              u.rows(),
              u.columns(),
              (i, n) -> u.get(i, n).signum() >= 0 ? e.get(i, n) : e.get(i, n).times(slope)));
      RationalMatrix a = slopes.get(l - 1);
      v = RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
    }
    return v;
  }

  /** The number of hidden units times N: there are 2 to the power of this many patterns. */
  public int bits() {
    return noise.stream().mapToInt(e -> e.rows() * e.columns()).sum();
  }

  /** The slopes of a pattern: bit by bit, layer by layer and row by row, set where it is s. */
  public List<RationalMatrix> slopes(long pattern) {
    List<RationalMatrix> all = new ArrayList<>();
    int offset = 0;
    for (RationalMatrix e : noise) {
      int first = offset;
      all.add(
          RationalMatrix.of(
              e.rows(),
              e.columns(),
              (i, n) ->
                  (pattern >>> (first + i * e.columns() + n) & 1) == 0
                      ? e.get(i, n)
                      : e.get(i, n).times(slope)));
      offset += e.rows() * e.columns();
    }
    return all;
  }

  /** The slopes of a random pattern. */
  public List<RationalMatrix> slopes(Draws draws) {
    List<RationalMatrix> all = new ArrayList<>();
    for (RationalMatrix e : noise) {
      all.add(
          RationalMatrix.of(
              e.rows(),
              e.columns(),
              (i, n) -> draws.between(0, 1) == 0 ? e.get(i, n) : e.get(i, n).times(slope)));
    }
    return all;
  }

  /** Whether the matrix has rank N under every pattern; at most 24 bits. */
  public boolean isFullUnderEveryPattern() {
    if (bits() > 24) {
      throw new IllegalArgumentException("too many patterns: " + bits() + " bits");
    }
    for (long pattern = 0; pattern < 1L << bits(); pattern++) {
      if (Rank.of(gradient(slopes(pattern))) < samples()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the matrix has rank N under this many random patterns. */
  public boolean isFullUnderRandomPatterns(Draws draws, int patterns) {
    for (int k = 0; k < patterns; k++) {
      if (Rank.of(gradient(slopes(draws))) < samples()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Under every pattern if there are at most 2^bits, otherwise under that many random ones.
   *
   * @param random how many
   */
  public boolean isFull(Draws draws, int bits, int random) {
    return bits() <= bits ? isFullUnderEveryPattern() : isFullUnderRandomPatterns(draws, random);
  }

  /** A random network of these widths: its layers below L-1, and the noise of all. */
  public static LastLayer random(Draws draws, List<Integer> widths, int samples, Rational slope) {
    int last = widths.size() - 2;
    return new LastLayer(
        draws.nonzero(widths.get(0), samples),
        IntStream.range(1, last)
            .mapToObj(l -> draws.nonzero(widths.get(l), widths.get(l - 1)))
            .toList(),
        IntStream.rangeClosed(1, last)
            .mapToObj(l -> draws.nonzero(widths.get(l), samples))
            .toList(),
        slope);
  }

  /** The same, drawn until V_{L-2} is in general position. */
  public static LastLayer inGeneralPosition(
      Draws draws, List<Integer> widths, int samples, Rational slope) {
    LastLayer network = random(draws, widths, samples, slope);
    while (!GeneralPosition.holds(network.values())) {
      network = random(draws, widths, samples, slope);
    }
    return network;
  }

  /** d_{L-2}·d_{L-1}. */
  public static int bound(List<Integer> widths) {
    return widths.get(widths.size() - 3) * widths.get(widths.size() - 2);
  }

  /** The network with the noise of the layers that are more than {@code free} below L-1 fixed. */
  public LastLayer withFixedNoise(Rational value, int free) {
    int layers = weights.size() - free; // E_1, …, E_{L-2-free}
    List<RationalMatrix> fixed = new ArrayList<>();
    for (int l = 1; l <= noise.size(); l++) {
      RationalMatrix e = noise.get(l - 1);
      fixed.add(l <= layers ? RationalMatrix.of(e.rows(), e.columns(), (i, n) -> value) : e);
    }
    return new LastLayer(inputs, weights, fixed, slope);
  }

  /** The same network with other weights below layer L-1. */
  public LastLayer withWeights(List<RationalMatrix> changed) {
    return new LastLayer(inputs, changed, noise, slope);
  }

  /** d_{L-1}. */
  public int lastUnits() {
    return noise.get(weights.size()).rows();
  }

  /** The patterns of layer L-1 at the V_{L-2} that the weights have. */
  public EveryPattern lastPatterns() {
    return EveryPattern.of(values(), noise.get(weights.size()), slope);
  }
}
