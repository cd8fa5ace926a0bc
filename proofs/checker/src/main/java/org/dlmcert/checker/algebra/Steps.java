package org.dlmcert.checker.algebra;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;

/** The two steps that rules share (format.md section 5), on behalf of one kind of certificate. */
public record Steps(String kind, String root, Work work, Part part) {
  /** Steps on behalf of a kind, in its evidence. */
  public Steps(String kind, Work work, Part part) {
    this(kind, "evidence", work, part);
  }

  /** Steps on behalf of the same kind in a part of the evidence. */
  public Steps in(String field) {
    return new Steps(kind, root + "." + field, work, part);
  }

  /** Rejects the evidence unless the condition holds. */
  public void require(boolean condition, String place, Supplier<String> reason) {
    Rejection.unless(condition, kind, root + "." + place, reason);
  }

  /** Counts the elimination of m columns of length d. */
  public void countIndependent(long m, long d) {
    work.add(m, m, d);
    work.reserve(Math.min(m, d), d / 2 + 1);
  }

  /** Independent(M, p) for the columns in the list; the work has been counted. */
  public void independent(Columns matrix, int[] columns, int prime, String place) {
    ModularBasis basis = new ModularBasis(prime, matrix.length());
    for (int n : columns) {
      require(
          basis.add(matrix.column(n), work),
          place,
          () -> "column " + n + " depends on the ones before it modulo " + prime);
    }
  }

  /** The same, whose memory is given back: that of many lists in turn is that of one. */
  public void independentAlone(Columns matrix, int[] columns, int prime, String place) {
    long rows = Math.min(columns.length, matrix.length());
    long words = matrix.length() / 2 + 1L;
    work.reserve(rows, words);
    independent(matrix, columns, prime, place);
    work.release(rows, words);
  }

  /** The vectors are linearly independent modulo p. */
  public void independent(List<BigInteger[]> vectors, int length, int prime, String place) {
    countIndependent(vectors.size(), length);
    ModularBasis basis = new ModularBasis(prime, length);
    for (int t = 0; t < vectors.size(); t++) {
      int index = t;
      Rational[] vector = new Rational[length];
      for (int i = 0; i < length; i++) {
        vector[i] = new Rational(vectors.get(t)[i], BigInteger.ONE);
      }
      require(
          basis.add(vector, work),
          place,
          () -> "vector " + index + " depends on the ones before it modulo " + prime);
    }
  }

  /** Orthogonal(Z, M) for the columns in the list. */
  public void orthogonal(List<BigInteger[]> vectors, Columns matrix, int[] columns, String place) {
    if (vectors.isEmpty()) {
      return;
    }
    long longest = 1;
    for (BigInteger[] vector : vectors) {
      longest = Math.max(longest, Work.length(vector));
    }
    work.add(vectors.size(), columns.length, matrix.length(), longest);
    for (int n : columns) {
      BigInteger[] column = Cleared.of(matrix.column(n), work).integers();
      work.add(vectors.size(), matrix.length(), longest, Work.length(column) - 1);
      for (int t = 0; t < vectors.size(); t++) {
        int index = t;
        require(
            Cleared.dot(vectors.get(t), column).signum() == 0,
            place,
            () -> "vector " + index + " is not orthogonal to column " + n);
      }
    }
  }
}
