package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;

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
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("property", "rank");
    claim.put("rows", matrix.rows());
    claim.put("columns", matrix.columns());
    claim.put("rank", rank());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("prime", evidence.prime());
    fields.put("minor_rows", evidence.minorRows().stream().sorted().toList());
    fields.put("minor_columns", evidence.minorColumns().stream().sorted().toList());
    boolean left = evidence.deficiency().map(d -> d.side() == MatrixRank.Side.LEFT).orElse(false);
    fields.put("kernel_side", left ? "left" : "right");
    fields.put("kernel_prime", kernelPrime);
    fields.put("kernel", Evidence.strings(kernel));
    return new Certificate("rank", claim, new Subject.OfMatrix(matrix), fields);
  }
}
