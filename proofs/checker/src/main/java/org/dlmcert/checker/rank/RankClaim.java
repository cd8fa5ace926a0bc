package org.dlmcert.checker.rank;

import java.util.List;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.rule.Claim;

/**
 * The claim about the rank of a matrix, whichever way its entries are stored (format.md 4.3).
 *
 * @param <M> the matrix
 * @param format the matrix's own format
 */
record RankClaim<M extends RankClaim.Shape>(int rows, int columns, int rank, String format)
    implements Claim<M> {
  /** What the claim compares with. */
  interface Shape {
    int rows();

    int columns();

    /** Returns what is to be added to "rows×columns matrix". */
    String words();
  }

  static <M extends Shape> RankClaim<M> read(CanonicalReader in, String format) {
    in.open();
    in.field("property");
    in.word(List.of("rank"));
    in.field("rows");
    int rows = in.count();
    in.field("columns");
    int columns = in.count();
    in.field("rank");
    int rank = in.count();
    in.close();
    return new RankClaim<>(rows, columns, rank, format);
  }

  @Override
  public void compare(M matrix) {
    Claim.same("rows", rows, matrix.rows());
    Claim.same("columns", columns, matrix.columns());
  }

  @Override
  public Settings settings() {
    return new Settings(format, List.of(columns), "0", false, "none");
  }

  @Override
  public String verdict() {
    return "DONE";
  }

  @Override
  public String sentence(M matrix) {
    return "rank " + rank + "; " + rows + "×" + columns + " matrix" + matrix.words();
  }
}
