package org.dlmcert.junit;

import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.RationalMatrix;

/** Assertions about the exact rank, rank profile and signs of a matrix. */
public final class MatrixAssert extends AbstractAssert<MatrixAssert, RationalMatrix> {

  MatrixAssert(RationalMatrix actual) {
    super(actual, MatrixAssert.class);
  }

  private MatrixAssert passes(Function<MatrixCheck, Optional<String>> check) {
    isNotNull();
    check.apply(new MatrixCheck(actual)).ifPresent(wrong -> failWithMessage("%s", wrong));
    return this;
  }

  /** The exact rank is {@code rank}. */
  public MatrixAssert hasExactRank(int rank) {
    return passes(matrix -> matrix.exactRank(rank));
  }

  /** The columns are linearly independent. */
  public MatrixAssert hasFullColumnRank() {
    return passes(MatrixCheck::fullColumnRank);
  }

  /** The rows are linearly independent. */
  public MatrixAssert hasFullRowRank() {
    return passes(MatrixCheck::fullRowRank);
  }

  /**
   * The lexicographically first independent rows are these (ascending, from 0).
   *
   * @param rows the row rank profile
   */
  public MatrixAssert hasRowRankProfile(int... rows) {
    return passes(matrix -> matrix.rowRankProfile(rows));
  }

  /**
   * The lexicographically first independent columns are these (ascending, from 0).
   *
   * @param columns the column rank profile
   */
  public MatrixAssert hasColumnRankProfile(int... columns) {
    return passes(matrix -> matrix.columnRankProfile(columns));
  }

  /** Every entry has the sign given: -1, 0 or 1, in the same places. */
  public MatrixAssert hasSigns(int[][] signs) {
    return passes(matrix -> matrix.signs(signs));
  }
}
