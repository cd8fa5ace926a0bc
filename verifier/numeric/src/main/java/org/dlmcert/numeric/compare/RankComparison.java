package org.dlmcert.numeric.compare;

import java.util.Optional;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.rank.FloatRank;

/**
 * The exact rank of a matrix beside the ranks that floating point finds.
 *
 * @param name as printed
 * @param rows of the matrix
 * @param columns of the matrix
 * @param exact the exact rank
 * @param ofDoubles the exact rank of the matrix of doubles that the float ranks were made from
 * @param svd by singular values in double
 * @param qr by QR with column pivoting in double
 * @param single by singular values of the matrix rounded to float
 */
public record RankComparison(
    String name,
    int rows,
    int columns,
    int exact,
    int ofDoubles,
    FloatRank.Counted svd,
    FloatRank.Counted qr,
    FloatRank.Counted single) {

  /** A matrix whose entries are exact; the doubles are the nearest ones. */
  public static RankComparison of(String name, RationalMatrix matrix) {
    return of(name, matrix, ExactDouble.nearest(matrix));
  }

  /**
   * An exact matrix, and what numeric code has computed for it.
   *
   * @throws IllegalArgumentException if a double is not finite
   */
  public static RankComparison of(String name, RationalMatrix exact, double[][] computed) {
    RationalMatrix doubles =
        RationalMatrix.of(exact.rows(), exact.columns(), (i, j) -> ExactDouble.of(computed[i][j]));
    int rank = MatrixRank.of(exact).rank();
    return new RankComparison(
        name,
        exact.rows(),
        exact.columns(),
        rank,
        doubles.equals(exact) ? rank : MatrixRank.of(doubles).rank(),
        FloatRank.bySingularValues(computed),
        FloatRank.byPivotedQr(computed),
        FloatRank.byFloatSingularValues(computed));
  }

  /** Whether all three floating point ranks are right. */
  public boolean agrees() {
    return svd.rank() == exact && qr.rank() == exact && single.rank() == exact;
  }

  /**
   * The tolerances with which the singular values would have given the exact rank.
   *
   * @param from the least, inclusive
   * @param to the end, exclusive
   */
  public record Tolerances(double from, double to) {}

  /** Those tolerances; empty where no tolerance gives the exact rank. */
  public Optional<Tolerances> needed() {
    double[] values = svd.values();
    double to = exact == 0 ? Double.POSITIVE_INFINITY : values[exact - 1];
    double from = exact < values.length ? values[exact] : 0;
    return from < to ? Optional.of(new Tolerances(from, to)) : Optional.empty();
  }

  /** Why floating point differs, or that it does not. */
  public String explanation() {
    if (agrees()) {
      return "all agree";
    }
    StringBuilder text = new StringBuilder();
    if (ofDoubles != exact) {
      text.append("rounding the entries to doubles changes the rank from ")
          .append(exact)
          .append(" to ")
          .append(ofDoubles)
          .append("; ");
    }
    if (svd.rank() != exact) {
      text.append("singular values: tolerance ").append(svd.tolerance()).append(" counts ");
      text.append(svd.rank() < exact ? "a nonzero one as zero" : "rounding noise as nonzero");
      text.append("; ");
    }
    text.append(
        needed()
            .map(t -> "right with a tolerance from " + t.from() + " to below " + t.to())
            .orElse("no tolerance is right: the singular values do not separate the rank"));
    return text.toString();
  }
}
