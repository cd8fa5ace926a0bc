package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.TableLayoutOptions;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certify.data.RankCertificate;
import org.dlmcert.certify.data.SparseRankCertificate;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.matrix.MatrixFile;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
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
  private Path file;

  @Option(
      names = "--doubles",
      description = "Read decimals as the nearest double: 0.1 is 3602879701896397/2^55.")
  private boolean doubles;

  @Mixin private TableLayoutOptions table = new TableLayoutOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    context.progress().stage("reading", 0);
    MatrixFile matrix =
        MatrixReader.readSparsely(
            file, doubles ? Numbers.NEAREST_DOUBLES : Numbers.EXACT, table.layout());
    if (matrix instanceof MatrixFile.Sparse sparse) {
      context.progress().stage("rank of a sparse " + sparse.matrix().shape() + " matrix", 0);
      SparseRankCertificate rank = SparseRankCertificate.of(sparse.matrix());
      Shape shape = new Shape(sparse.matrix().rows(), sparse.matrix().columns(), rank.rank());
      int count = sparse.matrix().entries().size();
      String entries =
          " with "
              + count
              + (count == 1 ? " entry that is not zero" : " entries that are not zero");
      return report(shape, entries, rank.certificate(), context);
    }
    MatrixFile.Dense full = (MatrixFile.Dense) matrix;
    full.reading().ifPresent(context::tableRead);
    RationalMatrix dense = full.matrix();
    context.progress().stage("rank of a " + dense.shape() + " matrix", 0);
    RankCertificate rank = RankCertificate.of(dense);
    Shape shape = new Shape(dense.rows(), dense.columns(), rank.rank());
    return report(shape, "", rank.certificate(), context);
  }

  private record Shape(int rows, int columns, int rank) {
    String words() {
      if (rank == columns) {
        return rank == rows ? "regular" : "full column rank";
      }
      return rank == rows ? "full row rank" : "neither full row nor full column rank";
    }
  }

  private Report report(Shape shape, String entries, Certificate proof, JobContext context)
      throws IOException, InterruptedException {
    String size = shape.rows() + "×" + shape.columns();
    return certificate
        .prove(
            proof,
            context,
            proved ->
                context
                    .proved(proved)
                    .field("rows", shape.rows())
                    .field("columns", shape.columns())
                    .field("rank", shape.rank())
                    .line("rank: " + shape.rank())
                    .line("  of a " + size + " matrix" + entries + ", exactly: " + shape.words()))
        .build();
  }
}
