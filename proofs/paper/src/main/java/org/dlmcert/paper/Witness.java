package org.dlmcert.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.ActivationPattern;

/**
 * The point (B.3)–(B.6) of Soudry and Carmon 2016 at which the gradient matrix G_{L-1} consists of
 * the first N columns of the identity, so that it has full column rank; by Lemma 8 it then has full
 * column rank almost everywhere.
 *
 * <p>The inputs are all ones (one hidden layer: the first N columns of 1_{1×d_1} ⊗ I_{d_0}), W'_l =
 * [1, 0] for l ≤ L-2, and the slopes A'_l are all ones for l &lt; L-2, the first N columns of
 * 1_{1×d_{L-1}} ⊗ I_{d_{L-2}} for l = L-2, and those of I_{d_{L-1}} ⊗ 1_{1×d_{L-2}} for l = L-1.
 *
 * <p>As printed, the noise is chosen for one activation pattern p, E' = A'/p. Kept as noise for
 * <em>all</em> patterns, E' = A' does more: zeros stay zeros and ones become products of 1 and s,
 * so that every pattern's matrix is diagonal with nonzero diagonal (proofs/soundness.md, section
 * 18).
 */
public final class Witness {
  private final Network network;
  private final int samples;

  private Witness(Network network, int samples) {
    this.network = network;
    this.samples = samples;
  }

  /** The largest N with a witness: d_{L-2}·d_{L-1}. */
  public static long bound(Network network) {
    return (long) network.width(network.depth() - 2) * network.width(network.depth() - 1);
  }

  /**
   * The witness of these widths.
   *
   * @throws IllegalArgumentException if N exceeds {@link #bound}, the slope is 0, there are biases,
   *     or more than one output
   */
  public static Witness of(Network network, int samples) {
    if (samples > bound(network)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "N = %d samples exceed d_{L-2}·d_{L-1} = %d·%d = %d, the number of rows of G_{L-1}",
              samples,
              network.width(network.depth() - 2),
              network.width(network.depth() - 1),
              bound(network)));
    }
    if (network.slope().isZero() || network.bias() || network.outputs() != 1) {
      throw new IllegalArgumentException(
          "the witness is for slopes other than 0, no biases and one output");
    }
    return new Witness(network, samples);
  }

  /** X', d_0×N. */
  public RationalMatrix inputs() {
    int d = network.inputs();
    return RationalMatrix.of(
        d, samples, (j, n) -> flag(network.depth() > 2 || n % d == j)); // L = 2: 1 ⊗ I
  }

  /** W'_l = [1_{d_l×1}, 0], d_l×d_{l-1}, for l ≤ L-2. */
  public RationalMatrix weights(int layer) {
    return RationalMatrix.of(
        network.width(layer), network.width(layer - 1), (i, j) -> flag(j == 0));
  }

  /** A'_l, d_l×N, for a hidden layer: the slopes with their noise. */
  public RationalMatrix slopes(int layer) {
    int last = network.depth() - 1;
    int below = network.width(last - 1);
    return RationalMatrix.of(
        network.width(layer),
        samples,
        (i, n) -> flag(layer == last ? n / below == i : layer == last - 1 ? n % below == i : true));
  }

  /** E'_l for one pattern of the layer: A'_l with every entry divided by its slope. */
  public LayerNoise.Given noise(int layer, ActivationPattern pattern) {
    RationalMatrix a = slopes(layer);
    return new LayerNoise.Given(
        RationalMatrix.of(
            samples,
            a.rows(),
            (n, i) ->
                pattern.isActive(n, i) ? a.get(i, n) : a.get(i, n).dividedBy(network.slope())));
  }

  /** E'_l for all patterns: A'_l itself. */
  public LayerNoise.Given fixedNoise(int layer) {
    return new LayerNoise.Given(slopes(layer).transpose());
  }

  /** G'_{L-1} for slopes A_1, …, A_{L-1} (with their noise), d_{L-2}d_{L-1}×N, (B.2). */
  public RationalMatrix gradient(List<RationalMatrix> slopes) {
    RationalMatrix v = inputs();
    for (int l = 1; l <= network.depth() - 2; l++) {
      RationalMatrix u = weights(l).times(v);
      RationalMatrix a = slopes.get(l - 1);
      v = RationalMatrix.of(u.rows(), samples, (i, n) -> a.get(i, n).times(u.get(i, n)));
    }
    return KhatriRao.product(slopes.get(network.depth() - 2), v);
  }

  /** G'_{L-1} with the noise made for the patterns: the first N columns of the identity. */
  public RationalMatrix gradient() {
    return gradient(IntStream.range(1, network.depth()).mapToObj(this::slopes).toList());
  }

  /** G'_{L-1} with the fixed noise under a pattern of every hidden layer. */
  public RationalMatrix gradientUnder(List<ActivationPattern> patterns) {
    List<RationalMatrix> slopes = new ArrayList<>();
    for (int l = 1; l < network.depth(); l++) {
      RationalMatrix a = slopes(l);
      ActivationPattern pattern = patterns.get(l - 1);
      slopes.add(
          RationalMatrix.of(
              a.rows(),
              samples,
              (i, n) -> pattern.isActive(n, i) ? a.get(i, n) : a.get(i, n).times(network.slope())));
    }
    return gradient(slopes);
  }

  /** The witness with the fixed noise as an instance; the weights above layer L-2 are ones. */
  public Instance instance() {
    List<LayerNoise> noise = new ArrayList<>();
    List<RationalMatrix> matrices = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      if (l < network.depth()) {
        noise.add(fixedNoise(l));
      }
      matrices.add(
          l <= network.depth() - 2
              ? weights(l)
              : RationalMatrix.of(network.width(l), network.width(l - 1), (i, j) -> Rational.ONE));
    }
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(inputs().transpose(), Optional.empty()),
        noise,
        Optional.of(new Weights(matrices, Optional.empty())));
  }

  private static Rational flag(boolean one) {
    return one ? Rational.ONE : Rational.ZERO;
  }
}
