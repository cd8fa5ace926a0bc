package org.dlmcert.least;

import java.util.List;

/**
 * Where the method for a {@link Relaxation} ends.
 *
 * @param weights D×d
 * @param squares the sum of squares that the relaxation counts, in the scale of the problem
 * @param counts whether μ is not 0 on a sample
 * @param piece per unit and sample: 1 for k = m, -1 for k = s·m, 0 for a kink
 * @param factor per unit and sample: an approximate k
 * @param bound the approximate other ends of their ranges: m and s·m
 */
record RelaxationGuess(
    double[][] weights,
    double outputBias,
    double squares,
    boolean[] counts,
    byte[][] piece,
    double[][] factor,
    double[][][] bound) {
  private static final double NEAR = 1e-7;

  /** Those of the signs without which the guessed k would not be in their ranges. */
  List<PresumedSigns.Sign> needed(List<PresumedSigns.Sign> presumed) {
    return presumed.stream()
        .filter(
            s -> {
              double k = factor[s.unit()][s.sample()];
              return k > bound[0][s.unit()][s.sample()] + NEAR
                  || k < bound[1][s.unit()][s.sample()] - NEAR;
            })
        .toList();
  }

  static RelaxationGuess of(Relaxation end) {
    FloatProblem p = end.p;
    SignState signs = end.signs;
    double[] global = end.global;
    double[][] w = new double[p.units][p.d];
    for (int i = 0; i < p.units; i++) {
      System.arraycopy(global, i * p.d, w[i], 0, p.d);
    }
    boolean[] active = end.counts.clone();
    byte[][] piece = new byte[p.units][p.samples];
    double[][] factor = new double[p.units][p.samples];
    double[][][] bound = new double[2][p.units][p.samples];
    double squares = 0;
    for (int n = 0; n < p.samples; n++) {
      Relaxation.Sample part = end.parts[n];
      double r = end.counts[n] ? part.residual(end.preactivations(n, global), part.z, p.y[n]) : 0;
      squares += r * r;
      for (int f = 0; f < part.free.length; f++) {
        boolean tight = false;
        for (int c = 0; c < part.unit.length; c++) {
          tight |= part.variable[c] == f && part.dual[c] > part.slack[c];
        }
        active[n] &= tight;
      }
      double mu = active[n] ? r : 0;
      for (int i = 0; i < p.units; i++) {
        int q = signs.output(i);
        bound[0][i][n] = q * mu * p.plus[i][n];
        bound[1][i][n] = q * mu * p.minus[i][n];
        int sign = signs.input(i, n);
        piece[i][n] = (byte) (sign == 0 ? 1 : sign);
        factor[i][n] = piece[i][n] > 0 ? bound[0][i][n] : bound[1][i][n];
      }
      for (int c = 0; c < part.unit.length; c++) {
        int i = part.unit[c];
        boolean tight = part.dual[c] > part.slack[c];
        if (part.variable[c] < 0) {
          if (tight) {
            piece[i][n] = 0;
          }
          factor[i][n] -= signs.input(i, n) * part.dual[c];
        } else { // both inequalities of a variable

          boolean other = part.dual[c + 1] > part.slack[c + 1];
          piece[i][n] = (byte) (!active[n] ? 1 : tight && other ? 0 : tight ? 1 : -1);
          factor[i][n] = -(part.a[c] * part.dual[c] + part.a[c + 1] * part.dual[c + 1]);
          c++;
        }
      }
    }
    return new RelaxationGuess(
        w, p.bias ? global[end.unknowns - 1] : 0, squares, active, piece, factor, bound);
  }
}
