package org.dlmcert.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.rank.FloatRank;

/**
 * What is wrong with the rank, the rank profile or the signs of an exact matrix; nothing if all is
 * right.
 */
record MatrixCheck(RationalMatrix matrix) {

  Optional<String> exactRank(int rank) {
    MatrixRank found = MatrixRank.of(matrix);
    return found.rank() == rank
        ? Optional.empty()
        : Optional.of(rankMessage("exact rank " + rank, found));
  }

  Optional<String> fullColumnRank() {
    MatrixRank found = MatrixRank.of(matrix);
    return found.rank() == matrix.columns()
        ? Optional.empty()
        : Optional.of(
            rankMessage("full column rank " + matrix.columns(), found)
                + firstDependent("column", columnRankProfile()));
  }

  Optional<String> fullRowRank() {
    MatrixRank found = MatrixRank.of(matrix);
    return found.rank() == matrix.rows()
        ? Optional.empty()
        : Optional.of(
            rankMessage("full row rank " + matrix.rows(), found)
                + firstDependent("row", rowRankProfile()));
  }

  Optional<String> rowRankProfile(int... rows) {
    return profile("row", rowRankProfile(), rows);
  }

  Optional<String> columnRankProfile(int... columns) {
    return profile("column", columnRankProfile(), columns);
  }

  private Optional<String> profile(String side, List<Integer> exact, int[] expected) {
    List<Integer> wanted = Arrays.stream(expected).boxed().toList();
    return exact.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "a "
                + matrix.shape()
                + " matrix with the "
                + side
                + " rank profile "
                + wanted
                + " expected, but it is "
                + exact);
  }

  Optional<String> signs(int[][] signs) {
    if (signs.length != matrix.rows()) {
      return Optional.of(signs.length + " rows of signs for a " + matrix.shape() + " matrix");
    }
    for (int i = 0; i < matrix.rows(); i++) {
      if (signs[i].length != matrix.columns()) {
        return Optional.of(
            "row " + i + " has " + signs[i].length + " signs for a " + matrix.shape() + " matrix");
      }
      for (int j = 0; j < matrix.columns(); j++) {
        if (matrix.get(i, j).signum() != signs[i][j]) {
          return Optional.of(
              "sign "
                  + signs[i][j]
                  + " expected at ["
                  + i
                  + "]["
                  + j
                  + "], but the entry is "
                  + Words.number(matrix.get(i, j)));
        }
      }
    }
    return Optional.empty();
  }

  private List<Integer> rowRankProfile() {
    return exactProfile(MatrixRank.of(matrix).minorRows(), matrix);
  }

  private List<Integer> columnRankProfile() {
    RationalMatrix transpose = matrix.transpose();
    return exactProfile(MatrixRank.of(transpose).minorRows(), transpose);
  }

  /** Exactness of a profile modulo a prime: every prefix has the same rank over the rationals. */
  private static List<Integer> exactProfile(List<Integer> guess, RationalMatrix matrix) {
    List<Integer> rows = new ArrayList<>();
    int rank = 0;
    for (int r : guess) {
      // Over the rationals no row before r that the guess leaves out may be independent of those
      // kept.
      int before = MatrixRank.of(matrix.rows(range(r))).rank();
      if (before > rank) {
        return bySteps(matrix);
      }
      rows.add(r);
      rank++;
    }
    return rows;
  }

  private static List<Integer> bySteps(RationalMatrix matrix) {
    List<Integer> rows = new ArrayList<>();
    for (int r = 0; r < matrix.rows(); r++) {
      if (MatrixRank.of(matrix.rows(range(r + 1))).rank() > rows.size()) {
        rows.add(r);
      }
    }
    return rows;
  }

  private static int[] range(int end) {
    return IntStream.range(0, end).toArray();
  }

  private String rankMessage(String expected, MatrixRank found) {
    StringBuilder text =
        new StringBuilder(
            "a "
                + matrix.shape()
                + " matrix with "
                + expected
                + " expected, but its exact rank is "
                + found.rank());
    double[][] nearest = ExactDouble.nearest(matrix);
    if (Arrays.stream(nearest).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      FloatRank.Counted svd = FloatRank.bySingularValues(nearest);
      text.append(" (by singular values in double, with the tolerance ")
          .append(svd.tolerance())
          .append(", it is ")
          .append(svd.rank())
          .append(")");
    }
    found.deficiency().ifPresent(d -> text.append(dependence(d)));
    if (found.rank() > 0) {
      text.append("\na minor that is not zero: rows ")
          .append(Words.shortened(found.minorRows().toString()))
          .append(", columns ")
          .append(Words.shortened(found.minorColumns().toString()));
    }
    return text.toString();
  }

  private static String dependence(MatrixRank.Deficiency deficiency) {
    String side = deficiency.side() == MatrixRank.Side.RIGHT ? "column" : "row";
    return "\na null vector of the "
        + side
        + "s: "
        + Words.shortened(deficiency.vectors().row(0).toString());
  }

  /** The first line that depends on those before it: the smallest failing one. */
  private static String firstDependent(String side, List<Integer> profile) {
    int first = 0;
    while (first < profile.size() && profile.get(first) == first) {
      first++;
    }
    return "\n" + side + " " + first + " is the first that depends on those before it";
  }
}
