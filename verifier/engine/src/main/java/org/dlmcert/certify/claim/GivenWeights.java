package org.dlmcert.certify.claim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * Several layers with generic noise on given weights; those of several outputs are generic and
 * held.
 *
 * @param units the width D of layer L-1
 * @param below the width of layer L-2, with the constant 1 of a bias
 * @param outputs the number k of outputs
 * @param alive per sample the units of layer L-2 that are not identically zero
 */
public record GivenWeights(int units, int below, int outputs, List<BitSet> alive)
    implements FullRankProblem {
  public GivenWeights {
    alive = alive.stream().map(bits -> (BitSet) bits.clone()).toList();
  }

  static GivenWeights of(Instance instance, int determinedLayers) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    RationalMatrix first =
        ForwardPass.preactivation(
            instance,
            determinedLayers + 1,
            ForwardPass.through(instance, determinedLayers).output(determinedLayers));
    int last = network.depth() - 1;
    List<BitSet> alive = new ArrayList<>();
    for (int n = 0; n < instance.samples(); n++) {
      BitSet units = new BitSet();
      for (int i = 0; i < first.rows(); i++) {
        units.set(i, !first.get(i, n).isZero());
      }
      for (int l = determinedLayers + 2; l < last; l++) {
        units = propagate(weights, l, units);
      }
      if (network.bias()) {
        units.set(network.width(last - 1));
      }
      alive.add(units);
    }
    return new GivenWeights(
        network.width(last),
        network.width(last - 1) + (network.bias() ? 1 : 0),
        network.outputs(),
        alive);
  }

  @Override
  public int samples() {
    return alive.size();
  }

  /** How many units of layer L-2 are alive on any of these samples. */
  public int aliveOn(List<Integer> samples) {
    BitSet units = new BitSet();
    samples.forEach(n -> units.or(alive.get(n)));
    return units.cardinality();
  }

  private static BitSet propagate(Weights weights, int layer, BitSet below) {
    RationalMatrix matrix = weights.matrix(layer);
    BitSet units = new BitSet();
    for (int i = 0; i < matrix.rows(); i++) {
      int unit = i;
      units.set(
          i,
          !weights.bias(layer, i).isZero()
              || below.stream().anyMatch(j -> !matrix.get(unit, j).isZero()));
    }
    return units;
  }
}
