package org.dlmcert.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.rank.FloatRank;

/** Assertions about the exact rank, rank profile and signs of a matrix. */
public final class MatrixAssert extends AbstractAssert<MatrixAssert, RationalMatrix> {

  MatrixAssert(RationalMatrix actual) {
    super(actual, MatrixAssert.class);
  }

  /** The exact rank is {@code rank}. */
  public MatrixAssert hasExactRank(int rank) {
    isNotNull();
    MatrixRank found = MatrixRank.of(actual);
    if (found.rank() != rank) {
      failWithMessage("%s", rankMessage("exact rank " + rank, found));
    }
    return this;
  }

  /** The columns are linearly independent. */
  public MatrixAssert hasFullColumnRank() {
    isNotNull();
    MatrixRank found = MatrixRank.of(actual);
    if (found.rank() != actual.columns()) {
      failWithMessage(
          "%s",
          rankMessage("full column rank " + actual.columns(), found)
              + firstDependent("column", columnRankProfile()));
    }
    return this;
  }

  /** The rows are linearly independent. */
  public MatrixAssert hasFullRowRank() {
    isNotNull();
    MatrixRank found = MatrixRank.of(actual);
    if (found.rank() != actual.rows()) {
      failWithMessage(
          "%s",
          rankMessage("full row rank " + actual.rows(), found)
              + firstDependent("row", rowRankProfile()));
    }
    return this;
  }

  /**
   * The lexicographically first independent rows are these (ascending, from 0).
   *
   * @param rows the row rank profile
   */
  public MatrixAssert hasRowRankProfile(int... rows) {
    isNotNull();
    profile("row", rowRankProfile(), rows);
    return this;
  }

  /**
   * The lexicographically first independent columns are these (ascending, from 0).
   *
   * @param columns the column rank profile
   */
  public MatrixAssert hasColumnRankProfile(int... columns) {
    isNotNull();
    profile("column", columnRankProfile(), columns);
    return this;
  }

  private List<Integer> rowRankProfile() {
    return exactProfile(MatrixRank.of(actual).minorRows(), actual);
  }

  private List<Integer> columnRankProfile() {
    RationalMatrix transpose = actual.transpose();
    return exactProfile(MatrixRank.of(transpose).minorRows(), transpose);
  }

  private void profile(String side, List<Integer> exact, int[] expected) {
    List<Integer> wanted = Arrays.stream(expected).boxed().toList();
    if (!exact.equals(wanted)) {
      failWithMessage(
          "%s",
          "a "
              + actual.shape()
              + " matrix with the "
              + side
              + " rank profile "
              + wanted
              + " expected, but it is "
              + exact);
    }
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

  /** Every entry has the sign given: -1, 0 or 1, in the same places. */
  public MatrixAssert hasSigns(int[][] signs) {
    isNotNull();
    if (signs.length != actual.rows()) {
      failWithMessage("%s", signs.length + " rows of signs for a " + actual.shape() + " matrix");
    }
    for (int i = 0; i < actual.rows(); i++) {
      if (signs[i].length != actual.columns()) {
        failWithMessage(
            "%s",
            "row " + i + " has " + signs[i].length + " signs for a " + actual.shape() + " matrix");
      }
      for (int j = 0; j < actual.columns(); j++) {
        if (actual.get(i, j).signum() != signs[i][j]) {
          failWithMessage(
              "%s",
              "sign "
                  + signs[i][j]
                  + " expected at ["
                  + i
                  + "]["
                  + j
                  + "], but the entry is "
                  + Words.number(actual.get(i, j)));
        }
      }
    }
    return this;
  }

  private String rankMessage(String expected, MatrixRank found) {
    StringBuilder text =
        new StringBuilder(
            "a "
                + actual.shape()
                + " matrix with "
                + expected
                + " expected, but its exact rank is "
                + found.rank());
    double[][] nearest = ExactDouble.nearest(actual);
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
