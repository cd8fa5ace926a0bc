package org.dlmcert.numeric.compare;

import java.util.ArrayList;
import java.util.List;
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
 * @param bound how far rounding the entries can have moved a singular value (H. Weyl, 1912: at most
 *     the Frobenius norm of the errors)
 */
public record RankComparison(
    String name,
    int rows,
    int columns,
    int exact,
    int ofDoubles,
    FloatRank.Counted svd,
    FloatRank.Counted qr,
    FloatRank.Counted single,
    double bound) {

  /** A matrix whose entries are exact; the doubles are the nearest ones. */
  public static RankComparison of(String name, RationalMatrix matrix) {
    double[][] nearest = ExactDouble.nearest(matrix);
    double[][] bounds = new double[nearest.length][];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = new double[nearest[i].length];
      for (int j = 0; j < bounds[i].length; j++) {
        boolean equal =
            Double.isFinite(nearest[i][j])
                && ExactDouble.of(nearest[i][j]).equals(matrix.get(i, j));
        bounds[i][j] = equal ? 0 : Math.ulp(nearest[i][j]) / 2;
      }
    }
    return of(name, matrix, nearest, bounds);
  }

  /**
   * An exact matrix, and what numeric code has computed for it.
   *
   * @param bounds on the errors of the computed entries
   * @throws IllegalArgumentException if a double is not finite
   */
  public static RankComparison of(
      String name, RationalMatrix exact, double[][] computed, double[][] bounds) {
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
        FloatRank.byFloatSingularValues(computed),
        frobeniusNorm(bounds));
  }

  /** √Σ b², without overflow. */
  static double frobeniusNorm(double[][] bounds) {
    double norm = 0;
    for (double[] row : bounds) {
      for (double b : row) {
        norm = Math.hypot(norm, b);
      }
    }
    return norm;
  }

  /** Whether all three floating point ranks are right. */
  public boolean agrees() {
    return svd.rank() == exact && qr.rank() == exact && single.rank() == exact;
  }

  /** Why ranks differ, or that they do not. */
  public String explanation() {
    return explanations().isEmpty() ? "all agree" : String.join("; ", explanations());
  }

  /** A sentence for every rank that differs; none where all agree. */
  public List<String> explanations() {
    List<String> sentences = new ArrayList<>();
    if (ofDoubles != exact) {
      sentences.add(
          "rounding the entries to doubles changes the rank from " + exact + " to " + ofDoubles);
    }
    counted("singular values", svd).ifPresent(sentences::add);
    counted("pivoted QR", qr).ifPresent(sentences::add);
    counted("singular values in float", single).ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> counted(String method, FloatRank.Counted found) {
    if (found.rank() == exact) {
      return Optional.empty();
    }
    String text =
        method
            + " ("
            + found.rank()
            + "): the tolerance "
            + found.tolerance()
            + (found.rank() < exact
                ? " counts what is not zero as zero; "
                : " counts rounding errors as nonzero; ");
    return Optional.of(
        text
            + found
                .needed(exact)
                .map(t -> "right with a tolerance " + t.words())
                .orElse("no tolerance is right, the values do not separate the rank"));
  }
}
