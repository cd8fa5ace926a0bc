package org.dlmcert.certify.claim;

import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.pattern.NetworkFamily;

/**
 * What has to be decided about full column rank, with everything irrelevant left out: one of the
 * thirteen kinds of questions that there are. {@code org.dlmcert.certify.MethodTable} says which
 * methods answer which kind.
 */
public sealed interface FullRankProblem
    permits FullRankProblem.ZeroSlope,
        FullRankProblem.GenericLayer,
        GivenLayer,
        GenericOutputs,
        HeldOutputs,
        GivenOutputs,
        BiasedOutputs,
        LinearLayer,
        GenericWeights,
        GivenWeights,
        GivenUpperWeights,
        FullRankProblem.AllLayers,
        FullRankProblem.BetweenLayers {

  /** The number N of samples. */
  int samples();

  /** The question without the rows of output biases that are trained. */
  default FullRankProblem withHeldBiases() {
    return this;
  }

  /** The question but for a slope of 0. */
  default FullRankProblem atAnySlope() {
    return this;
  }

  /**
   * Slope 0, which settles every question as soon as there is a sample.
   *
   * @param atAnySlope the question but for its slope
   */
  record ZeroSlope(FullRankProblem atAnySlope) implements FullRankProblem {
    @Override
    public int samples() {
      return atAnySlope.samples();
    }
  }

  /**
   * One layer of units with generic noise, on known inputs.
   *
   * @param inputs X, d×N, with the row of ones of a bias
   * @param units the number D of units
   */
  record GenericLayer(RationalMatrix inputs, int units) implements FullRankProblem {
    @Override
    public int samples() {
      return inputs.columns();
    }
  }

  /** All hidden layers, with given weights and noise, and slopes that are chosen freely. */
  record AllLayers(NetworkFamily family) implements FullRankProblem {
    @Override
    public int samples() {
      return family.samples();
    }
  }

  /**
   * Generic noise below a layer whose noise is given.
   *
   * @param determined how many of the lowest layers have given weights and noise
   */
  record BetweenLayers(Instance instance, int determined) implements FullRankProblem {
    @Override
    public int samples() {
      return instance.samples();
    }
  }
}
