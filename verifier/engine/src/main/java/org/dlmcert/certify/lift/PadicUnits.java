package org.dlmcert.certify.lift;

import java.util.List;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;

/** What a lift asks of its prime. */
final class PadicUnits {
  private PadicUnits() {}

  /** Whether these columns are linearly independent modulo p. */
  static boolean areIndependent(IntegerMatrix matrix, List<Integer> columns, PrimeField field) {
    int[] indices = columns.stream().mapToInt(Integer::intValue).toArray();
    return indices.length <= matrix.rows()
        && ModularMatrix.of(field, matrix.columns(indices)).rank() == indices.length;
  }
}
