package org.dlmcert.checker.network;

import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;

/**
 * W_L of a network with several outputs, held at its given value: G has a column for every sample n
 * and output c, with the factor W_L[c,i] in block i (format.md 4.1). With one output the weights
 * are absorbed, and every factor is 1.
 */
public final class OutputWeights implements Columns {
  private final int outputs;
  private final Rational[][] matrix;

  private OutputWeights(int outputs, Rational[][] matrix) {
    this.outputs = outputs;
    this.matrix = matrix;
  }

  /** Returns k rows of weights as if they were held. */
  public static OutputWeights of(Rational[][] matrix) {
    return new OutputWeights(matrix.length, matrix);
  }

  /** Those of a network; without weights, or with generic ones, there are no factors to ask for. */
  public static OutputWeights of(Network network) {
    int outputs = network.outputs();
    return new OutputWeights(
        outputs,
        network
            .parameters()
            .map(given -> given.weights().get(network.layers() - 1))
            .orElse(new Rational[0][]));
  }

  /** Returns k, the number of columns of G for a sample. */
  public int outputs() {
    return outputs;
  }

  @Override
  public int length() {
    return outputs;
  }

  /** Returns the factor of a unit in the column of an output. */
  Rational factor(int unit, int output) {
    return outputs == 1 ? Rational.ONE : matrix[output][unit];
  }

  /** Returns w^i, column i of W_L. */
  @Override
  public Rational[] column(int unit) {
    return IntStream.range(0, outputs).mapToObj(c -> factor(unit, c)).toArray(Rational[]::new);
  }

  /**
   * Rejects the evidence unless the vectors w^i of these units span Q^k: at most k³ and reading.
   */
  public void requireSpan(int[] units, int prime, String place, int sample, Steps steps) {
    steps.work().add(units.length, outputs, outputs);
    ModularBasis basis = new ModularBasis(prime, outputs);
    int rank = 0;
    for (int i : units) {
      rank += rank < outputs && basis.add(column(i), steps.work()) ? 1 : 0;
    }
    int found = rank;
    steps.require(
        rank == outputs,
        place,
        () ->
            outputs == 1
                ? "the noise of sample " + sample + " is zero for every unit"
                : "the output weights of the units of sample "
                    + sample
                    + " have rank "
                    + found
                    + " of "
                    + outputs);
  }
}
