package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The convex relaxation of a product of cones, in floating point: w̃_i is a combination of the
 * generators with coefficients α ≥ 0, and a unit's output on a sample lies between a line through 0
 * and the same combination of its outputs at the generators. These are linear in α, so the sum of
 * the squared distances of the targets from intervals is minimized over α ≥ 0, by Newton's
 * steps on active sets in D·d + 1 unknowns; O(N·(D·d)²) each. μ and α are guesses.
 */
final class ConeRelaxation {
  private static final int MOST_STEPS = 40;
  private static final int HALVINGS = 12;
  private static final double RIDGE = 1e-12;
  private static final double CONVERGED = 1e-13;
  private static final double ZERO = 1e-13;
  private static final double TINY = 1e-12;
  private static final int PARTS = 1000;

  /** A generator of a unit that does not vanish on all samples. */
  record Ray(int unit, int place, double scale, double[] low, double[] high) {}

  private final FloatProblem p;
  private final ConeNode node;
  private final List<List<Integer>> toward;
  private final List<Ray> rays = new ArrayList<>();
  private final int unknowns; // α, and the output bias
  private double[] point;
  final double[] mu;
  private double squares;

  /**
   * Prepares one.
   *
   * @param toward for each unit factors of its generators: the line has the slope of their sum
   */
  ConeRelaxation(FloatProblem problem, ConeNode node, List<List<Integer>> toward) {
    p = problem;
    this.node = node;
    this.toward = toward;
    for (int i = 0; i < p.units; i++) {
      addRays(i);
    }
    unknowns = rays.size() + (p.bias ? 1 : 0);
    point = new double[unknowns];
    mu = new double[p.samples];
    squares = residuals(point, mu);
  }

  private void addRays(int i) {
    BigInteger[][] cone = node.state().cone(i);
    int q = node.state().output(i);
    double[][] u = new double[cone.length][];
    for (int k = 0; k < cone.length; k++) {
      u[k] = p.preactivations(cone[k]);
    }
    boolean[] below = new boolean[p.samples];
    for (int n = 0; n < p.samples; n++) {
      below[n] = node.side(i, n, toward.get(i)) < 0;
    }
    for (int k = 0; k < cone.length; k++) {
      double[] low = new double[p.samples];
      double[] high = new double[p.samples];
      double norm = 0;
      for (int n = 0; n < p.samples; n++) {
        double at = Math.abs(u[k][n]) < ZERO ? 0 : u[k][n];
        double value = q * at * (at < 0 ? p.minus[i][n] : p.plus[i][n]);
        double line = q * at * (below[n] ? p.minus[i][n] : p.plus[i][n]);
        low[n] = Math.min(value, line);
        high[n] = Math.max(value, line);
        norm += value * value;
      }
      if (norm > ZERO * ZERO) {
        double scale = 1 / Math.sqrt(norm);
        for (int n = 0; n < p.samples; n++) {
          low[n] *= scale;
          high[n] *= scale;
        }
        rays.add(new Ray(i, k, scale, low, high));
      }
    }
  }

  /** One of each generator. */
  static List<List<Integer>> middle(FloatProblem problem) {
    return Collections.nCopies(problem.units, Collections.nCopies(2 * problem.d, 1));
  }

  /**
   * With lines along the point of this relaxation, where they are exact; a little of all generators
   * decides where a kink goes through the point.
   */
  ConeRelaxation towardPoint() {
    List<List<Integer>> factors = new ArrayList<>();
    for (int i = 0; i < p.units; i++) {
      double[] shares = new double[2 * p.d];
      double most = 0;
      for (int k = 0; k < rays.size(); k++) {
        Ray ray = rays.get(k);
        if (ray.unit() == i) {
          double size = p.size(node.state().cone(i)[ray.place()]);
          shares[ray.place()] = point[k] * ray.scale() / size;
          most = Math.max(most, shares[ray.place()]);
        }
      }
      double largest = most;
      factors.add(
          most > 0
              ? Arrays.stream(shares)
                  .mapToObj(share -> 1 + (int) Math.round(share / largest * PARTS))
                  .toList()
              : toward.get(i));
    }
    return new ConeRelaxation(p, node, factors);
  }

  List<List<Integer>> toward() {
    return toward;
  }

  List<Ray> rays() {
    return rays;
  }

  /** The coefficient of a ray. */
  double coefficient(int ray) {
    return point[ray];
  }

  double outputBias() {
    return p.bias ? point[unknowns - 1] : 0;
  }

  /** The sum of squares of μ. */
  double squares() {
    return squares;
  }

