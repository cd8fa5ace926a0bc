package org.dlmcert.checker.rank;

import java.math.BigInteger;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.rule.Rule;

/**
 * The rank of a matrix, by a minor and the minors with one more row and column: all of them are
 * zero modulo a power of a prime that is larger than they can be (soundness.md section 10).
 */
public final class BorderedMinorsRule implements Rule<RankRule.Matrix, RankClaim<RankRule.Matrix>> {
  private static final int BITS = 62;

  private final RankRule rank = new RankRule();

  @Override
  public String kind() {
    return "bordered-minors";
  }

  @Override
  public RankClaim<RankRule.Matrix> readClaim(CanonicalReader in) {
    return rank.readClaim(in);
  }

  @Override
  public RankRule.Matrix readSubject(CanonicalReader in) {
    return rank.readSubject(in);
  }

  @Override
  public Evidence readEvidence(
      CanonicalReader in, RankRule.Matrix matrix, RankClaim<RankRule.Matrix> claim) {
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("minor_rows");
    int[] rows = in.indexSet(matrix.rows());
    in.field("minor_columns");
    int[] columns = in.indexSet(matrix.columns());
    in.close();
    return steps -> {
      int r = claim.rank();
      steps.require(rows.length == r, "minor_rows", () -> rows.length + " rows for rank " + r);
      steps.require(
          columns.length == r, "minor_columns", () -> columns.length + " columns for rank " + r);
      long[][] entries = integers(matrix, r, prime, steps);
      boolean wide = matrix.rows() < matrix.columns();
      MinorLifting lifting =
          wide
              ? new MinorLifting(transpose(entries), columns, rows, prime)
              : new MinorLifting(entries, rows, columns, prime);
      lifting.check(steps);
    };
  }

  /** The rows with their denominators cleared; small enough that no sum exceeds a long. */
  private static long[][] integers(RankRule.Matrix matrix, int rank, int prime, Steps steps) {
    steps.work().reserve(2, matrix.rows(), matrix.columns());
    BigInteger p = BigInteger.valueOf(prime);
    BigInteger terms = BigInteger.valueOf(rank + 1L);
    steps.require(
        p.multiply(p).multiply(terms).bitLength() <= BITS,
        "prime",
        () -> prime + " is too large for rank " + rank);
    long[][] integers = new long[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      BigInteger[] row = Cleared.of(matrix.entries()[i], steps.work()).integers();
      for (int j = 0; j < row.length; j++) {
        BigInteger entry = row[j];
        steps.require(
            entry.abs().add(BigInteger.ONE).multiply(p).multiply(terms).bitLength() <= BITS,
            "prime",
            () -> prime + " is too large for an entry of " + entry.bitLength() + " bits");
        integers[i][j] = entry.longValue();
      }
    }
    return integers;
  }

  private static long[][] transpose(long[][] rows) {
    long[][] transpose = new long[rows.length == 0 ? 0 : rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        transpose[j][i] = rows[i][j];
      }
    }
    return transpose;
  }
}
