package org.dlmcert.examples;

/**
 * A two-layer network as one would write it in a hurry, with three mistakes: inputs and sums in
 * float, the derivative of the slope taken from the output's sign, and no division by N.
 */
final class WrongGradient {
  private final double[][] inputs;
  private final double[] targets;
  private final double slope;

  WrongGradient(double[][] inputs, double[] targets, double slope) {
    this.inputs = inputs;
    this.targets = targets;
    this.slope = slope;
  }

  /** The preactivations of the hidden layer, N × d_1, summed in float. */
  double[][] preactivations(double[][][] weights) {
    double[][] first = weights[0];
    double[][] u = new double[inputs.length][first.length];
    for (int n = 0; n < inputs.length; n++) {
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        for (int j = 0; j < first[i].length; j++) {
          sum += (float) (first[i][j] * inputs[n][j]);
        }
        u[n][i] = sum;
      }
    }
    return u;
  }

  /** "The gradient" of the MSE by W_1 and W_2. */
  double[][][] gradient(double[][][] weights) {
    double[][] first = weights[0];
    double[] last = weights[1][0];
    double[][] u = preactivations(weights);
    double[][] byFirst = new double[first.length][first[0].length];
    double[] byLast = new double[last.length];
    for (int n = 0; n < inputs.length; n++) {
      double output = 0;
      for (int i = 0; i < last.length; i++) {
        output += last[i] * (u[n][i] >= 0 ? u[n][i] : slope * u[n][i]);
      }
      double e = output - targets[n];
      for (int i = 0; i < last.length; i++) {
        byLast[i] += e * (u[n][i] >= 0 ? u[n][i] : slope * u[n][i]);
        double derivative = output >= 0 ? 1 : slope;
        for (int j = 0; j < first[i].length; j++) {
          byFirst[i][j] += e * last[i] * derivative * inputs[n][j];
        }
      }
    }
    return new double[][][] {byFirst, {byLast}};
  }
}
