package org.dlmcert.model;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Weights W_1, …, W_L and, for a network with bias, b_1, …, b_L.
 *
 * @param matrices W_l of shape d_l × d_{l-1}, at index l - 1
 * @param biases b_l with d_l entries, at index l - 1; empty for a network without bias
 */
public record Weights(List<RationalMatrix> matrices, Optional<List<List<Rational>>> biases) {
  public Weights {
    matrices = List.copyOf(matrices);
    biases = biases.map(all -> all.stream().map(List::copyOf).toList());
  }

  /** W_l, 1 ≤ l ≤ L. */
  public RationalMatrix matrix(int layer) {
    return matrices.get(layer - 1);
  }

  /** Entry i of b_l, or zero for a network without bias. */
  public Rational bias(int layer, int unit) {
    return biases.map(b -> b.get(layer - 1).get(unit)).orElse(Rational.ZERO);
  }
}
