package org.dlmcert.app.command;

import java.nio.file.Path;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.TableOptions;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.report.Verdict;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.certify.RankCertificate;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.MatrixReader;
import org.dlmcert.io.Numbers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert rank}: the exact rank of a matrix. */
@Command(
    name = "rank",
    header = "The exact rank of a matrix.",
    description = "The exact rank of a matrix: CSV, NPY, MatrixMarket or JSON.")
public final class RankCommand implements Job {

  @Parameters(arity = "1", paramLabel = "MATRIX", description = "The file with the matrix.")
  private @Nullable Path file;

  @Option(
      names = "--doubles",
      description = "Read decimals as the nearest double: 0.1 is 3602879701896397/2^55.")
  private boolean doubles;

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Override
  public Report run(JobContext context) {
    if (file == null) {
      throw new UsageError("a matrix file expected");
    }
    context.progress().stage("reading", 0);
    RationalMatrix matrix =
        MatrixReader.read(file, doubles ? Numbers.NEAREST_DOUBLES : Numbers.EXACT, table.layout());
    context.progress().stage("rank of a " + matrix.shape() + " matrix", 0);
    RankCertificate rank = RankCertificate.of(matrix);
    CertificateOption.Checked checked = certificate.check(rank.certificate(), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      return context
          .undecided(stopped.words(), stopped.wouldDecide())
          .certificate(certificate.file())
          .build();
    }
    return context
        .report(Verdict.DONE)
        .field("rows", matrix.rows())
        .field("columns", matrix.columns())
        .field("rank", rank.rank())
        .line("rank: " + rank.rank())
        .line("  of a " + matrix.shape() + " matrix, exactly: " + words(matrix, rank.rank()))
        .line("  " + ((CertificateOption.Checked.Accepted) checked).words())
        .certificate(certificate.file())
        .build();
  }

  private static String words(RationalMatrix matrix, int rank) {
    if (rank == matrix.columns()) {
      return rank == matrix.rows() ? "regular" : "full column rank";
    }
    return rank == matrix.rows() ? "full row rank" : "neither full row nor full column rank";
  }
}
