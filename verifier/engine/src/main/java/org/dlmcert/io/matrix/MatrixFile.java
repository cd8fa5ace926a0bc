package org.dlmcert.io.matrix;

import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.table.TableReading;

/** A matrix as its file gives it: with its zeros, or without. */
public sealed interface MatrixFile {

  /**
   * All entries.
   *
   * @param reading how the table was read, if it is one of separated values
   */
  record Dense(RationalMatrix matrix, Optional<TableReading> reading) implements MatrixFile {}

  /** The entries that are not zero. */
  record Sparse(SparseMatrix matrix) implements MatrixFile {}
}
