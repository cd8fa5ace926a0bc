package org.dlmcert.bench;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.fraction.BigFractionField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.dlmcert.exact.IntegerMatrix;
import org.jscience.mathematics.number.LargeInteger;
import org.jscience.mathematics.number.Rational;
import org.jscience.mathematics.vector.DenseMatrix;
import org.jscience.mathematics.vector.DenseVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact decompositions of other Java libraries, one shot each: at n = 120 they take a minute. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class PeerBenchmark {
  @Param({"120"})
  public int n;

  private IntegerMatrix matrix = IntegerMatrix.identity(0);

  @Setup
  public void setUp() {
    matrix = Matrices.random(n, n, 16);
  }

  @Benchmark
  public BigFraction commonsMathFieldLu() {
    BigFraction[][] entries = new BigFraction[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        entries[i][j] = new BigFraction(matrix.get(i, j));
      }
    }
    return new FieldLUDecomposition<>(
            new Array2DRowFieldMatrix<>(BigFractionField.getInstance(), entries))
        .getDeterminant();
  }

  @Benchmark
  public Rational jscienceLu() {
    List<DenseVector<Rational>> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Rational> row = new ArrayList<>();
      for (BigInteger entry : matrix.row(i)) {
        row.add(Rational.valueOf(LargeInteger.valueOf(entry.longValueExact()), LargeInteger.ONE));
      }
      rows.add(DenseVector.valueOf(row));
    }
    return DenseMatrix.valueOf(rows).determinant();
  }
}
