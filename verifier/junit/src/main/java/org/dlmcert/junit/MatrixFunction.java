package org.dlmcert.junit;

/** Numeric code under test: a matrix for weights, such as all preactivations of a layer. */
@FunctionalInterface
public interface MatrixFunction {
  double[][] at(double[][][] weights);
}
