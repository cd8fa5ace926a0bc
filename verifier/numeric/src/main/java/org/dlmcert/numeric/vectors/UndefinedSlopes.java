package org.dlmcert.numeric.vectors;

import java.util.BitSet;
import java.util.function.IntFunction;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * Where derivatives depend on a slope at u = 0, which has no value: what has no value stays so
 * through sums and products, unless it is multiplied by 0. Two such terms are never seen to cancel.
 */
final class UndefinedSlopes {
  private final Instance instance;
  private final ForwardPass pass;
  private final BitSet[] deltas; // at l: the undefined δ_l, at i·(N·d_L) + column

  private UndefinedSlopes(Instance instance, ForwardPass pass) {
    this.instance = instance;
    this.pass = pass;
    this.deltas = new BitSet[instance.network().depth() + 1];
  }

  /** Follows the slopes back through the layers, with the derivatives {@code delta(l)} (5.2). */
  static UndefinedSlopes of(
      Instance instance, ForwardPass pass, IntFunction<RationalMatrix> delta) {
    UndefinedSlopes undefined = new UndefinedSlopes(instance, pass);
    Network network = instance.network();
    undefined.deltas[network.depth()] = new BitSet();
    for (int l = network.depth() - 1; l >= 1; l--) {
      undefined.layer(l, delta.apply(l + 1));
    }
    return undefined;
  }

  private void layer(int l, RationalMatrix above) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    RationalMatrix back = weights.matrix(l + 1).transpose().times(above);
    BitSet undefined = new BitSet();
    for (int i = 0; i < network.width(l); i++) {
      for (int c = 0; c < above.columns(); c++) {
        boolean lost = false;
        for (int k = 0; k < network.width(l + 1); k++) {
          lost |=
              deltas[l + 1].get(k * above.columns() + c)
                  && !weights.matrix(l + 1).get(k, i).isZero();
        }
        int n = c / network.outputs();
        undefined.set(
            i * above.columns() + c,
            slope(l, i, n)
                ? lost || !back.get(i, c).isZero()
                : lost && !pass.slopes(l).get(i, n).isZero());
      }
    }
    deltas[l] = undefined;
  }

  /** Whether a_l[i] of a sample has no value: u is 0, and slope and noise make a kink there. */
  boolean slope(int layer, int unit, int sample) {
    return layer < instance.network().depth()
        && pass.preactivation(layer).get(unit, sample).isZero()
        && !instance.network().slope().equals(Rational.ONE)
        && !instance.noise(layer).factor(sample, unit).isZero();
  }

  /** Whether an entry of G_l, in the layout of {@code Gradient}, has no value. */
  boolean gradientMatrix(int layer, int row, int column) {
    Network network = instance.network();
    int below = network.width(layer - 1);
    int fanIn = below + (network.bias() ? 1 : 0);
    int columns = instance.samples() * network.outputs();
    int input = row % fanIn;
    return deltas[layer].get(row / fanIn * columns + column)
        && (input == below
            || !pass.output(layer - 1).get(input, column / network.outputs()).isZero());
  }
}
