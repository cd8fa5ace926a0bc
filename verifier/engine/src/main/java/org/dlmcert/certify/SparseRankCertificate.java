package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dlmcert.exact.SparseMatrix;
import org.dlmcert.exact.SparseRank;

/**
 * The exact rank of a sparse matrix, with the evidence in the form of a certificate
 * (proofs/soundness.md, section 10).
 *
 * @param matrix the matrix
 * @param evidence its rank
 */
public record SparseRankCertificate(SparseMatrix matrix, SparseRank evidence) {

  /** Finds the rank. */
  public static SparseRankCertificate of(SparseMatrix matrix) {
    return new SparseRankCertificate(matrix, SparseRank.of(matrix));
  }

  public int rank() {
    return evidence.rank();
  }

  /** The certificate; its claim is the rank. */
  public Certificate certificate() {
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("property", "rank");
    claim.put("rows", matrix.rows());
    claim.put("columns", matrix.columns());
    claim.put("rank", rank());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("prime", evidence.prime());
    fields.put("kernel_side", evidence.side().name().toLowerCase(Locale.ROOT));
    fields.put(
        "pivots",
        evidence.pivots().stream().map(pivot -> List.of(pivot.row(), pivot.column())).toList());
    fields.put(
        "kernel",
        evidence.kernel().stream()
            .map(
                vector ->
                    vector.stream()
                        .map(term -> List.<Object>of(term.index(), term.value().toString()))
                        .toList())
            .toList());
    return new Certificate("sparse-rank", claim, new Subject.OfSparseMatrix(matrix), fields);
  }
}
