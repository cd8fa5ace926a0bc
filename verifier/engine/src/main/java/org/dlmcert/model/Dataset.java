package org.dlmcert.model;

import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * A data set of N samples.
 *
 * @param inputs N × d_0: samples are rows, so this is the transpose of the paper's X
 * @param targets N × d_L, where the data set has them
 * @param features where the inputs come from, if they are outputs of a model's layers
 */
public record Dataset(
    RationalMatrix inputs, Optional<RationalMatrix> targets, Optional<Features> features) {
  public Dataset {
    targets.ifPresent(
        y -> {
          if (y.rows() != inputs.rows()) {
            throw new IllegalArgumentException(
                "inputs are "
                    + inputs.shape()
                    + ", so targets need "
                    + inputs.rows()
                    + " rows, got "
                    + y.shape());
          }
        });
  }

  /** Inputs of which nobody says where they come from. */
  public Dataset(RationalMatrix inputs, Optional<RationalMatrix> targets) {
    this(inputs, targets, Optional.empty());
  }

  /**
   * The same inputs with k targets a sample. Targets of one column are classes 0, …, k-1: a sample
   * of class c gets a 1 in column c, and zeros beside.
   *
   * @throws IllegalArgumentException if the targets have another number of columns, or are no such
   *     classes
   */
  public Dataset withOutputs(int outputs) {
    if (targets.isEmpty() || targets.get().columns() == outputs) {
      return this;
    }
    RationalMatrix y = targets.get();
    if (y.columns() != 1) {
      throw new IllegalArgumentException(
          outputs + " target columns, or one of classes, expected, got " + y.columns());
    }
    for (int n = 0; n < y.rows(); n++) {
      Rational label = y.get(n, 0);
      if (!label.isInteger() || label.signum() < 0 || label.compareTo(Rational.of(outputs)) >= 0) {
        throw new IllegalArgumentException(
            "target of sample "
                + n
                + ": a class from 0 to "
                + (outputs - 1)
                + " expected, got "
                + label);
      }
    }
    return new Dataset(
        inputs,
        Optional.of(
            RationalMatrix.of(
                y.rows(),
                outputs,
                (n, c) -> y.get(n, 0).equals(Rational.of(c)) ? Rational.ONE : Rational.ZERO)),
        features);
  }

  /** The number N of samples. */
  public int samples() {
    return inputs.rows();
  }
}
