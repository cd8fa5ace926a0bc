package org.dlmcert.least;

import java.util.Arrays;
import java.util.Optional;

/**
 * The convex relaxation of a node, in floating point: where the sign of a unit on a sample is
 * known, its output is linear, and its preactivation has that sign; where it is not, the output may
 * be anything above the convex function that it is, or below the concave one. A sample on which
 * units may go either way does not count. The result is a guess of the dual solution: μ, and where
 * the numbers k of {@link BoundStep.Factors} are at which end of their range.
 *
 * <p>Solved by a primal-dual interior-point method with predictor and corrector (Mehrotra 1992). An
 * output that is not known is a variable of its own sample, eliminated there, so that a step costs
 * O(N·D²·(d² + D)) and a system with D·d + 1 unknowns.
 */
final class Relaxation {
  private static final int MOST_STEPS = 60;
  private static final double SMALL = 1e-11;
  private static final double REGULARIZATION = 1e-12;
  private static final double STEP = 0.99;

  final FloatProblem p;
  final SignState signs;
  private final int locals; // u_1, …, u_D and the output bias
  final int unknowns;
  final boolean[] counts;
  final Sample[] parts;
  final double[] global; // w, and the output bias

  private Relaxation(FloatProblem problem, SignState signs) {
    p = problem;
    this.signs = signs;
    locals = p.units + (p.bias ? 1 : 0);
    unknowns = p.units * p.d + (p.bias ? 1 : 0);
    global = new double[unknowns];
    counts = new boolean[p.samples];
    parts = new Sample[p.samples];
    for (int n = 0; n < p.samples; n++) {
      parts[n] = new Sample(n);
    }
  }

  /** The guess for a node that knows all output signs; empty if the method does not converge. */
  static Optional<RelaxationGuess> of(FloatProblem problem, SignState signs) {
    Relaxation relaxation = new Relaxation(problem, signs);
    return relaxation.run() ? Optional.of(RelaxationGuess.of(relaxation)) : Optional.empty();
  }

  /** One sample: its own variables z, its inequalities, and what is left of them by elimination. */
  final class Sample {
    final int n;
    final int[] free; // units with a variable z
    final int[] unit; // of an inequality a·u_unit + b·z ≥ 0
    final int[] variable; // its z, or -1
    final double[] a;
    final double[] b;
    final double[] slack;
    final double[] dual;
    final double[] z;
    final double[] slope; // of u_i in the residual, 0 if there is a z
    private final double[][] inverse;
    private final double[][] coupling; // of z to the locals
    private double[] zRight = new double[0];
    private double[] zStep = new double[0];

    Sample(int n) {
      this.n = n;
      int orientation = 0;
      boolean mixed = false;
      int frees = 0;
      int fixed = 0;
      for (int i = 0; i < p.units; i++) {
        if (signs.input(i, n) != 0) {
          fixed++;
        } else if (p.exact.isBent(i, n)) {
          frees++;
          int o = signs.output(i) * p.exact.bend(i, n);
          mixed |= orientation != 0 && o != orientation;
          orientation = o;
        }
      }
      counts[n] = !mixed;
      free = new int[mixed ? 0 : frees];
      int inequalities = fixed + 2 * free.length;
      unit = new int[inequalities];
      variable = new int[inequalities];
      a = new double[inequalities];
      b = new double[inequalities];
      slack = new double[inequalities];
      dual = new double[inequalities];
      slope = new double[p.units];
      int f = 0;
      int c = 0;
      for (int i = 0; i < p.units; i++) {
        int q = signs.output(i);
        if (signs.input(i, n) != 0) {
          slope[i] = q * (signs.input(i, n) > 0 ? p.plus[i][n] : p.minus[i][n]);
          c = inequality(c, i, -1, signs.input(i, n), 0);
        } else if (!p.exact.isBent(i, n)) {
          slope[i] = q * p.plus[i][n];
        } else if (!mixed) {
          c = inequality(c, i, f, -orientation * q * p.plus[i][n], orientation);
          c = inequality(c, i, f, -orientation * q * p.minus[i][n], orientation);
          free[f++] = i;
        }
      }
      z = new double[free.length];
      inverse = new double[free.length][free.length];
      coupling = new double[free.length][locals];
    }

    private int inequality(int c, int i, int f, double ofU, double ofZ) {
      unit[c] = i;
      variable[c] = f;
      a[c] = ofU;
      b[c] = ofZ;
      slack[c] = 1;
      dual[c] = 1;
      return c + 1;
    }

    double value(int c, double[] u, double[] own) {
      return a[c] * u[unit[c]] + (variable[c] < 0 ? 0 : b[c] * own[variable[c]]);
    }

