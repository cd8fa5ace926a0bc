package org.dlmcert.point.nearby;

import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Weights of nearly no loss, and which of them to solve for; found in whatever way.
 *
 * @param weights ω numbers
 * @param moving increasing numbers of as many parameters as there are outputs on all samples
 * @param inverse near the inverse of their Jacobian
 */
public record ZeroGuess(List<Rational> weights, List<Integer> moving, Preconditioner inverse) {
  public ZeroGuess {
    weights = List.copyOf(weights);
    moving = List.copyOf(moving);
  }
}
