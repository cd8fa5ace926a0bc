package org.dlmcert.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** The row kernels of {@link PrimeField}; divide the length by the time for a rate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RowBenchmark {
  @Param({"64", "784"})
  public int length;

  @Param({"8388593", "2147483647"})
  public int prime;

  private PrimeField field = PrimeField.of(2);
  private int[] a = {};
  private int[] b = {};

  @Setup(Level.Trial)
  public void setUp() {
    Random random = new Random(1);
    field = PrimeField.of(prime);
    a = random.ints(length, 0, prime).toArray();
    b = random.ints(length, 0, prime).toArray();
  }

  @Benchmark
  public int dot() {
    return field.dot(a, 0, b, 0, length);
  }

  @Benchmark
  public int[] addScaled() {
    field.addScaled(a, 0, prime / 3, b, 0, length);
    return a;
  }

  @Benchmark
  public int[] scale() {
    field.scale(a, 0, prime / 3, length);
    return a;
  }
}
