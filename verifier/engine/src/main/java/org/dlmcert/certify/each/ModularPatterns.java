package org.dlmcert.certify.each;

import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.RowSpace;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Interruption;

/**
 * Whether all patterns of one layer give a matrix of full column rank modulo a prime. Patterns that
 * agree on the first samples share their elimination; O(2^{D·N}·k²·N·(D·d + k)) for N samples, D
 * units, d inputs, k outputs.
 */
final class ModularPatterns {
  private final int samples;
  private final int units;
  private final int inputs;
  private final int outputs;
  private final int biases;
  private final int[][] active; // column by column, with slope 1 in every block
  private final int[][] inactive; // with slope s
  private final RowSpace columns;

  /**
   * One layer.
   *
   * @param weights W_L, k×D, whose entries are factors of the blocks; ones for one output
   * @param biases how many rows of trained output biases there are: 0 or k
   */
  ModularPatterns(GradientFamily family, RationalMatrix weights, int biases, PrimeField field) {
    this.samples = family.samples();
    this.units = family.units();
    this.inputs = family.inputs().rows();
    this.outputs = weights.rows();
    this.biases = biases;
    this.columns = new RowSpace(field);
    int rows = family.rows();
    RationalMatrix both =
        RationalMatrix.of(
            2 * rows + biases,
            samples * outputs,
            (row, m) -> {
              if (row >= 2 * rows) {
                return row - 2 * rows == m % outputs ? Rational.ONE : Rational.ZERO;
              }
              int unit = row % rows / inputs;
              Rational factor =
                  family.noise().get(unit, m / outputs).times(weights.get(m % outputs, unit));
              Rational entry = factor.times(family.inputs().get(row % inputs, m / outputs));
              return row < rows ? entry : entry.times(family.slope());
            });
    var cleared = both.clearColumns().matrix();
    active = new int[samples * outputs][rows + biases];
    inactive = new int[samples * outputs][rows + biases];
    for (int m = 0; m < active.length; m++) {
      for (int row = 0; row < rows + biases; row++) {
        int bias = row < rows ? 0 : rows;
        active[m][row] = field.reduce(cleared.get(row + bias, m));
        inactive[m][row] = field.reduce(cleared.get(row + rows, m));
      }
    }
  }

  /** Whether every pattern has it; otherwise some pattern does not, or seems not to. */
  boolean allIndependent() {
    return units < Long.SIZE - 1 && below(0);
  }

  private boolean below(int sample) {
    if (sample == samples) {
      return true;
    }
    Interruption.check();
    for (long pattern = 0; pattern < 1L << units; pattern++) {
      boolean independent = true;
      for (int c = 0; independent && c < outputs; c++) {
        independent = columns.add(column(sample * outputs + c, pattern));
      }
      if (!independent || !below(sample + 1)) {
        return false;
      }
      columns.shrinkTo(sample * outputs);
    }
    return true;
  }

  private int[] column(int m, long pattern) {
    int[] column = inactive[m].clone();
    for (int i = 0; i < units; i++) {
      if ((pattern >>> i & 1) == 1) {
        System.arraycopy(active[m], i * inputs, column, i * inputs, inputs);
      }
    }
    return column;
  }
}
