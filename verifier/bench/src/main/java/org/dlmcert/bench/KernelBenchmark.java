package org.dlmcert.bench;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Kernels and systems by p-adic lifting, and fraction-free elimination. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class KernelBenchmark {
  private final IntegerMatrix square = Matrices.random(120, 120, 16);
  private final IntegerMatrix right = Matrices.random(120, 1, 16);
  private final IntegerMatrix wide = Matrices.random(500, 501, 8);
  private final IntegerMatrix pixels = Matrices.pixels(64, 50, 1651);
  private final IntegerMatrix samples = pixels.transpose();

  @Benchmark
  public Bareiss bareiss120() {
    return Bareiss.eliminate(square);
  }

  @Benchmark
  public LinearSystem.Solution solve120() {
    return LinearSystem.solve(square, right);
  }

  @Benchmark
  public Optional<List<BigInteger>> oneVector500x501() {
    return IntegerKernel.oneVector(wide);
  }

  @Benchmark
  public IntegerMatrix basisOfPixelDependencies() {
    return IntegerKernel.basis(samples);
  }

  @Benchmark
  public IntegerMatrix basisOfSampleDependencies() {
    return IntegerKernel.basis(pixels);
  }
}
