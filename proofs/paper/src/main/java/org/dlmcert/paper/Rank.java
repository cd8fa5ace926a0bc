package org.dlmcert.paper;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The rank of small matrices, by two routes that have to agree: the engine's modular elimination
 * with its proofs, and Gaussian elimination in fractions as taught in a first course.
 */
public final class Rank {
  private Rank() {}

  /**
   * The rank.
   *
   * @throws IllegalStateException if the two routes disagree
   */
  public static int of(RationalMatrix matrix) {
    int modular = MatrixRank.of(matrix).rank();
    int plain = byElimination(matrix);
    if (modular != plain) {
      throw new IllegalStateException(
          "ranks " + modular + " and " + plain + " of one " + matrix.shape() + " matrix " + matrix);
    }
    return plain;
  }

  private static int byElimination(RationalMatrix matrix) {
    List<List<Rational>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i));
    }
    int rank = 0;
    for (int j = 0; j < matrix.columns(); j++) {
      int column = j;
      List<Rational> pivot =
          rows.stream().filter(row -> !row.get(column).isZero()).findFirst().orElse(List.of());
      if (pivot.isEmpty()) {
        continue;
      }
      rank++;
      rows.remove(pivot);
      rows.replaceAll(row -> cleared(row, pivot, column));
    }
    return rank;
  }

  /** {@code row} minus the multiple of {@code pivot} that makes its entry in the column zero. */
  private static List<Rational> cleared(List<Rational> row, List<Rational> pivot, int column) {
    if (row.get(column).isZero()) {
      return row;
    }
    Rational factor = row.get(column).dividedBy(pivot.get(column));
    List<Rational> result = new ArrayList<>();
    for (int j = 0; j < row.size(); j++) {
      result.add(pivot.get(j).isZero() ? row.get(j) : row.get(j).minus(factor.times(pivot.get(j))));
    }
    return result;
  }
}
