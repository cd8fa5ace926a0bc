package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.NetworkFamily;

/** What has to be decided about full column rank, with everything irrelevant left out. */
public sealed interface FullRankProblem {

  /** The number N of samples. */
  int samples();

  /** The slope s of the activation on negative inputs. */
  Rational slope();

  /**
   * One layer of units on known inputs: the matrix of a pattern σ is (E∘σ)∘X.
   *
   * @param inputs X, d×N, with the row of ones of a bias
   * @param units the number D of units
   * @param noise E, of N rows of D
   */
  record OneLayer(RationalMatrix inputs, int units, LayerNoise noise, Rational slope)
      implements FullRankProblem {
    @Override
    public int samples() {
      return inputs.columns();
    }

    boolean hasGenericNoise() {
      return noise instanceof LayerNoise.Generic;
    }

    boolean isZeroSample(int sample) {
      return IntStream.range(0, inputs.rows()).allMatch(i -> inputs.get(i, sample).isZero());
    }
  }

  /**
   * Several layers with generic noise and generic weights.
   *
   * @param units the width D of layer L-1
   * @param below the width of layer L-2, with the constant 1 of a bias
   * @param zeroSample a sample whose input is zero, if there is one and there are no biases
   */
  record GenericWeights(
      int samples, Rational slope, int units, int below, Optional<Integer> zeroSample)
      implements FullRankProblem {

    static GenericWeights of(Instance instance) {
      Network network = instance.network();
      int last = network.depth() - 1;
      RationalMatrix inputs = instance.dataset().inputs();
      Optional<Integer> zeroSample =
          network.bias()
              ? Optional.empty()
              : IntStream.range(0, inputs.rows())
                  .filter(n -> inputs.row(n).stream().allMatch(Rational::isZero))
                  .boxed()
                  .findFirst();
      return new GenericWeights(
          instance.samples(),
          network.slope(),
          network.width(last),
          network.width(last - 1) + (network.bias() ? 1 : 0),
          zeroSample);
    }
  }

  /**
   * Several layers with generic noise on given weights.
   *
   * @param units the width D of layer L-1
   * @param below the width of layer L-2, with the constant 1 of a bias
   * @param alive per sample the units of layer L-2 that are not identically zero
   */
  record GivenWeights(int samples, Rational slope, int units, int below, List<BitSet> alive)
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
          instance.samples(),
          network.slope(),
          network.width(last),
          network.width(last - 1) + (network.bias() ? 1 : 0),
          alive);
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

  /** All hidden layers, with given weights and noise, and slopes that are chosen freely. */
  record AllLayers(NetworkFamily family) implements FullRankProblem {
    @Override
    public int samples() {
      return family.samples();
    }

    @Override
    public Rational slope() {
      return family.slope();
    }
  }

  /** Generic noise below a layer whose noise is given: no method covers this. */
  record BetweenLayers(int samples, Rational slope) implements FullRankProblem {}
}
