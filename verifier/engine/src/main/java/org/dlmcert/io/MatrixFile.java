package org.dlmcert.io;

import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.SparseMatrix;

/** A matrix as its file gives it: with its zeros, or without. */
public sealed interface MatrixFile {

  /** All entries. */
  record Dense(RationalMatrix matrix) implements MatrixFile {}

  /** The entries that are not zero. */
  record Sparse(SparseMatrix matrix) implements MatrixFile {}
}
