package org.dlmcert.checker.rank;

import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rows;

/** A data set; X is the transposed inputs, with a row of ones if there are biases. */
record Dataset(boolean bias, int dimension, Rows inputs) implements Columns {
  @Override
  public int length() {
    return dimension + (bias ? 1 : 0);
  }

  @Override
  public Rational[] column(int n) {
    return bias ? Vectors.append(inputs.row(n), Rational.ONE) : inputs.row(n);
  }
}
