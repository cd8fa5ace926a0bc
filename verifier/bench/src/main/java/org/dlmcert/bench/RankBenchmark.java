package org.dlmcert.bench;

import java.util.concurrent.TimeUnit;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact rank of full-rank matrices: random of 16 bits, and a Khatri–Rao product. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RankBenchmark {
  /** The size of a random square matrix, or the Khatri–Rao product. */
  @Param({"100", "300", "1000", "2000", "khatri-rao"})
  public String matrix = "";

  private IntegerMatrix entries = IntegerMatrix.identity(0);

  @Setup(Level.Trial)
  public void setUp() {
    entries =
        matrix.equals("khatri-rao")
            ? Matrices.khatriRao(40, 40, 1600)
            : Matrices.random(Integer.parseInt(matrix), Integer.parseInt(matrix), 16);
  }

  @Benchmark
  public MatrixRank rank() {
    return MatrixRank.of(entries);
  }

  /** The rank modulo 2^31 - 1, row by row in integers: what the blocked elimination replaces. */
  @Benchmark
  public int rankModuloMersenne() {
    return ModularMatrix.of(PrimeField.largest(), entries).rank();
  }
}
