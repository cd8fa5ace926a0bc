package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;

/**
 * The loss in a plane of weights: (s, t) stands for a + s·along + t·across. Parameters are hidden
 * weights (with biases) unit by unit, output weights, the bias of the output.
 */
final class SlicePlane {
  private final CensusProblem problem;
  private final double[][] inputs; // with biases, the last row is 1
  private final double[][] noise;
  private final double[] targets;
  private final double slope;
  private final double[] a;
  private final double[] along;
  private final double[] across;

  private SlicePlane(CensusProblem problem, Weights first, Weights second) {
    this.problem = problem;
    inputs = ExactDouble.nearest(problem.inputs());
    noise = ExactDouble.nearest(problem.noise());
    targets = problem.targets().stream().mapToDouble(ExactDouble::nearest).toArray();
    slope = ExactDouble.nearest(problem.slope());
    a = parameters(first);
    double[] b = parameters(second);
    along = new double[a.length];
    Arrays.setAll(along, p -> b[p] - a[p]);
    across = orthogonal(along, a);
  }

  /**
   * The plane through two minima, (0, 0) and (1, 0), and the origin; if these three are on one
   * line, with a coordinate direction in place of the origin.
   */
  static SlicePlane through(CensusProblem problem, Weights first, Weights second) {
    return new SlicePlane(problem, first, second);
  }

  private double[] parameters(Weights weights) {
    List<Rational> all = new ArrayList<>();
    for (int i = 0; i < noise.length; i++) {
      all.addAll(weights.matrix(1).row(i));
      if (problem.bias()) {
        all.add(weights.bias(1, i));
      }
    }
    all.addAll(weights.matrix(2).row(0));
    if (problem.bias()) {
      all.add(weights.bias(2, 0));
    }
    return all.stream().mapToDouble(ExactDouble::nearest).toArray();
  }

  /** The loss at a point of the plane. */
  double loss(double s, double t) {
    double[] at = new double[a.length];
    Arrays.setAll(at, p -> a[p] + s * along[p] + t * across[p]);
    double squares = 0;
    for (int n = 0; n < targets.length; n++) {
      double v = problem.bias() ? at[at.length - 1] : 0;
      for (int i = 0; i < noise.length; i++) {
        double u = preactivation(at, i, n);
        v += at[noise.length * inputs.length + i] * noise[i][n] * (u >= 0 ? u : slope * u);
      }
      squares += (v - targets[n]) * (v - targets[n]);
    }
    return targets.length == 0 ? 0 : squares / (2 * targets.length);
  }

  private double preactivation(double[] parameters, int unit, int sample) {
    double u = 0;
    for (int j = 0; j < inputs.length; j++) {
      u += parameters[unit * inputs.length + j] * inputs[j][sample];
    }
    return u;
  }

  /** The line on which a unit is zero on a sample: constant + s·ds + t·dt = 0. */
  record Kink(double constant, double ds, double dt) {
    /** The distance of a point. */
    double distance(double s, double t) {
      return Math.abs(constant + s * ds + t * dt) / Math.hypot(ds, dt);
    }
  }

  /** All kinks that are lines in this plane. */
  List<Kink> kinks() {
    List<Kink> kinks = new ArrayList<>();
    for (int i = 0; i < noise.length; i++) {
      for (int n = 0; n < targets.length; n++) {
        Kink kink =
            new Kink(
                preactivation(a, i, n), preactivation(along, i, n), preactivation(across, i, n));
        if (Math.hypot(kink.ds, kink.dt) > 1e-12 * (1 + Math.abs(kink.constant))) {
          kinks.add(kink);
        }
      }
    }
    return kinks;
  }

  /** The part of a vector orthogonal to a direction, as long as this one. */
  private static double[] orthogonal(double[] direction, double[] vector) {
    double length = Math.sqrt(dot(direction, direction));
    double[] candidate = vector;
    for (int p = -1; p < direction.length; p++) {
      if (p >= 0) {
        candidate = new double[direction.length];
        candidate[p] = 1;
      }
      double part = length == 0 ? 0 : dot(candidate, direction) / (length * length);
      double[] rest = new double[direction.length];
      for (int q = 0; q < rest.length; q++) {
        rest[q] = candidate[q] - part * direction[q];
      }
      double size = Math.sqrt(dot(rest, rest));
      if (size > 1e-6 * Math.sqrt(dot(candidate, candidate))) {
        double factor = (length == 0 ? 1 : length) / size;
        return Arrays.stream(rest).map(value -> value * factor).toArray();
      }
    }
    return new double[direction.length];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += a[p] * b[p];
    }
    return sum;
  }
}
