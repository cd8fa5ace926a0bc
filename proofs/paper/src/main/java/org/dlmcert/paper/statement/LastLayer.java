package org.dlmcert.paper.statement;

import java.util.ArrayList;
import java.util.List;
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
record LastLayer(
    RationalMatrix inputs,
    List<RationalMatrix> weights,
    List<RationalMatrix> noise,
    Rational slope) {
  LastLayer {
    weights = List.copyOf(weights);
    noise = List.copyOf(noise);
  }

  int samples() {
    return inputs.columns();
  }

  /** V_{L-2} for the slopes (with their noise) of the layers below the last hidden one. */
  RationalMatrix values(List<RationalMatrix> slopes) {
    RationalMatrix v = inputs;
    for (int l = 1; l <= weights.size(); l++) {
      RationalMatrix u = weights.get(l - 1).times(v);
      RationalMatrix a = slopes.get(l - 1);
      v = RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
    }
    return v;
  }

  /** A_{L-1}∘V_{L-2}, d_{L-1}d_{L-2}×N. */
  RationalMatrix gradient(List<RationalMatrix> slopes) {
    return KhatriRao.product(slopes.get(weights.size()), values(slopes));
  }

  /** V_{L-2} at the activations that the weights have. */
  RationalMatrix values() {
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
  int bits() {
    return noise.stream().mapToInt(e -> e.rows() * e.columns()).sum();
  }

  /** The slopes of a pattern: bit by bit, layer by layer and row by row, set where it is s. */
  List<RationalMatrix> slopes(long pattern) {
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
  List<RationalMatrix> slopes(Draws draws) {
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
  boolean isFullUnderEveryPattern() {
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
  boolean isFullUnderRandomPatterns(Draws draws, int patterns) {
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
  boolean isFull(Draws draws, int bits, int random) {
    return bits() <= bits ? isFullUnderEveryPattern() : isFullUnderRandomPatterns(draws, random);
  }
}
