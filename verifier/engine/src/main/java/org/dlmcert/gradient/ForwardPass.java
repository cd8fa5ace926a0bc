package org.dlmcert.gradient;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The exact forward pass of Soudry and Carmon's equation (3.1): u_l = W_l v_{l-1} + b_l, v_l =
 * diag(a_l) u_l. Columns are samples, as in the paper.
 */
public final class ForwardPass {
  private final List<RationalMatrix> preactivations; // u_l at l - 1
  private final List<RationalMatrix> slopes; // a_l at l - 1
  private final List<RationalMatrix> outputs; // v_l at l

  private ForwardPass(
      List<RationalMatrix> preactivations,
      List<RationalMatrix> slopes,
      List<RationalMatrix> outputs) {
    this.preactivations = List.copyOf(preactivations);
    this.slopes = List.copyOf(slopes);
    this.outputs = List.copyOf(outputs);
  }

  /**
   * The pass through all layers.
   *
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static ForwardPass of(Instance instance) {
    return through(instance, instance.network().depth());
  }

  /**
   * The pass through layers 1, …, {@code last}; later weights and noise do not matter.
   *
   * @throws IllegalArgumentException if {@code last > 0} and there are no weights, or noise of one
   *     of these layers is generic
   */
  public static ForwardPass through(Instance instance, int last) {
    Network network = instance.network();
    List<RationalMatrix> preactivations = new ArrayList<>();
    List<RationalMatrix> slopes = new ArrayList<>();
    List<RationalMatrix> outputs = new ArrayList<>();
    outputs.add(instance.dataset().inputs().transpose());
    for (int l = 1; l <= last; l++) {
      RationalMatrix u = preactivation(instance, l, outputs.get(l - 1));
      RationalMatrix a =
          l == network.depth()
              ? RationalMatrix.of(u.rows(), u.columns(), (i, n) -> Rational.ONE)
              : slopes(network.slope(), instance.noise(l), u);
      preactivations.add(u);
      slopes.add(a);
      outputs.add(
          RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n))));
    }
    return new ForwardPass(preactivations, slopes, outputs);
  }

  /** The same pass with slope s instead of 1 where a hidden u is 0; u and v do not change. */
  public ForwardPass leftOfKinks(Instance instance) {
    List<RationalMatrix> left = new ArrayList<>();
    for (int l = 1; l < slopes.size(); l++) {
      RationalMatrix u = preactivation(l);
      RationalMatrix a = slopes(l);
      Rational slope = instance.network().slope();
      left.add(
          RationalMatrix.of(
              u.rows(),
              u.columns(),
              (i, n) -> u.get(i, n).isZero() ? a.get(i, n).times(slope) : a.get(i, n)));
    }
    left.add(slopes.get(slopes.size() - 1));
    return new ForwardPass(preactivations, left, outputs);
  }

  /** u_l = W_l v_{l-1} + b_l for given v_{l-1} (d_{l-1}×N). */
  public static RationalMatrix preactivation(Instance instance, int layer, RationalMatrix below) {
    Weights weights =
        instance
            .weights()
            .orElseThrow(() -> new IllegalArgumentException("the instance has no weights"));
    RationalMatrix product = weights.matrix(layer).times(below);
    return RationalMatrix.of(
        product.rows(),
        product.columns(),
        (i, n) -> product.get(i, n).plus(weights.bias(layer, i)));
  }

  private static RationalMatrix slopes(Rational slope, LayerNoise noise, RationalMatrix u) {
    return RationalMatrix.of(
        u.rows(),
        u.columns(),
        (i, n) -> noise.factor(n, i).times(u.get(i, n).signum() >= 0 ? Rational.ONE : slope));
  }

  /** u_l, d_l×N, 1 ≤ l ≤ L. */
  public RationalMatrix preactivation(int layer) {
    return preactivations.get(layer - 1);
  }

  /** a_l, d_l×N, 1 ≤ l ≤ L: noise times slope, with slope 1 at u = 0; all ones for l = L. */
  public RationalMatrix slopes(int layer) {
    return slopes.get(layer - 1);
  }

  /** v_l, d_l×N, 0 ≤ l ≤ L: v_0 is the input, v_L the output. */
  public RationalMatrix output(int layer) {
    return outputs.get(layer);
  }

  /** Whether every hidden preactivation is nonzero: the network is differentiable here. */
  public boolean isDifferentiable() {
    for (RationalMatrix u : preactivations.subList(0, preactivations.size() - 1)) {
      for (int i = 0; i < u.rows(); i++) {
        for (int n = 0; n < u.columns(); n++) {
          if (u.get(i, n).isZero()) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
