package org.dlmcert.census;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Gauss-Jordan elimination of A z = b in rationals, as in a textbook. */
final class PlainElimination {
  private final int unknowns;
  private final List<Integer> pivots = new ArrayList<>();
  private final Rational[][] rows;

  PlainElimination(RationalMatrix matrix, RationalMatrix right) {
    unknowns = matrix.columns();
    rows = new Rational[matrix.rows()][unknowns + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= unknowns; j++) {
        rows[i][j] = j < unknowns ? matrix.get(i, j) : right.get(i, 0);
      }
    }
    for (int j = 0; j <= unknowns; j++) {
      int rank = pivots.size();
      for (int i = rank; i < rows.length; i++) {
        if (!rows[i][j].isZero()) {
          Rational[] row = rows[i];
          rows[i] = rows[rank];
          rows[rank] = row;
          clear(rank, j);
          pivots.add(j);
          break;
        }
      }
    }
  }

  private void clear(int pivot, int column) {
    Rational inverse = rows[pivot][column].reciprocal();
    for (int j = 0; j <= unknowns; j++) {
      rows[pivot][j] = rows[pivot][j].times(inverse);
    }
    for (int i = 0; i < rows.length; i++) {
      Rational factor = rows[i][column];
      for (int j = 0; i != pivot && j <= unknowns; j++) {
        rows[i][j] = rows[i][j].minus(factor.times(rows[pivot][j]));
      }
    }
  }

  boolean isConsistent() {
    return !pivots.contains(unknowns);
  }

  List<Rational> particular() {
    List<Rational> solution = new ArrayList<>(Collections.nCopies(unknowns, Rational.ZERO));
    for (int k = 0; k < pivots.size(); k++) {
      solution.set(pivots.get(k), rows[k][unknowns]);
    }
    return solution;
  }

  List<List<Rational>> kernel() {
    List<List<Rational>> basis = new ArrayList<>();
    for (int j = 0; j < unknowns; j++) {
      if (!pivots.contains(j)) {
        List<Rational> vector = new ArrayList<>(Collections.nCopies(unknowns, Rational.ZERO));
        vector.set(j, Rational.ONE);
        for (int k = 0; k < pivots.size(); k++) {
          vector.set(pivots.get(k), rows[k][j].negate());
        }
        basis.add(vector);
      }
    }
    return basis;
  }
}
