package org.dlmcert.certify.data;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.BorderedMinor;
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
 * @param rank its rank; with a bordered minor as evidence it is proved only by the check
 * @param evidence a minor, with a kernel or alone
 */
public record RankCertificate(RationalMatrix matrix, int rank, Proof evidence) {
  /** A kernel of fewer bits is written out: it is quickly checked, even by hand. */
  private static final long SHORT_KERNEL = 1L << 22;

  /** Beyond so many multiplications the lifting takes minutes. */
  private static final long MOST_WORK = 40_000_000_000L;

  /** Finds the rank, with whichever evidence is better. */
  public static RankCertificate of(RationalMatrix matrix) {
    IntegerMatrix rows = clearedRows(matrix);
    if (mayHaveLongKernel(rows)) {
      Optional<BorderedMinor> minor =
          BorderedMinor.find(rows).filter(found -> isBetter(found, rows));
      if (minor.isPresent()) {
        return new RankCertificate(matrix, minor.get().rank(), new BorderedEvidence(minor.get()));
      }
    }
    return byKernel(matrix);
  }

  /** Finds the rank, with a minor and a kernel. */
  public static RankCertificate byKernel(RationalMatrix matrix) {
    RationalMatrix.ClearedColumns cleared = matrix.clearColumns();
    MatrixRank rank = MatrixRank.of(cleared.matrix());
    IntegerMatrix none = IntegerMatrix.of(new long[0][]);
    if (rank.deficiency().isEmpty()) {
      return new RankCertificate(matrix, rank.rank(), new KernelEvidence(rank, none, rank.prime()));
    }
    MatrixRank.Deficiency deficiency = rank.deficiency().get();
    IntegerMatrix kernel =
        deficiency.side() == MatrixRank.Side.LEFT
            ? deficiency.vectors()
            : scaled(deficiency.vectors(), cleared.scales());
    return new RankCertificate(
        matrix, rank.rank(), new KernelEvidence(rank, kernel, independencePrime(kernel)));
  }

  /** Finds the rank, with a minor alone; empty where entries are too long for that. */
  public static Optional<RankCertificate> byBorderedMinors(RationalMatrix matrix) {
    return BorderedMinor.find(clearedRows(matrix))
        .map(minor -> new RankCertificate(matrix, minor.rank(), new BorderedEvidence(minor)));
  }

  private static IntegerMatrix clearedRows(RationalMatrix matrix) {
    return matrix.transpose().clearColumns().matrix().transpose();
  }

  /** Only a guess of the rank tells; small and short matrices need none. */
  private static boolean mayHaveLongKernel(IntegerMatrix matrix) {
    int side = Math.min(matrix.rows(), matrix.columns());
    return kernelBits(side, side / 2, matrix) > SHORT_KERNEL;
  }

  private static boolean isBetter(BorderedMinor minor, IntegerMatrix matrix) {
    long r = minor.rank();
    int side = Math.min(matrix.rows(), matrix.columns());
    long work = minor.digits(matrix) * (side - r) * (r + 1);
    return kernelBits(side, r, matrix) > SHORT_KERNEL
        && work < MOST_WORK / (r + Math.max(matrix.rows(), matrix.columns()));
  }

  /** About the bits of a kernel: side - r vectors of r entries that are minors. */
  private static long kernelBits(int side, long rank, IntegerMatrix matrix) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(matrix.columns());
    return (side - rank) * rank * rank * (matrix.bitLength() + length / 2 + 1L);
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

  /** The certificate; its claim is the rank. */
  public Certificate certificate() {
    return new Certificate(this::writeClaim, new Subject.OfMatrix(matrix), evidence);
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("rank");
    json.field("rows").integer(matrix.rows());
    json.field("columns").integer(matrix.columns());
    json.field("rank").integer(rank);
  }

  /**
   * A minor and a kernel (format.md, 5.11).
   *
   * @param minor the rank of A with its columns' denominators cleared, which is the rank of A
   * @param kernel integer vectors z with A·z = 0 or zᵀ·A = 0, as rows
   * @param kernelPrime a prime modulo which they are independent
   */
  private record KernelEvidence(MatrixRank minor, IntegerMatrix kernel, int kernelPrime)
      implements Proof {
    @Override
    public String kind() {
      return "rank";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      boolean left = minor.deficiency().filter(d -> d.side() == MatrixRank.Side.LEFT).isPresent();
      json.field("prime").integer(minor.prime());
      json.field("minor_rows").integers(minor.minorRows().stream().sorted().toList());
      json.field("minor_columns").integers(minor.minorColumns().stream().sorted().toList());
      json.field("kernel_side").string(left ? "left" : "right");
      json.field("kernel_prime").integer(kernelPrime);
      json.field("kernel").rows(kernel);
    }
  }

  /** A minor; the checker sees that no larger one is nonzero (format.md, 5.43). */
  private record BorderedEvidence(BorderedMinor minor) implements Proof {
    @Override
    public String kind() {
      return "bordered-minors";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("prime").integer(minor.prime());
      json.field("minor_rows").integers(minor.rows());
      json.field("minor_columns").integers(minor.columns());
    }
  }
}
