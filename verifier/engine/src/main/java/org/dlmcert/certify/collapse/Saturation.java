package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Removes the p-content of inputs X by an invertible rational transform U of the input space: the
 * rows of U·X (columns scaled) have over F_p the rank that X has over Q.
 *
 * <p>As long as r independent rows of the integer matrix satisfy a linear relation modulo p, the
 * relation's row is divisible by p and replaces one of the rows, divided by p. Every minor of order
 * r is divided by p each time, so that the number of replacements is at most the exponent of p in
 * any nonzero one. In between, columns are divided by their content, which only lessens these
 * exponents. U is a product of matrices of determinant 1/p, so it is regular modulo every other
 * prime.
 */
final class Saturation {
  private final PrimeField field;
  private final BigInteger prime;
  private final int[] rows;
  private IntegerMatrix inputs;
  private RationalMatrix transform;
  private boolean changed;

  private Saturation(IntegerMatrix inputs, PrimeField field) {
    this.field = field;
    this.inputs = inputs;
    prime = BigInteger.valueOf(field.modulus());
    rows = MatrixRank.of(inputs).minorRows().stream().mapToInt(Integer::intValue).toArray();
    transform = RationalMatrix.of(IntegerMatrix.identity(inputs.rows()));
  }

  /**
   * The transform U, d×d; empty if none is needed.
   *
   * @param inputs d×N with primitive columns
   */
  static Optional<RationalMatrix> of(IntegerMatrix inputs, PrimeField field) {
    Saturation saturation = new Saturation(inputs, field);
    while (saturation.improve()) {
      saturation.changed = true;
    }
    return saturation.changed ? Optional.of(saturation.transform) : Optional.empty();
  }

  private boolean improve() {
    ModularMatrix transposed = ModularMatrix.of(field, inputs.rows(rows)).transpose();
    ModularMatrix coefficients = transposed.rightKernel();
    if (coefficients.rows() == 0) {
      return false;
    }
    int[] dependent = transposed.reducedEchelon().profile().freeColumns(rows.length);
    List<List<BigInteger>> newInputs = new ArrayList<>();
    List<List<Rational>> newTransform = new ArrayList<>();
    for (int i = 0; i < inputs.rows(); i++) {
      newInputs.add(inputs.row(i));
      newTransform.add(transform.row(i));
    }
    for (int k = 0; k < dependent.length; k++) {
      int row = rows[dependent[k]];
      newInputs.set(row, relation(coefficients, k));
      newTransform.set(row, transformed(coefficients, k));
    }
    transform = RationalMatrix.ofRows(inputs.rows(), newTransform);
    inputs = PrimitiveColumns.of(IntegerMatrix.ofRows(inputs.columns(), newInputs)).orElseThrow();
    return true;
  }

  private List<BigInteger> relation(ModularMatrix coefficients, int k) {
    List<BigInteger> sum = new ArrayList<>();
    for (int n = 0; n < inputs.columns(); n++) {
      BigInteger entry = BigInteger.ZERO;
      for (int j = 0; j < rows.length; j++) {
        int c = field.symmetric(coefficients.get(k, j));
        entry = c == 0 ? entry : entry.add(inputs.get(rows[j], n).multiply(BigInteger.valueOf(c)));
      }
      sum.add(entry.divide(prime)); // exact: the sum is 0 modulo p
    }
    return sum;
  }

  private List<Rational> transformed(ModularMatrix coefficients, int k) {
    List<Rational> sum = new ArrayList<>();
    for (int m = 0; m < transform.columns(); m++) {
      Rational entry = Rational.ZERO;
      for (int j = 0; j < rows.length; j++) {
        int c = field.symmetric(coefficients.get(k, j));
        entry = c == 0 ? entry : entry.plus(transform.get(rows[j], m).times(Rational.of(c)));
      }
      sum.add(entry.dividedBy(Rational.of(prime)));
    }
    return sum;
  }
}
