package org.dlmcert.certify.lift;

import java.util.List;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;

/** What a lift asks of its prime. */
final class PadicUnits {
  private PadicUnits() {}

  /** Whether the p-adic valuation is 0. */
  static boolean isUnit(Rational value, PrimeField field) {
    return field.reduce(value.numerator()) != 0 && field.reduce(value.denominator()) != 0;
  }

  /** Whether these columns are linearly independent modulo p. */
  static boolean areIndependent(IntegerMatrix matrix, List<Integer> columns, PrimeField field) {
    int[] indices = columns.stream().mapToInt(Integer::intValue).toArray();
    return indices.length <= matrix.rows()
        && ModularMatrix.of(field, matrix.columns(indices)).rank() == indices.length;
  }
}
