package org.dlmcert.least;

import java.util.Random;

/**
 * Local search in floating point: on the cell of a point the loss is a convex quadratic function of
 * w̃, whose least point is a direction; steps are halved until the loss decreases (Gauss–Newton for
 * a piecewise linear network). Only for guesses of good weights.
 */
final class FloatDescent {
  private static final int HALVINGS = 10;
  private static final double GAIN = 1e-10;
  private static final double REGULARIZATION = 1e-11;

  private final FloatProblem p;
  final int[] q;
  final double[][] w;
  double outputBias;
  double squares;

  FloatDescent(FloatProblem problem, int[] q, double[][] w, double outputBias) {
    p = problem;
    this.q = q;
    this.w = w;
    this.outputBias = outputBias;
    squares = squares(w, outputBias);
  }

  /** A random start. */
  static FloatDescent random(FloatProblem problem, Random random) {
    int[] q = new int[problem.units];
    double[][] w = new double[problem.units][problem.d];
    for (int i = 0; i < q.length; i++) {
      q[i] = random.nextBoolean() ? 1 : -1;
      for (int j = 0; j < problem.d; j++) {
        w[i][j] = 2 * random.nextDouble() - 1;
      }
    }
    return new FloatDescent(problem, q, w, 0);
  }

  private double squares(double[][] weights, double bias) {
    double sum = 0;
    for (double e : p.residuals(q, weights, bias)) {
      sum += e * e;
    }
    return sum;
  }

  /** Descends while the loss decreases, at most so many steps. */
  FloatDescent run(int steps) {
    boolean better = true;
    for (int s = 0; s < steps && better; s++) {
      better = step();
    }
    return this;
  }

  private boolean step() {
    int unknowns = p.units * p.d + (p.bias ? 1 : 0);
    double[][] matrix = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    double[] row = new double[unknowns];
    for (int n = 0; n < p.samples; n++) {
      for (int i = 0; i < p.units; i++) {
        double u = FloatProblem.dot(w[i], p.x[n]);
        double a = q[i] * (u < 0 ? p.minus[i][n] : p.plus[i][n]);
        for (int j = 0; j < p.d; j++) {
          row[i * p.d + j] = a * p.x[n][j];
        }
      }
      if (p.bias) {
        row[unknowns - 1] = 1;
      }
      for (int a = 0; a < unknowns; a++) {
        right[a] += row[a] * p.y[n];
        for (int b = 0; b <= a; b++) {
          matrix[a][b] += row[a] * row[b];
        }
      }
    }
    double trace = 0;
    for (int a = 0; a < unknowns; a++) {
      trace += matrix[a][a];
    }
    for (int a = 0; a < unknowns; a++) {
      double ridge = REGULARIZATION * (1 + trace);
      double current = a < p.units * p.d ? w[a / p.d][a % p.d] : outputBias;
      matrix[a][a] += ridge;
      right[a] += ridge * current;
    }
    if (!FloatProblem.factor(matrix)) {
      return false;
    }
    double[] target = FloatProblem.solve(matrix, right);
    double length = 1;
    for (int h = 0; h < HALVINGS; h++, length /= 2) {
      double[][] next = new double[p.units][p.d];
      for (int i = 0; i < p.units; i++) {
        for (int j = 0; j < p.d; j++) {
          next[i][j] = w[i][j] + length * (target[i * p.d + j] - w[i][j]);
        }
      }
      double bias = p.bias ? outputBias + length * (target[unknowns - 1] - outputBias) : 0;
      double loss = squares(next, bias);
      if (loss < squares * (1 - GAIN)) {
        for (int i = 0; i < p.units; i++) {
          w[i] = next[i];
        }
        outputBias = bias;
        squares = loss;
        return true;
      }
    }
    return false;
  }
}
