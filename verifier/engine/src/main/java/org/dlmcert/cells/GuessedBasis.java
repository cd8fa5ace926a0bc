package org.dlmcert.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;

/**
 * Guesses, in floating point, with which inequalities the simplex method of {@link
 * HomogeneousInequalities} ends: the same first phase with the steepest reduced cost in place of
 * Bland's rule. A guess is worth what {@link BasisCheck} makes of it: a wrong one costs time and
 * nothing else. Only sums, products, quotients and comparisons are used, which Java rounds alike
 * everywhere, so that the same guess is made everywhere.
 */
final class GuessedBasis {
  private static final double TOLERANCE = 1e-9;

  private final double[][] tableau; // equations, then reduced costs; inequalities, then right side
  private final int[] basis; // per equation an inequality, or -1 for its artificial variable
  private final int inequalities;

  private GuessedBasis(int variables, List<Inequality> system) {
    inequalities = system.size();
    int equations = variables + 1;
    tableau = new double[equations + 1][inequalities + 1];
    basis = new int[equations];
    Arrays.fill(basis, -1);
    for (int k = 0; k < inequalities; k++) {
      Inequality inequality = system.get(k);
      for (int i = 0; i < variables; i++) {
        tableau[i][k] = inequality.coefficients().get(i).doubleValue();
      }
      tableau[variables][k] = inequality.strict() ? 1 : 0;
    }
    tableau[variables][inequalities] = 1;
    // A factor of a homogeneous equation changes nothing, a positive one of a column rescales its
    // multiplier only.
    for (int i = 0; i < variables; i++) {
      scaleRow(tableau[i]);
    }
    for (int k = 0; k < inequalities; k++) {
      scaleColumn(k);
    }
    for (int i = 0; i < equations; i++) {
      for (int k = 0; k <= inequalities; k++) {
        tableau[equations][k] -= tableau[i][k];
      }
    }
  }

  /**
   * The guessed final basis: for every equation (one for each variable, and the sum of the strict
   * multipliers) an inequality, or -1 for the equation's own artificial variable.
   *
   * @return empty if the search does not end, or numbers are too large
   */
  static Optional<int[]> of(int variables, List<Inequality> system) {
    return new GuessedBasis(variables, system).search();
  }

  private void scaleColumn(int column) {
    double largest = 0;
    for (double[] row : tableau) {
      largest = Math.max(largest, Math.abs(row[column]));
    }
    for (double[] row : tableau) {
      row[column] = largest == 0 ? 0 : row[column] / largest;
    }
  }

  private static void scaleRow(double[] row) {
    double largest = 0;
    for (double entry : row) {
      largest = Math.max(largest, Math.abs(entry));
    }
    for (int k = 0; k < row.length; k++) {
      row[k] = largest == 0 ? 0 : row[k] / largest;
    }
  }

  private Optional<int[]> search() {
    double[] costs = tableau[basis.length];
    int patience = 20 + 4 * (basis.length + inequalities);
    for (int step = 0; step < patience; step++) {
      if (inequalities == 0) {
        return Optional.of(basis);
      }
      int entering = 0;
      for (int k = 1; k < inequalities; k++) {
        entering = costs[k] < costs[entering] ? k : entering;
      }
      if (!(costs[entering] < -TOLERANCE)) {
        return Double.isNaN(costs[entering]) ? Optional.empty() : Optional.of(basis);
      }
      int leaving = leaving(entering);
      if (leaving < 0) {
        return Optional.empty();
      }
      pivot(leaving, entering);
    }
    return Optional.empty();
  }

  private int leaving(int column) {
    int best = -1;
    double least = 0;
    for (int i = 0; i < basis.length; i++) {
      if (tableau[i][column] > TOLERANCE) {
        double ratio = tableau[i][inequalities] / tableau[i][column];
        if (best < 0
            || ratio < least - TOLERANCE
            || ratio <= least + TOLERANCE && tableau[i][column] > tableau[best][column]) {
          best = i;
          least = ratio;
        }
      }
    }
    return best;
  }

  private void pivot(int row, int column) {
    double[] source = tableau[row];
    double pivot = source[column];
    for (int k = 0; k <= inequalities; k++) {
      source[k] /= pivot;
    }
    for (double[] target : tableau) {
      double factor = target[column];
      if (target != source && factor != 0) {
        for (int k = 0; k <= inequalities; k++) {
          target[k] -= factor * source[k];
        }
      }
    }
    basis[row] = column;
  }
}
