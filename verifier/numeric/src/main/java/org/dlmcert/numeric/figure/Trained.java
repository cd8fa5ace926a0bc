package org.dlmcert.numeric.figure;

import java.util.Collections;
import java.util.Optional;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.train.Training;

/**
 * A network of the experiment of Figure 6.1 at the end of its training.
 *
 * @param seed of its data, start and mini-batches
 */
public record Trained(
    Trial trial, long seed, FloatNetwork network, FloatData data, Training.Result result) {

  /** The end as an instance: inputs and weights are doubles, and so exact rationals. */
  public Instance instance() {
    return new Instance(
        Optional.empty(),
        new Network(network.widths(), ExactDouble.of(network.slope()), network.bias()),
        data.exact(),
        Collections.nCopies(network.depth() - 1, LayerNoise.NONE),
        Optional.of(result.weights().exact()));
  }

  /** The final mean classification error. */
  public double mce() {
    return (double) result.loss().errors() / trial.samples();
  }

  /** The final loss, in double. */
  public double mse() {
    return result.loss().mse(trial.samples());
  }
}
