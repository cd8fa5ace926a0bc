package org.dlmcert.numeric.train;

import org.dlmcert.numeric.network.FloatWeights;

/** A rule for changing weights by a gradient; it may keep a state from step to step. */
public interface Optimizer {

  /** Changes the weights; {@code gradient} has the same shapes and is not changed. */
  void step(FloatWeights weights, FloatWeights gradient);

  /** To be told that an epoch has ended. */
  default void epochEnded() {}

  /** The present step size. */
  double rate();
}
