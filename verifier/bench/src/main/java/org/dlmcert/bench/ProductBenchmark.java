package org.dlmcert.bench;

import java.math.BigInteger;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dlmcert.exact.IntegerMatrix;
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

/** Products of square matrices of signed integers, by size and bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ProductBenchmark {
  @Param({"40-60", "40-200", "100-30", "100-60", "100-100", "100-200", "300-60", "300-100"})
  public String matrix = "";

  private IntegerMatrix left = IntegerMatrix.of(0, 0, (i, j) -> BigInteger.ZERO);
  private IntegerMatrix right = left;

  @Setup
  public void make() {
    String[] parts = matrix.split("-", -1);
    int n = Integer.parseInt(parts[0]);
    int bits = Integer.parseInt(parts[1]);
    Random random = new Random(1);
    left = random(n, bits, random);
    right = random(n, bits, random);
  }

  private static IntegerMatrix random(int n, int bits, Random random) {
    return IntegerMatrix.of(
        n,
        n,
        (i, j) -> {
          BigInteger size = new BigInteger(bits, random);
          return random.nextBoolean() ? size : size.negate();
        });
  }

  @Benchmark
  public IntegerMatrix product() {
    return left.times(right);
  }
}
