package org.dlmcert.checker.each;

import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.algebra.ModularRows;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/**
 * The columns of all patterns of the last hidden layer, sample by sample: patterns that agree on
 * the first samples share their elimination.
 */
final class PatternDescent {
  private final int samples;
  private final int outputs;
  private final int units;
  private final int inputs;
  private final int more;
  private final long[][] columns;
  private final ModularRows rows;
  private final Steps steps;

  /**
   * @param more how many rows of output biases there are below G
   */
  PatternDescent(LastHiddenLayer layer, Network network, int more, int prime, Steps steps) {
    this.samples = network.samples();
    this.outputs = network.outputs();
    this.units = LastHiddenLayer.units(network);
    this.inputs = LastHiddenLayer.inputs(network);
    this.more = more;
    this.steps = steps;
    this.rows = new ModularRows(prime, units * inputs + more);
    this.columns = new long[samples * outputs][];
    ModularBasis field = new ModularBasis(prime, 2 * units * inputs + more);
    for (int m = 0; m < columns.length; m++) {
      columns[m] = field.residues(bothSlopes(layer, network, m), steps.work());
    }
  }

  /** Column m: every block with slope 1, every block with slope s, and the rows of the biases. */
  private Rational[] bothSlopes(LastHiddenLayer layer, Network network, int m) {
    Rational[] both = new Rational[2 * units * inputs + more];
    Rational[] v = layer.column(m / outputs);
    Work work = steps.work();
    for (int i = 0; i < units; i++) {
      Rational held = layer.outputWeights().column(i)[m % outputs];
      Rational factor = Vectors.times(layer.noise().factor(i, m / outputs), held, work);
      Rational inactive = Vectors.times(factor, network.slope(), work);
      for (int j = 0; j < inputs; j++) {
        both[i * inputs + j] = Vectors.times(factor, v[j], work);
        both[(units + i) * inputs + j] = Vectors.times(inactive, v[j], work);
      }
    }
    for (int c = 0; c < more; c++) {
      both[2 * units * inputs + c] = c == m % outputs ? Rational.ONE : Rational.ZERO;
    }
    return both;
  }

  /** Rejects the evidence unless every pattern has independent columns modulo the prime. */
  void check() {
    descend(0);
  }

  private void descend(int sample) {
    if (sample == samples) {
      return;
    }
    for (long active = 0; active < 1L << units; active++) {
      for (int c = 0; c < outputs; c++) {
        rows.add(chosen(columns[sample * outputs + c], active));
      }
      steps.require(
          rows.rank() == (sample + 1) * outputs,
          "prime",
          () -> "a pattern has dependent columns on samples 0 to " + sample + " modulo it");
      descend(sample + 1);
      rows.truncate(sample * outputs);
    }
  }

  private long[] chosen(long[] both, long active) {
    long[] column = new long[units * inputs + more];
    for (int i = 0; i < units; i++) {
      int from = (active >> i & 1) == 1 ? i * inputs : (units + i) * inputs;
      System.arraycopy(both, from, column, i * inputs, inputs);
    }
    System.arraycopy(both, 2 * units * inputs, column, units * inputs, more);
    return column;
  }
}
