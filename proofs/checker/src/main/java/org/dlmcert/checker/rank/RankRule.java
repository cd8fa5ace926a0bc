package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.rule.Rule;

/** The rank of a matrix, by a minor and a kernel (soundness.md section 10). */
public final class RankRule implements Rule<RankRule.Matrix, RankClaim<RankRule.Matrix>> {
  /** A matrix, stored by rows. */
  record Matrix(int rows, int columns, Rational[][] entries) implements RankClaim.Shape {
    @Override
    public String words() {
      return "";
    }

    /** Returns the columns, restricted to the given rows. */
    Columns columnsIn(int[] chosen) {
      return new Columns() {
        @Override
        public int length() {
          return chosen.length;
        }

        @Override
        public Rational[] column(int n) {
          Rational[] column = new Rational[chosen.length];
          for (int i = 0; i < chosen.length; i++) {
            column[i] = entries[chosen[i]][n];
          }
          return column;
        }
      };
    }

    /** Returns the columns of the transpose. */
    Columns rowsAsColumns() {
      return new Columns() {
        @Override
        public int length() {
          return columns;
        }

        @Override
        public Rational[] column(int n) {
          return entries[n];
        }
      };
    }
  }

  @Override
  public String kind() {
    return "rank";
  }

  @Override
  public RankClaim<Matrix> readClaim(CanonicalReader in) {
    return RankClaim.read(in, "dlmcert-matrix/1");
  }

  @Override
  public Matrix readSubject(CanonicalReader in) {
    in.open();
    in.field("format");
    in.word(List.of("dlmcert-matrix/1"));
    in.field("rows");
    int rows = in.count();
    in.field("columns");
    int columns = in.count();
    in.field("entries");
    Rational[][] entries = in.table(rows, columns);
    in.close();
    return new Matrix(rows, columns, entries);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Matrix matrix, RankClaim<Matrix> claim) {
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("minor_rows");
    int[] rows = in.indexSet(matrix.rows());
    in.field("minor_columns");
    int[] columns = in.indexSet(matrix.columns());
    in.field("kernel_side");
    boolean left = in.word(List.of("left", "right")).equals("left");
    in.field("kernel_prime");
    int kernelPrime = in.prime();
    in.field("kernel");
    int length = left ? matrix.rows() : matrix.columns();
    List<BigInteger[]> kernel = in.integerVectors(length);
    in.close();
    return steps -> {
      int r = claim.rank();
      steps.require(rows.length == r, "minor_rows", () -> rows.length + " rows for rank " + r);
      steps.require(
          columns.length == r, "minor_columns", () -> columns.length + " columns for rank " + r);
      int full = left ? matrix.columns() : matrix.rows();
      steps.require(
          (long) r + kernel.size() == length || (r == full && kernel.isEmpty()),
          "kernel",
          () -> kernel.size() + " vectors of " + length + " do not show that the rank is " + r);
      steps.countIndependent(r, r);
      steps.independent(matrix.columnsIn(rows), columns, prime, "minor_columns");
      steps.independent(kernel, length, kernelPrime, "kernel");
      if (!kernel.isEmpty()) {
        int[] allRows = IntStream.range(0, matrix.rows()).toArray();
        int[] all = left ? IntStream.range(0, matrix.columns()).toArray() : allRows;
        steps.orthogonal(
            kernel, left ? matrix.columnsIn(allRows) : matrix.rowsAsColumns(), all, "kernel");
      }
    };
  }
}
