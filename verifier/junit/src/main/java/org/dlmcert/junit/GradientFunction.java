package org.dlmcert.junit;

/** Numeric code under test: the gradient of the loss at weights, layer by layer. */
@FunctionalInterface
public interface GradientFunction {
  /**
   * The gradient.
   *
   * @param weights W_1, …, W_L, each d_l × d_{l-1}
   * @return arrays of the same shapes; by the biases, L arrays of one row of d_l numbers
   */
  double[][][] at(double[][][] weights);
}
