package org.dlmcert.checker.rank;

/** On which side of a matrix the vectors of a kernel stand. */
enum Side {
  /** zᵀ·A = 0: an equation for each column, an unknown for each row. */
  LEFT,
  /** A·z = 0: an equation for each row, an unknown for each column. */
  RIGHT;

  /** What counts the equations, of something of rows and of columns. */
  int equation(int row, int column) {
    return this == LEFT ? column : row;
  }

  /** What counts the unknowns. */
  int unknown(int row, int column) {
    return this == LEFT ? row : column;
  }
}
