package org.dlmcert.checker.minima;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/**
 * Outputs of some units of known slopes below held output weights that are nearest to the targets
 * (format.md 5.48).
 */
final class NearestOutputs {
  private final Network network;
  private final LastHiddenLayer layer;
  private final List<BitSet> positive;
  private final Steps steps;
  private final Rational[][] x;
  private final Rational[][] y;
  private final int d;
  private final int k;

  /**
   * @param positive for each cell the samples with sign +
   */
  NearestOutputs(Network network, LastHiddenLayer layer, List<BitSet> positive, Steps steps) {
    this.network = network;
    this.layer = layer;
    this.positive = positive;
    this.steps = steps;
    this.x = ChoiceMatrix.columns(layer, network.samples());
    this.y = network.targets().orElseThrow().toArray(new Rational[0][]);
    this.d = layer.length();
    this.k = network.outputs();
  }

  /** The loss of z; rejects it unless the residuals are orthogonal to all such outputs. */
  Rational loss(int[] units, int[] cells, Rational[] z, String place) {
    steps.work().add(x.length, units.length, d + (long) k);
    steps.work().reserve(x.length, units.length + 2L * k);
    Rational[][] slopes = new Rational[units.length][x.length];
    Rational[][] residuals = new Rational[x.length][];
    Rational[] all = new Rational[x.length * k];
    for (int n = 0; n < x.length; n++) {
      residuals[n] = network.bias() ? Arrays.copyOfRange(z, units.length * d, z.length) : zeros();
      for (int i = 0; i < units.length; i++) {
        boolean one = positive.get(cells[i]).get(n) || Vectors.isZero(x[n]);
        slopes[i][n] = one ? Rational.ONE : network.slope();
        Rational[] own = Arrays.copyOfRange(z, i * d, (i + 1) * d);
        Rational v =
            Vectors.times(slopes[i][n], Vectors.dot(own, x[n], steps.work()), steps.work());
        Rational[] w = layer.outputWeights().column(units[i]);
        for (int c = 0; c < k; c++) {
          Rational term = Vectors.times(w[c], v, steps.work());
          residuals[n][c] = Vectors.plus(residuals[n][c], term, steps.work());
        }
      }
      for (int c = 0; c < k; c++) {
        residuals[n][c] = Vectors.minus(residuals[n][c], y[n][c], steps.work());
        all[n * k + c] = residuals[n][c];
      }
    }
    for (int i = 0; i < units.length; i++) {
      requireStationary(units[i], slopes[i], residuals, place);
    }
    for (int c = 0; network.bias() && c < k; c++) {
      int output = c;
      Rational[] own = Arrays.stream(residuals).map(e -> e[output]).toArray(Rational[]::new);
      Rational[] ones = new Rational[own.length];
      Arrays.fill(ones, Rational.ONE);
      steps.require(
          Vectors.dot(own, ones, steps.work()).signum() == 0,
          place,
          () -> "the residuals of output " + output + " do not add up to zero");
    }
    return Vectors.loss(all, x.length, steps.work());
  }

  /** Rejects unless Σ a_n·(w·e_n)·x_n = 0. */
  private void requireStationary(
      int unit, Rational[] slopes, Rational[][] residuals, String place) {
    Rational[] w = layer.outputWeights().column(unit);
    Rational[] factors = new Rational[x.length];
    for (int n = 0; n < x.length; n++) {
      Rational seen = Vectors.dot(w, residuals[n], steps.work());
      factors[n] = Vectors.times(slopes[n], seen, steps.work());
    }
    for (int j = 0; j < d; j++) {
      int input = j;
      Rational[] row = Arrays.stream(x).map(column -> column[input]).toArray(Rational[]::new);
      steps.require(
          Vectors.dot(factors, row, steps.work()).signum() == 0,
          place,
          () -> "the derivative by weight " + input + " of unit " + unit + " is not zero");
    }
  }

  private Rational[] zeros() {
    Rational[] zeros = new Rational[k];
    Arrays.fill(zeros, Rational.ZERO);
    return zeros;
  }
}
