package org.dlmcert.bench;

import java.util.Random;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;

/**
 * Local search in doubles from random weights: the best weights for the signs at hand, and as far
 * towards them as the loss decreases (halving), until it does not. Without noise and biases.
 */
final class RandomRestarts {
  private static final int STEPS = 100;
  private static final int HALVINGS = 20;
  private static final double RIDGE = 1e-12;

  private final double[][] x; // N×d
  private final double[] y;
  private final double slope;
  private final int units;
  private final Random random;

  RandomRestarts(CensusProblem problem, long seed) {
    units = problem.units();
    slope = value(problem.slope());
    x = new double[problem.samples()][problem.dimensions()];
    y = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      y[n] = value(problem.targets().get(n));
      for (int j = 0; j < x[n].length; j++) {
        x[n][j] = value(problem.inputs().get(j, n));
      }
    }
    random = new Random(seed);
  }

  private static double value(Rational exact) {
    return exact.numerator().doubleValue() / exact.denominator().doubleValue();
  }

  /** The loss where the next search ends. */
  double next() {
    int d = x[0].length;
    int[] q = new int[units];
    double[] w = new double[units * d];
    for (int i = 0; i < units; i++) {
      q[i] = random.nextBoolean() ? 1 : -1;
    }
    for (int j = 0; j < w.length; j++) {
      w[j] = random.nextGaussian();
    }
    double loss = loss(w, q);
    for (int step = 0; step < STEPS; step++) {
      double[] target = bestForSigns(w, q);
      double length = 1;
      double[] moved = w;
      double found = loss;
      for (int h = 0; h < HALVINGS && !(found < loss); h++, length /= 2) {
        moved = w.clone();
        for (int j = 0; j < w.length; j++) {
          moved[j] += length * (target[j] - w[j]);
        }
        found = loss(moved, q);
      }
      if (!(found < loss * (1 - 1e-13))) {
        break;
      }
      w = moved;
      loss = found;
    }
    return loss;
  }

  private double factor(double[] w, int[] q, int unit, int sample) {
    return q[unit] * (preactivation(w, unit, sample) < 0 ? slope : 1);
  }

  private double preactivation(double[] w, int unit, int sample) {
    double u = 0;
    for (int j = 0; j < x[sample].length; j++) {
      u += w[unit * x[sample].length + j] * x[sample][j];
    }
    return u;
  }

  private double loss(double[] w, int[] q) {
    double squares = 0;
    for (int n = 0; n < x.length; n++) {
      double e = -y[n];
      for (int i = 0; i < units; i++) {
        e += factor(w, q, i, n) * preactivation(w, i, n);
      }
      squares += e * e;
    }
    return squares / (2 * x.length);
  }

  /** Normal equations, by Gaussian elimination. */
  private double[] bestForSigns(double[] w, int[] q) {
    int d = x[0].length;
    int size = units * d;
    double[][] a = new double[size][size + 1];
    for (int n = 0; n < x.length; n++) {
      double[] feature = new double[size];
      for (int i = 0; i < units; i++) {
        double factor = factor(w, q, i, n);
        for (int j = 0; j < d; j++) {
          feature[i * d + j] = factor * x[n][j];
        }
      }
      for (int r = 0; r < size; r++) {
        for (int c = 0; c < size; c++) {
          a[r][c] += feature[r] * feature[c];
        }
        a[r][size] += feature[r] * y[n];
      }
    }
    for (int r = 0; r < size; r++) {
      a[r][r] = a[r][r] * (1 + RIDGE) + RIDGE;
    }
    for (int p = 0; p < size; p++) {
      for (int r = p + 1; r < size; r++) {
        double times = a[r][p] / a[p][p];
        for (int c = p; c <= size; c++) {
          a[r][c] -= times * a[p][c];
        }
      }
    }
    double[] solution = new double[size];
    for (int r = size - 1; r >= 0; r--) {
      double rest = a[r][size];
      for (int c = r + 1; c < size; c++) {
        rest -= a[r][c] * solution[c];
      }
      solution[r] = rest / a[r][r];
    }
    return solution;
  }
}
