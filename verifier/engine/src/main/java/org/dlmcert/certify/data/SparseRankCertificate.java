package org.dlmcert.certify.data;

import java.util.Locale;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.exact.sparse.SparseRank;
import org.dlmcert.io.CanonicalJson;

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
    return new Certificate(
        this::writeClaim, new Subject.OfSparseMatrix(matrix), new SparseRankEvidence(evidence));
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("rank");
    json.field("rows").integer(matrix.rows());
    json.field("columns").integer(matrix.columns());
    json.field("rank").integer(rank());
  }

  /** An elimination and a kernel (format.md, 5.28). */
  private record SparseRankEvidence(SparseRank found) implements Proof {
    @Override
    public String kind() {
      return "sparse-rank";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("prime").integer(found.prime());
      json.field("kernel_side").string(found.side().name().toLowerCase(Locale.ROOT));
      json.field("pivots").arrays(found.pivots(), p -> json.integer(p.row()).integer(p.column()));
      json.field("kernel")
          .list(
              found.kernel(),
              vector ->
                  json.arrays(
                      vector, term -> json.integer(term.index()).string(term.value().toString())));
    }
  }
}
