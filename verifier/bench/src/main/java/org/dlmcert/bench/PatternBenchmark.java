package org.dlmcert.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every pattern of given noise, on one thread, from the claim to the evidence. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class PatternBenchmark {
  private final FullRankClaim all = claim(3, 8, Rational.of(1, 4));
  private final FullRankClaim square = claim(20, 23, Rational.of(1, 2));
  private final FullRankClaim near = claim(10, 12, Rational.of(1, 2));
  private final FullRankClaim hundredth = claim(12, 140, Rational.of(1, 100));
  private final FullRankClaim nearHundredth =
      claim(12, 140, Rational.of(5764607523034235L, 1L << 59));

  private final byte[] treeCertificate = certificate(all);

  private static byte[] certificate(FullRankClaim claim) {
    FullRankDecision.Decided decided = (FullRankDecision.Decided) decide(claim, MethodName.TREE);
    return claim.certificate(decided.evidence()).bytes();
  }

  private static FullRankClaim claim(int width, int samples, Rational slope) {
    Network network = new Network(List.of(width, width, 1), slope, false);
    return FullRankClaim.of(new RandomInstance(network, samples, 100).of(1), PatternScope.ALL);
  }

  /** 2^24 patterns of 3×3, N = 8: divide by the time. */
  @Benchmark
  public FullRankDecision.Outcome tree3x3() {
    return decide(all, MethodName.TREE);
  }

  /** The checker's own tree on the certificate of {@link #tree3x3}: 2^24 patterns. */
  @Benchmark
  public Verdict checkerTree3x3() {
    return Checker.check(treeCertificate, Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  /** 2^460 patterns of 20×20, N = 23. */
  @Benchmark
  public FullRankDecision.Outcome reduction20x20() {
    return decide(square, MethodName.REDUCTION);
  }

  /** 2^120 patterns of 10×10, N = 12. */
  @Benchmark
  public FullRankDecision.Outcome archimedean10x10() {
    return decide(near, MethodName.ARCHIMEDEAN);
  }

  /** 2^1680 patterns of 12×12, N = 140, at the slope 1/100. */
  @Benchmark
  public FullRankDecision.Outcome collapse12x12() {
    return decide(hundredth, MethodName.COLLAPSE);
  }

  /** The same at the double nearest to 0.01, whose numerator has to be factored. */
  @Benchmark
  public FullRankDecision.Outcome collapse12x12Double() {
    return decide(nearHundredth, MethodName.COLLAPSE);
  }

  private static FullRankDecision.Outcome decide(FullRankClaim claim, MethodName method) {
    return FullRankDecision.decide(claim, method, Budget.DEFAULT, Progress.NONE);
  }
}
