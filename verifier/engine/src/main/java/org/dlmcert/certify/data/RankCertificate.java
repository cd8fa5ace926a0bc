package org.dlmcert.certify.data;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * The exact rank of a rational matrix, with the evidence in the form of a certificate
 * (proofs/soundness.md, section 10).
 *
 * @param matrix the matrix A
 * @param evidence the rank of A with its columns' denominators cleared, which is the rank of A
 * @param kernel integer vectors z with A·z = 0 or zᵀ·A = 0, as rows
 * @param kernelPrime a prime modulo which they are independent
 */
public record RankCertificate(
    RationalMatrix matrix, MatrixRank evidence, IntegerMatrix kernel, int kernelPrime) {

  /** Finds the rank. */
  public static RankCertificate of(RationalMatrix matrix) {
    RationalMatrix.ClearedColumns cleared = matrix.clearColumns();
    MatrixRank rank = MatrixRank.of(cleared.matrix());
    if (rank.deficiency().isEmpty()) {
      return new RankCertificate(matrix, rank, IntegerMatrix.of(new long[0][]), rank.prime());
    }
    MatrixRank.Deficiency deficiency = rank.deficiency().get();
    IntegerMatrix kernel =
        deficiency.side() == MatrixRank.Side.LEFT
            ? deficiency.vectors()
            : scaled(deficiency.vectors(), cleared.scales());
    return new RankCertificate(matrix, rank, kernel, independencePrime(kernel));
  }

  /** A·diag(s)·z = 0 makes s∘z a kernel vector of A. */
  private static IntegerMatrix scaled(IntegerMatrix vectors, List<BigInteger> scales) {
    return IntegerMatrix.of(
        vectors.rows(), vectors.columns(), (k, j) -> vectors.get(k, j).multiply(scales.get(j)));
  }

  private static int independencePrime(IntegerMatrix vectors) {
    for (PrimeField field : PrimeField.descending()) {
      if (ModularMatrix.of(field, vectors).rankProfile().rank() == vectors.rows()) {
        return field.modulus();
      }
    }
    throw new IllegalStateException("independent vectors are dependent modulo every prime");
  }

  public int rank() {
    return evidence.rank();
  }

  /** The certificate; its claim is the rank. */
  public Certificate certificate() {
    return new Certificate(this::writeClaim, new Subject.OfMatrix(matrix), new RankEvidence(this));
  }

  private void writeClaim(CanonicalJson json) {
    json.beginObject();
    json.field("property").string("rank");
    json.field("rows").integer(matrix.rows());
    json.field("columns").integer(matrix.columns());
    json.field("rank").integer(rank());
    json.endObject();
  }

  /** A minor and a kernel (format.md, 5.11). */
  private record RankEvidence(RankCertificate found) implements Proof {
    @Override
    public String kind() {
      return "rank";
    }

    @Override
    public void write(CanonicalJson json) {
      MatrixRank rank = found.evidence();
      boolean left = rank.deficiency().filter(d -> d.side() == MatrixRank.Side.LEFT).isPresent();
      json.beginObject();
      json.field("prime").integer(rank.prime());
      json.field("minor_rows").integers(rank.minorRows().stream().sorted().toList());
      json.field("minor_columns").integers(rank.minorColumns().stream().sorted().toList());
      json.field("kernel_side").string(left ? "left" : "right");
      json.field("kernel_prime").integer(found.kernelPrime());
      json.field("kernel").rows(found.kernel());
      json.endObject();
    }
  }
}