    double residual(double[] u, double[] own, double target) {
      double r = -target;
      for (int i = 0; i < locals; i++) {
        r += u[i] * (i < p.units ? slope[i] : 1);
      }
      for (double part : own) {
        r += part;
      }
      return r;
    }

    /** Adds what is left of this sample's matrix to the global one. */
    boolean addMatrix(double[][] matrix) {
      double[][] uu = new double[locals][locals];
      double[][] zz = new double[free.length][free.length];
      for (double[] row : coupling) {
        Arrays.fill(row, 0);
      }
      if (counts[n]) {
        for (int i = 0; i < locals; i++) {
          double si = i < p.units ? slope[i] : 1;
          for (int k = 0; k < locals; k++) {
            uu[i][k] += si * (k < p.units ? slope[k] : 1);
          }
          for (int f = 0; f < free.length; f++) {
            coupling[f][i] += si;
          }
        }
        for (double[] row : zz) {
          Arrays.fill(row, 1);
        }
      }
      for (int c = 0; c < unit.length; c++) {
        double weight = dual[c] / slack[c];
        uu[unit[c]][unit[c]] += weight * a[c] * a[c];
        if (variable[c] >= 0) {
          coupling[variable[c]][unit[c]] += weight * a[c] * b[c];
          zz[variable[c]][variable[c]] += weight * b[c] * b[c];
        }
      }
      if (free.length > 0) {
        if (!FloatProblem.factor(zz)) {
          return false;
        }
        for (int f = 0; f < free.length; f++) {
          double[] one = new double[free.length];
          one[f] = 1;
          inverse[f] = FloatProblem.solve(zz, one);
        }
        for (int i = 0; i < locals; i++) {
          for (int k = 0; k < locals; k++) {
            for (int f = 0; f < free.length; f++) {
              for (int g = 0; g < free.length; g++) {
                uu[i][k] -= coupling[f][i] * inverse[f][g] * coupling[g][k];
              }
            }
          }
        }
      }
      for (int i = 0; i < locals; i++) {
        for (int k = 0; k < locals; k++) {
          if (uu[i][k] != 0) {
            addBlock(matrix, i, k, uu[i][k]);
          }
        }
      }
      return true;
    }

    private void addBlock(double[][] matrix, int i, int k, double entry) {
      int rowsOfI = i < p.units ? p.d : 1;
      int rowsOfK = k < p.units ? p.d : 1;
      for (int s = 0; s < rowsOfI; s++) {
        double left = entry * (i < p.units ? p.x[n][s] : 1);
        for (int t = 0; t < rowsOfK; t++) {
          matrix[i * p.d + s][k * p.d + t] += left * (k < p.units ? p.x[n][t] : 1);
        }
      }
    }

    /** Adds the right side -∇f + Gᵀ((target - correction)/s - (λ/s)·(g - s)). */
    void addRight(double[] right, double target, double[] corrections) {
      double[] u = preactivations(n, global);
      double[] local = new double[locals];
      zRight = new double[free.length];
      if (counts[n]) {
        double r = residual(u, z, p.y[n]);
        for (int i = 0; i < locals; i++) {
          local[i] -= r * (i < p.units ? slope[i] : 1);
        }
        for (int f = 0; f < free.length; f++) {
          zRight[f] -= r;
        }
      }
      for (int c = 0; c < unit.length; c++) {
        double infeasible = value(c, u, z) - slack[c];
        double t = (target - corrections[c]) / slack[c] - dual[c] / slack[c] * infeasible;
        local[unit[c]] += a[c] * t;
        if (variable[c] >= 0) {
          zRight[variable[c]] += b[c] * t;
        }
      }
      for (int i = 0; i < locals; i++) {
        double rest = local[i];
        for (int f = 0; f < free.length; f++) {
          for (int g = 0; g < free.length; g++) {
            rest -= coupling[f][i] * inverse[f][g] * zRight[g];
          }
        }
        if (i < p.units) {
          for (int s = 0; s < p.d; s++) {
            right[i * p.d + s] += rest * p.x[n][s];
          }
        } else {
          right[unknowns - 1] += rest;
        }
      }
    }

    /** The steps of the variables z, then of slacks and duals. */
    void step(double[] du, double target, double[] corrections, double[] ds, double[] dl) {
      zStep = new double[free.length];
      for (int f = 0; f < free.length; f++) {
        for (int g = 0; g < free.length; g++) {
          double right = zRight[g];
          for (int i = 0; i < locals; i++) {
            right -= coupling[g][i] * du[i];
          }
          zStep[f] += inverse[f][g] * right;
        }
      }
      double[] u = preactivations(n, global);
      for (int c = 0; c < unit.length; c++) {
        ds[c] = value(c, du, zStep) + value(c, u, z) - slack[c];
        dl[c] = (target - corrections[c] - dual[c] * ds[c]) / slack[c] - dual[c];
      }
    }
  }

