package org.dlmcert.point;

import java.util.Optional;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

/**
 * Whether the loss has a gradient at an instance's weights, and which. Kinks do not exclude it: the
 * kinks of one unit on one line may cancel, and then the gradient need not be what the formulas
 * (5.2)–(5.4) give with any one slope at u = 0.
 *
 * @param exists empty where that is not known, which happens only with kinks above the first hidden
 *     layer
 * @param value the gradient, if it exists
 */
public record LossGradient(Optional<Boolean> exists, Optional<Weights> value) {

  /**
   * Decides exactly.
   *
   * @throws IllegalArgumentException if there are no weights or no targets, or noise is generic
   */
  public static LossGradient of(Instance instance) {
    FirstOrder first = FirstOrder.of(Point.of(instance));
    Optional<Weights> value = first.gradient();
    return new LossGradient(
        value.isPresent()
            ? Optional.of(true)
            : first.isNotDifferentiable() ? Optional.of(false) : Optional.empty(),
        value);
  }
}
