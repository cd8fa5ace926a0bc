package org.dlmcert.certify.partition;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * Inputs that are known numbers.
 *
 * @param inputs X, d×N; multiplying columns by nonzero numbers changes nothing
 */
public record KnownInputs(IntegerMatrix inputs) implements InputSide {
  @Override
  public int samples() {
    return inputs.columns();
  }

  @Override
  public IntegerMatrix vectors(PrimeField field) {
    return inputs;
  }

  @Override
  public Function<BitSet, Optional<RankBound>> bounds(PrimeField field) {
    return ofColumns(inputs, field);
  }

  /** Bounds for the ranks of sets of columns of one matrix; equal sets are looked at once. */
  static Function<BitSet, Optional<RankBound>> ofColumns(IntegerMatrix matrix, PrimeField field) {
    Map<BitSet, Optional<RankBound>> known = new HashMap<>();
    return set -> known.computeIfAbsent(set, columns -> bound(matrix, columns, field));
  }

  private static Optional<RankBound> bound(IntegerMatrix matrix, BitSet set, PrimeField field) {
    int[] columns = set.stream().toArray();
    int[] basis = SampleSpace.basis(matrix, columns, field);
    if (basis.length == columns.length) {
      return Optional.of(
          new RankBound(
              set, columns.length, Optional.of(IntegerMatrix.ofRows(matrix.rows(), List.of()))));
    }
    IntegerMatrix orthogonal =
        basis.length == 0
            ? IntegerMatrix.identity(matrix.rows())
            : IntegerKernel.basis(matrix.columns(basis).transpose());
    return orthogonal.times(matrix.columns(columns)).isZero()
        ? Optional.of(new RankBound(set, basis.length, Optional.of(orthogonal)))
        : Optional.empty();
  }
}