  double[] preactivations(int n, double[] point) {
    double[] u = new double[locals];
    for (int i = 0; i < p.units; i++) {
      for (int s = 0; s < p.d; s++) {
        u[i] += point[i * p.d + s] * p.x[n][s];
      }
    }
    if (p.bias) {
      u[p.units] = point[unknowns - 1];
    }
    return u;
  }

  private boolean run() {
    int inequalities = 0;
    for (Sample part : parts) {
      inequalities += part.unit.length;
    }
    double[][] none = new double[p.samples][];
    double[][] ds = new double[p.samples][];
    double[][] dl = new double[p.samples][];
    for (int n = 0; n < p.samples; n++) {
      none[n] = new double[parts[n].unit.length];
      ds[n] = new double[parts[n].unit.length];
      dl[n] = new double[parts[n].unit.length];
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      double gap = gap(0, ds, dl) / Math.max(1, inequalities);
      if (isDone(gap)) {
        return true;
      }
      double[][] matrix = new double[unknowns][unknowns];
      for (Sample part : parts) {
        if (!part.addMatrix(matrix)) {
          return gap < Math.sqrt(SMALL);
        }
      }
      double trace = 0;
      for (int j = 0; j < unknowns; j++) {
        trace += matrix[j][j];
      }
      for (int j = 0; j < unknowns; j++) {
        matrix[j][j] += REGULARIZATION * (1 + trace);
      }
      if (!FloatProblem.factor(matrix)) {
        return gap < Math.sqrt(SMALL);
      }
      double[] move = direction(matrix, 0, none, ds, dl);
      double affine = longest(ds, dl);
      double after = gap(affine, ds, dl) / Math.max(1, inequalities);
      double ratio = gap == 0 ? 0 : after / gap;
      if (inequalities > 0) {
        double[][] corrections = new double[p.samples][];
        for (int n = 0; n < p.samples; n++) {
          corrections[n] = new double[ds[n].length];
          for (int c = 0; c < ds[n].length; c++) {
            corrections[n][c] = ds[n][c] * dl[n][c];
          }
        }
        move = direction(matrix, ratio * ratio * ratio * gap, corrections, ds, dl);
      }
      double length = inequalities == 0 ? 1 : Math.min(1, STEP * longest(ds, dl));
      for (int j = 0; j < unknowns; j++) {
        global[j] += length * move[j];
      }
      for (int n = 0; n < p.samples; n++) {
        Sample part = parts[n];
        for (int f = 0; f < part.z.length; f++) {
          part.z[f] += length * part.zStep[f];
        }
        for (int c = 0; c < part.unit.length; c++) {
          part.slack[c] += length * ds[n][c];
          part.dual[c] += length * dl[n][c];
        }
      }
      if (Double.isNaN(global[0])) {
        return false;
      }
      if (inequalities == 0) {
        return true;
      }
    }
    return gap(0, ds, dl) / Math.max(1, inequalities) < Math.sqrt(SMALL);
  }

  private double[] direction(
      double[][] factor, double target, double[][] corrections, double[][] ds, double[][] dl) {
    double[] right = new double[unknowns];
    for (int n = 0; n < p.samples; n++) {
      parts[n].addRight(right, target, corrections[n]);
    }
    double[] move = FloatProblem.solve(factor, right);
    for (int n = 0; n < p.samples; n++) {
      parts[n].step(preactivations(n, move), target, corrections[n], ds[n], dl[n]);
    }
    return move;
  }

  private double longest(double[][] ds, double[][] dl) {
    double length = 1 / STEP;
    for (int n = 0; n < p.samples; n++) {
      for (int c = 0; c < ds[n].length; c++) {
        if (ds[n][c] < 0) {
          length = Math.min(length, -parts[n].slack[c] / ds[n][c]);
        }
        if (dl[n][c] < 0) {
          length = Math.min(length, -parts[n].dual[c] / dl[n][c]);
        }
      }
    }
    return length;
  }

  private double gap(double length, double[][] ds, double[][] dl) {
    double sum = 0;
    for (int n = 0; n < p.samples; n++) {
      for (int c = 0; c < ds[n].length; c++) {
        sum += (parts[n].slack[c] + length * ds[n][c]) * (parts[n].dual[c] + length * dl[n][c]);
      }
    }
    return sum;
  }

  private boolean isDone(double gap) {
    if (gap > SMALL) {
      return false;
    }
    double infeasible = 0;
    for (int n = 0; n < p.samples; n++) {
      double[] u = preactivations(n, global);
      for (int c = 0; c < parts[n].unit.length; c++) {
        infeasible =
            Math.max(infeasible, Math.abs(parts[n].value(c, u, parts[n].z) - parts[n].slack[c]));
      }
    }
    return infeasible < Math.sqrt(SMALL) && gap > 0;
  }
}
