package org.dlmcert.certify.partition;

import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * The vectors f_n ⊗ w^i of pairs of units and samples, and Σ_n f_n ⊗ e_c of output biases, modulo a
 * prime: N·k entries.
 */
final class PairVectors {
  private final int[][] weights; // unit -> w^i
  private final int outputs;
  private final int samples;

  PairVectors(IntegerMatrix held, int samples, PrimeField field) {
    this.outputs = held.rows();
    this.samples = samples;
    this.weights = new int[held.columns()][outputs];
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; c < outputs; c++) {
        weights[i][c] = field.reduce(held.get(c, i));
      }
    }
  }

  int length() {
    return samples * outputs;
  }

  int[] ofPair(int unit, int sample) {
    int[] vector = new int[length()];
    System.arraycopy(weights[unit], 0, vector, sample * outputs, outputs);
    return vector;
  }

  int[] ofBias(int output) {
    int[] vector = new int[length()];
    for (int n = 0; n < samples; n++) {
      vector[n * outputs + output] = 1;
    }
    return vector;
  }
}
