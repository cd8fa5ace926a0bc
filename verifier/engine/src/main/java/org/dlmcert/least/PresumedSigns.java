package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Signs that a unit seems to have on a sample wherever it has the signs that are known: no end of
 * some chords of the cone of these weights has another one (hit-and-run, Smith 1984). A guess in
 * floating point: whether the other sign is impossible is a node of the tree like any other.
 */
final class PresumedSigns {
  private static final int CHORDS = 24;
  private static final double INSIDE = 1e-9;
  private static final int BITS = 900;
  private static final long SEED = 1605_08361L;

  private PresumedSigns() {}

  /** A unit, a sample, and the sign. */
  record Sign(int unit, int sample, int sign) {}

  /**
   * The presumed signs of all units.
   *
   * @param points for each unit weights with its known signs; empty where none is known
   */
  static List<Sign> of(FloatProblem problem, SignState state, BigInteger[][] points) {
    List<Sign> all = new ArrayList<>();
    for (int i = 0; i < problem.units; i++) {
      if (points[i].length > 0) {
        add(problem, state, i, floating(problem, points[i]), all);
      }
    }
    return all;
  }

  private static void add(
      FloatProblem problem, SignState state, int unit, double[] start, List<Sign> all) {
    boolean[][] seen = new boolean[2][problem.samples];
    int hash = 0;
    for (int n = 0; n < problem.samples; n++) {
      int sign = state.input(unit, n);
      hash = 31 * hash + sign;
      if (sign != 0 && !(sign * FloatProblem.dot(start, problem.x[n]) > 0)) {
        return; // too near to the boundary for floating point
      }
    }
    SplittableRandom random = new SplittableRandom(SEED ^ hash);
    double[] w = start;
    for (int c = 0; c < CHORDS; c++) {
      double[] direction = new double[problem.d];
      for (int j = 0; j < direction.length; j++) {
        direction[j] = 2 * random.nextDouble() - 1;
      }
      double[] ends = ends(problem, state, unit, w, direction);
      for (double end : ends) {
        double[] at = moved(w, direction, end * (1 - INSIDE));
        for (int n = 0; n < problem.samples; n++) {
          double u = FloatProblem.dot(at, problem.x[n]);
          seen[u > 0 ? 1 : 0][n] = true;
        }
      }
      w = moved(w, direction, ends[0] + random.nextDouble() * (ends[1] - ends[0]));
    }
    for (int n = 0; n < problem.samples; n++) {
      if (state.input(unit, n) == 0 && problem.exact.isBent(unit, n) && seen[0][n] != seen[1][n]) {
        all.add(new Sign(unit, n, seen[1][n] ? 1 : -1));
      }
    }
  }

  /** How far the cone, and the cube of side 2, reach to both sides. */
  private static double[] ends(
      FloatProblem problem, SignState state, int unit, double[] w, double[] direction) {
    double[] ends = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int j = 0; j < w.length; j++) {
      cut(ends, 1 - w[j], -direction[j]);
      cut(ends, 1 + w[j], direction[j]);
    }
    for (int n = 0; n < problem.samples; n++) {
      int sign = state.input(unit, n);
      if (sign != 0) {
        cut(
            ends,
            sign * FloatProblem.dot(w, problem.x[n]),
            sign * FloatProblem.dot(direction, problem.x[n]));
      }
    }
    return ends;
  }

  /** Keeps the t with value + t·rate ≥ 0. */
  private static void cut(double[] ends, double value, double rate) {
    if (rate > 0) {
      ends[0] = Math.max(ends[0], Math.min(0, -value / rate));
    } else if (rate < 0) {
      ends[1] = Math.min(ends[1], Math.max(0, -value / rate));
    }
  }

  private static double[] moved(double[] w, double[] direction, double length) {
    double[] moved = new double[w.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = w[j] + length * direction[j];
    }
    return moved;
  }

  /** The point in the scale of the floating problem, its largest coordinate 1/2. */
  private static double[] floating(FloatProblem problem, BigInteger[] point) {
    BigInteger[] scaled = new BigInteger[point.length];
    int longest = 0;
    for (int j = 0; j < point.length; j++) {
      scaled[j] = point[j].multiply(problem.largestInput(j));
      longest = Math.max(longest, scaled[j].bitLength());
    }
    double[] w = new double[point.length];
    double largest = Double.MIN_NORMAL;
    for (int j = 0; j < w.length; j++) {
      w[j] = scaled[j].shiftRight(Math.max(0, longest - BITS)).doubleValue();
      largest = Math.max(largest, Math.abs(w[j]));
    }
    for (int j = 0; j < w.length; j++) {
      w[j] /= 2 * largest;
    }
    return w;
  }
}
