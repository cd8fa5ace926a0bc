package org.dlmcert.certificate;

import java.math.BigInteger;

/** The work of the checker, as proofs/format.md counts it (section 6), before there is anything. */
public final class CheckerWork {
  /** What the checker accepts unless told otherwise. */
  public static final BigInteger LIMIT = BigInteger.valueOf(100_000_000_000L);

  private CheckerWork() {}

  /**
   * The work for a tree that needs one prime.
   *
   * @param rows of the matrices
   * @param choices in the tree
   */
  public static BigInteger tree(int rows, int samples, int units, BigInteger choices) {
    BigInteger height = BigInteger.valueOf(rows);
    return choices
        .multiply(height)
        .add(
            BigInteger.valueOf(samples)
                .pow(2)
                .multiply(height)
                .multiply(BigInteger.valueOf(units)));
  }

  /** The work for a cell tried for one unit, after units that have the given rank. */
  public static long cell(int dimensions, int samples, int rank) {
    return (long) dimensions * samples * ((long) rank + dimensions + 9);
  }

  /**
   * The work for the cells of one unit, before any is tried.
   *
   * @param rows of the matrices
   */
  public static BigInteger cells(int rows, int samples, int cells) {
    return BigInteger.valueOf(samples).multiply(BigInteger.valueOf(cells + (long) rows));
  }
}