  /** Fills in v - y for the v of the intervals next to y; their sum of squares. */
  private double residuals(double[] at, double[] into) {
    double sum = 0;
    for (int n = 0; n < p.samples; n++) {
      double low = p.bias ? at[unknowns - 1] : 0;
      double high = low;
      for (int k = 0; k < rays.size(); k++) {
        low += at[k] * rays.get(k).low[n];
        high += at[k] * rays.get(k).high[n];
      }
      double e = p.y[n] < low ? low - p.y[n] : p.y[n] > high ? high - p.y[n] : 0;
      into[n] = e;
      sum += e * e;
    }
    return sum;
  }

  /**
   * Minimizes the sum of squares less {@code margin} times the sum of the coefficients: at the end
   * the product of μ with every ray is at least half the margin.
   */
  ConeRelaxation minimize(double margin) {
    double value = squares - margin * total(point);
    double[] residuals = new double[p.samples];
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] move = move(margin);
      double length = longest(move);
      boolean moved = false;
      for (int h = 0; h < HALVINGS && !moved; h++, length /= 2) {
        double[] next = new double[unknowns];
        for (int k = 0; k < unknowns; k++) {
          double to = point[k] + length * move[k];
          next[k] = k < rays.size() && to < TINY * point[k] ? 0 : to;
        }
        double sum = residuals(next, residuals);
        double reached = sum - margin * total(next);
        if (reached < value - CONVERGED * (Math.abs(value) + margin)) {
          value = reached;
          squares = sum;
          point = next;
          System.arraycopy(residuals, 0, mu, 0, mu.length);
          moved = true;
        }
      }
      if (!moved) {
        break;
      }
    }
    return this;
  }

  /** How far a move may go, at most once, before a coefficient is 0. */
  private double longest(double[] move) {
    double length = 1;
    for (int k = 0; k < rays.size(); k++) {
      if (move[k] < 0) {
        length = Math.min(length, -point[k] / move[k]);
      }
    }
    return length;
  }

  private double total(double[] at) {
    return Arrays.stream(at, 0, rays.size()).sum();
  }

  private double feature(int k, int n) {
    return k == rays.size() ? 1 : mu[n] > 0 ? rays.get(k).low[n] : rays.get(k).high[n];
  }

  /** Newton's step in the coefficients that need not stay 0. */
  private double[] move(double margin) {
    double[] gradient = new double[unknowns];
    double[][] matrix = new double[unknowns][unknowns];
    double[] row = new double[unknowns];
    for (int n = 0; n < p.samples; n++) {
      if (mu[n] == 0) {
        continue;
      }
      for (int k = 0; k < unknowns; k++) {
        row[k] = feature(k, n);
        gradient[k] += mu[n] * row[k];
        for (int m = 0; m <= k; m++) {
          matrix[k][m] += row[k] * row[m];
        }
      }
    }
    boolean[] held = new boolean[unknowns];
    for (int k = 0; k < unknowns; k++) {
      gradient[k] -= k < rays.size() ? margin / 2 : 0;
      held[k] = k < rays.size() && point[k] == 0 && gradient[k] >= 0;
    }
    while (true) {
      double[] move = move(gradient, matrix, held);
      boolean more = false;
      for (int k = 0; k < rays.size(); k++) {
        boolean blocks = point[k] == 0 && move[k] < 0;
        held[k] |= blocks;
        more |= blocks;
      }
      if (!more) {
        return move;
      }
    }
  }

  private double[] move(double[] gradient, double[][] matrix, boolean[] held) {
    double[][] system = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    for (int k = 0; k < unknowns; k++) {
      for (int m = 0; m < k; m++) {
        system[k][m] = held[k] || held[m] ? 0 : matrix[k][m];
      }
      system[k][k] = held[k] ? 1 : matrix[k][k] * (1 + RIDGE) + RIDGE;
      right[k] = held[k] ? 0 : -gradient[k];
    }
    return FloatProblem.factor(system) ? FloatProblem.solve(system, right) : new double[unknowns];
  }

  /** Whether the products of a vector with all rays are positive, nearly. */
  boolean isNonnegative(double[] vector) {
    double norm = 0;
    for (double entry : vector) {
      norm = Math.max(norm, Math.abs(entry));
    }
    for (Ray ray : rays) {
      double sum = 0;
      for (int n = 0; n < p.samples; n++) {
        sum += vector[n] * (vector[n] > 0 ? ray.low[n] : ray.high[n]);
      }
      if (sum < -ZERO * norm) {
        return false;
      }
    }
    return true;
  }

  /** The weights of a unit, in the scale of the problem. */
  double[] weights(int unit) {
    double[] w = new double[p.d];
    for (int k = 0; k < rays.size(); k++) {
      Ray ray = rays.get(k);
      if (ray.unit() == unit && point[k] > 0) {
        double[] direction = p.floatDirection(node.state().cone(unit)[ray.place()]);
        double scale = point[k] * ray.scale();
        for (int j = 0; j < w.length; j++) {
          w[j] += scale * direction[j];
        }
      }
    }
    return w;
  }
}
