package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.layer.EveryPattern;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods for given noise, each by itself, against all patterns tried one by one. */
class GivenNoiseTest {
  private static final int CASES = Cases.count(250, 3000);

  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2, 3),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(-1, 2),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.of(3, 10),
          Rational.of(1),
          Rational.of(new BigInteger("5764607523034235"), BigInteger.ONE.shiftLeft(59)));

  private static final Map<MethodName, Integer> LEAST_DECIDED =
      new EnumMap<>(
          Map.of(
              MethodName.TREE,
              CASES,
              MethodName.ARCHIMEDEAN,
              CASES / 15,
              MethodName.REDUCTION,
              CASES / 4));

  /** Small integers, so that deficient patterns are common; some samples repeat or vanish. */
  static Instance instance(long seed) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(3);
    int samples = Math.min(random.nextInt(9 / units + 1), d * units + 1);
    int range = random.nextBoolean() ? 2 : 20;
    RationalMatrix distinct =
        RationalMatrix.of(
            samples,
            d,
            (n, j) -> Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(2)));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(8) == 0 ? random.nextInt(samples) : n)
            .toArray();
    boolean zeros = random.nextInt(3) == 0;
    RationalMatrix noise =
        RationalMatrix.of(
            samples,
            units,
            (n, i) ->
                zeros && random.nextInt(4) == 0
                    ? Rational.ZERO
                    : Rational.of(1 + random.nextInt(range), 1 + random.nextInt(3)));
    return new Instance(
        Optional.empty(),
        new Network(
            List.of(d, units, 1),
            SLOPES.get(random.nextInt(SLOPES.size())),
            random.nextInt(4) == 0),
        new Dataset(distinct.rows(rows), Optional.empty()),
        List.of(random.nextInt(10) == 0 ? LayerNoise.NONE : new LayerNoise.Given(noise)),
        Optional.empty());
  }

  private static boolean truth(Instance instance) {
    return BruteForce.everyPatternHasFullRank(
        Gradient.withOnes(instance.dataset().inputs().transpose(), instance.network().bias()),
        RationalMatrix.of(
            instance.network().width(1),
            instance.samples(),
            (i, n) -> instance.noise(1).factor(n, i)),
        instance.network().slope());
  }

  @ParameterizedTest
  @EnumSource(names = {"TREE", "ARCHIMEDEAN", "REDUCTION"})
  void agreesWithAllPatterns(MethodName method) {
    int decided = 0;
    int refuted = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Instance instance = instance(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      FullRankDecision.Outcome outcome =
          FullRankDecision.decide(claim, method, Budget.DEFAULT, Progress.NONE);
      if (outcome instanceof FullRankDecision.Decided yes) {
        decided++;
        refuted += yes.evidence() instanceof Refutation ? 1 : 0;
        assertThat(yes.evidence() instanceof Proof)
            .as("seed %s: %s, %s", seed, instance, yes.evidence())
            .isEqualTo(truth(instance));
      } else {
        assertThat(method).as("seed %s: %s", seed, outcome).isNotEqualTo(MethodName.TREE);
      }
    }
    assertThat(decided).isGreaterThanOrEqualTo(LEAST_DECIDED.get(method));
    if (method == MethodName.TREE) {
      assertThat(refuted).isBetween(CASES / 10, CASES * 9 / 10);
    } else {
      assertThat(refuted).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TREE", "REDUCTION"})
  void certificatesDoNotDependOnThreads(MethodName method) {
    int decided = 0;
    for (int seed = 0; seed < 6; seed++) {
      Rational slope = SLOPES.get(seed % 4);
      Instance instance =
          new RandomInstance(new Network(List.of(3, 3, 1), slope, false), 7, seed < 3 ? 3 : 1000)
              .of(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      List<Byte> once = bytes(claim, method, 1);
      assertThat(bytes(claim, method, 3)).as("seed %s", seed).isEqualTo(once);
      decided += once.isEmpty() ? 0 : 1;
    }
    assertThat(decided).as("decided by %s", method).isPositive();
  }

  /** The last sample is the first one under other slopes: deficient in the middle of the tree. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6})
  void theDeficientPatternDoesNotDependOnThreads(int slopes) {
    Rational s = Rational.of(1, 4);
    Instance drawn =
        new RandomInstance(new Network(List.of(3, 3, 1), s, false), 8, 1000).of(slopes);
    RationalMatrix inputs = drawn.dataset().inputs();
    RationalMatrix factors =
        RationalMatrix.of(
            9,
            3,
            (n, i) ->
                n < 8
                    ? drawn.noise(1).factor(n, i)
                    : drawn.noise(1).factor(0, i).times((slopes >> i & 1) == 1 ? s : Rational.ONE));
    Instance twins =
        new Instance(
            Optional.empty(),
            drawn.network(),
            new Dataset(
                RationalMatrix.of(9, 3, (n, j) -> inputs.get(n < 8 ? n : 0, j)), Optional.empty()),
            List.of(new LayerNoise.Given(factors)),
            Optional.empty());
    FullRankClaim claim = FullRankClaim.of(twins, PatternScope.ALL);
    List<Byte> once = bytes(claim, MethodName.TREE, 1);
    assertThat(once).isNotEmpty();
    for (int threads = 2; threads < 5; threads++) {
      assertThat(bytes(claim, MethodName.TREE, threads)).as("%d threads", threads).isEqualTo(once);
    }
  }

  private static List<Byte> bytes(FullRankClaim claim, MethodName method, int threads) {
    FullRankDecision.Outcome outcome =
        FullRankDecision.decide(claim, method, new Budget(1L << 40, threads), Progress.NONE);
    if (!(outcome instanceof FullRankDecision.Decided decided)) {
      return List.of();
    }
    byte[] bytes = claim.certificate(decided.evidence()).bytes();
    return IntStream.range(0, bytes.length).mapToObj(k -> bytes[k]).toList();
  }

  @Test
  void tenByTenAtOneHalfIsOneCheck() {
    Network network = new Network(List.of(10, 10, 1), Rational.of(1, 2), false);
    int found = 0;
    for (int seed = 0; seed < 10; seed++) {
      Instance instance = new RandomInstance(network, 12, 100).of(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      if (FullRankDecision.decide(claim, MethodName.ARCHIMEDEAN, Budget.DEFAULT, Progress.NONE)
          instanceof FullRankDecision.Decided decided) {
        ArchimedeanEvidence evidence = (ArchimedeanEvidence) decided.evidence();
        assertThat(evidence.bound().covers(Rational.of(1, 2))).isTrue();
        assertThat(evidence.bound().covers(evidence.bound().slopes().low())).isTrue();
        assertThat(evidence.bound().covers(evidence.bound().slopes().high())).isTrue();
        found++;
      }
    }
    assertThat(found).isEqualTo(10);
  }

  @Test
  void twentyByTwentyIsReducedToFewPatterns() {
    Network network = new Network(List.of(20, 20, 1), Rational.of(1, 2), false);
    Instance instance = new RandomInstance(network, 23, 100).of(1);
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
    FullRankDecision.Decided decided =
        (FullRankDecision.Decided)
            FullRankDecision.decide(claim, MethodName.REDUCTION, new Budget(729, 1), Progress.NONE);
    assertThat(((TreeEvidence) decided.evidence()).reduction().removed()).hasSize(17);
  }

  @Test
  void limitsAreSaid() {
    Network network = new Network(List.of(3, 3, 1), Rational.of(1, 2), false);
    FullRankClaim claim =
        FullRankClaim.of(new RandomInstance(network, 8, 100).of(1), PatternScope.ALL);
    FullRankDecision.Undecided outcome =
        (FullRankDecision.Undecided)
            FullRankDecision.decide(
                claim, MethodName.TREE, new Budget(5_764_800, 1), Progress.NONE);
    assertThat(outcome.limit()).isEqualTo("--max-patterns 5764800");
    assertThat(outcome.tried()).hasSize(1);
    assertThat(outcome.tried().get(0)).contains("5764800 of 5764801 patterns");
    assertThat(outcome.wouldDecide()).startsWith("--max-patterns 5764801");
  }

  @Test
  void interruptionEndsTheTree() {
    Network network = new Network(List.of(4, 4, 1), Rational.of(1, 2), false);
    FullRankClaim claim =
        FullRankClaim.of(new RandomInstance(network, 12, 100).of(1), PatternScope.ALL);
    for (int threads : new int[] {1, 2}) {
      Thread.currentThread().interrupt();
      FullRankDecision.Outcome outcome =
          FullRankDecision.decide(
              claim, MethodName.TREE, new Budget(Long.MAX_VALUE, threads), Progress.NONE);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome).isInstanceOf(FullRankDecision.Undecided.class);
    }
  }

  @Test
  void aDeficientPatternNeedNotBeThatOfAPoint() {
    long seed = IntStream.range(0, CASES).filter(k -> isRefuted(k)).findFirst().orElseThrow();
    FullRankClaim claim = FullRankClaim.of(instance(seed), PatternScope.REALIZABLE);
    Attempt attempt =
        new EveryPattern().attempt((GivenLayer) claim.problem(), Budget.DEFAULT, Progress.NONE);
    assertThat(((Attempt.Open) attempt).because()).contains("no point");
  }

  private static boolean isRefuted(long seed) {
    return FullRankDecision.decide(
                FullRankClaim.of(instance(seed), PatternScope.ALL),
                MethodName.TREE,
                Budget.DEFAULT,
                Progress.NONE)
            instanceof FullRankDecision.Decided decided
        && decided.evidence() instanceof Refutation;
  }
}
