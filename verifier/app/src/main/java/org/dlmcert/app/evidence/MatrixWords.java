package org.dlmcert.app.evidence;

import java.util.List;
import org.dlmcert.app.words.Shown;

/** Evidence about the rank of a matrix, in words. */
final class MatrixWords {

  private MatrixWords() {}

  private static String atLeast(int rank, Fields evidence) {
    return "At least "
        + rank
        + ": the minor of rows "
        + Shown.entries(evidence.texts("minor_rows"))
        + " and columns "
        + Shown.entries(evidence.texts("minor_columns"))
        + " is not zero modulo "
        + evidence.text("prime")
        + ".";
  }

  static List<String> borderedMinors(Fields evidence) {
    int rank = evidence.texts("minor_rows").size();
    return List.of(
        atLeast(rank, evidence),
        "At most "
            + rank
            + ": every minor with one more row and column is zero modulo a power of "
            + evidence.text("prime"),
        "that is larger than it can be; the checker computes this anew (soundness.md, 10).");
  }

  static List<String> rank(Fields evidence) {
    int rank = evidence.texts("minor_rows").size();
    List<Json> kernel = evidence.list("kernel");
    return List.of(
        atLeast(rank, evidence),
        kernel.isEmpty()
            ? "At most " + rank + ": there are no more rows or columns."
            : "At most "
                + rank
                + ": "
                + kernel.size()
                + " independent integer vectors are sent to"
                + " zero from the "
                + evidence.text("kernel_side")
                + ".");
  }

  static List<String> sparseRank(Fields evidence) {
    int rank = evidence.list("pivots").size();
    int kernel = evidence.list("kernel").size();
    boolean left = "left".equals(evidence.text("kernel_side"));
    String lines = left ? "rows" : "columns";
    return List.of(
        "At least "
            + rank
            + ": elimination modulo "
            + evidence.text("prime")
            + " in the order of these pivots meets none that is zero.",
        "pivots (row, column): " + Shown.entries(evidence.rows("pivots")),
        "At most "
            + rank
            + ": "
            + (rank + kernel)
            + " "
            + lines
            + " have entries, and "
            + kernel
            + " independent integer vectors are sent to zero from the "
            + evidence.text("kernel_side")
            + " (soundness.md, 10).");
  }
}
