package org.dlmcert.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;

/** An instance at weights that are doubles. */
final class ExactPoint {
  private ExactPoint() {}

  /**
   * The instance at the weights.
   *
   * @param weights W_1, …, W_L; biases are those of the instance
   * @throws IllegalArgumentException if shapes do not fit
   */
  static Instance at(Instance instance, List<double[][]> weights) {
    List<RationalMatrix> matrices = new ArrayList<>();
    weights.forEach(w -> matrices.add(ExactDouble.matrix(w)));
    return new Instance(
        instance.name(),
        instance.network(),
        instance.dataset(),
        instance.noise(),
        Optional.of(new Weights(matrices, instance.weights().flatMap(Weights::biases))),
        instance.loss());
  }
}
