package org.dlmcert.certify.partition;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * The rank of the columns of a d×N integer matrix, with both bounds.
 *
 * @param basis columns that are independent modulo the prime, ascending; as many as the rank
 * @param orthogonal d - rank integer vectors, as rows, orthogonal to every column and independent
 *     modulo the prime
 */
public record DatasetRank(List<Integer> basis, IntegerMatrix orthogonal, int prime) {
  public DatasetRank {
    basis = List.copyOf(basis);
  }

  public int rank() {
    return basis.size();
  }

  /** The exact rank of a matrix. */
  public static DatasetRank of(IntegerMatrix inputs) {
    int[] all = IntStream.range(0, inputs.columns()).toArray();
    for (PrimeField field : PrimeField.descending()) {
      int[] basis = SampleSpace.basis(inputs, all, field);
      IntegerMatrix orthogonal = IntegerKernel.basis(inputs.columns(basis).transpose());
      if (TightSet.areOrthogonal(orthogonal, inputs, all)
          && TightSet.areIndependent(orthogonal, field)) {
        return new DatasetRank(Arrays.stream(basis).boxed().toList(), orthogonal, field.modulus());
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }
}
