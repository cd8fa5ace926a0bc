package org.dlmcert.exact;

import java.util.ArrayList;
import java.util.List;

/** Textbook Gauss–Jordan elimination over {@link Rational}: the slow and obvious second route. */
final class PlainElimination {
  final Rational[][] echelon;
  final List<Integer> pivotColumns = new ArrayList<>();
  Rational determinant = Rational.ONE;

  PlainElimination(IntegerMatrix matrix) {
    int rows = matrix.rows();
    int columns = matrix.columns();
    echelon = new Rational[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        echelon[i][j] = Rational.of(matrix.get(i, j));
      }
    }
    for (int j = 0; j < columns; j++) {
      int rank = pivotColumns.size();
      int pivot = rank;
      while (pivot < rows && echelon[pivot][j].isZero()) {
        pivot++;
      }
      if (pivot == rows) {
        continue;
      }
      if (pivot != rank) {
        Rational[] row = echelon[pivot];
        echelon[pivot] = echelon[rank];
        echelon[rank] = row;
        determinant = determinant.negate();
      }
      Rational entry = echelon[rank][j];
      determinant = determinant.times(entry);
      for (int k = 0; k < columns; k++) {
        echelon[rank][k] = echelon[rank][k].dividedBy(entry);
      }
      for (int i = 0; i < rows; i++) {
        Rational factor = echelon[i][j];
        for (int k = 0; i != rank && k < columns; k++) {
          echelon[i][k] = echelon[i][k].minus(factor.times(echelon[rank][k]));
        }
      }
      pivotColumns.add(j);
    }
    if (pivotColumns.size() < rows) {
      determinant = Rational.ZERO;
    }
  }

  int rank() {
    return pivotColumns.size();
  }

  static int rank(IntegerMatrix matrix) {
    return new PlainElimination(matrix).rank();
  }
}
