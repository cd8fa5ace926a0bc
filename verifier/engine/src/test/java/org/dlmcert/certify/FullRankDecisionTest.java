package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.certify.refutation.OpenCellEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions against all patterns, tried one by one, on small instances of every sort. */
class FullRankDecisionTest {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.of(new BigInteger("5764607523034235"), BigInteger.ONE.shiftLeft(59)),
          Rational.of(0));

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {}

  static Stream<Case> oneHiddenLayer() {
    return IntStream.range(0, Cases.count(120, 600))
        .mapToObj(seed -> new Case(seed, instance(seed)));
  }

  private static Instance instance(long seed) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(3);
    int samples = random.nextInt(10 / units + 1);
    int range = 1 + random.nextInt(3);
    RationalMatrix distinct =
        RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(2 * range + 1) - range));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(4) == 0 ? random.nextInt(samples) : n)
            .toArray();
    int kind = random.nextInt(3);
    LayerNoise noise =
        kind == 0
            ? LayerNoise.GENERIC
            : kind == 1
                ? LayerNoise.NONE
                : new LayerNoise.Given(
                    RationalMatrix.of(
                        samples,
                        units,
                        (n, i) -> Rational.of(random.nextInt(5) - 1, 1 + random.nextInt(2))));
    return new Instance(
        Optional.empty(),
        new Network(
            List.of(d, units, 1),
            SLOPES.get(random.nextInt(SLOPES.size())),
            random.nextInt(4) == 0),
        new Dataset(distinct.rows(rows), Optional.empty()),
        List.of(noise),
        Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneHiddenLayer")
  void agreesWithAllPatterns(Case example) {
    Instance instance = example.instance();
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
    FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
    RationalMatrix inputs =
        Gradient.withOnes(instance.dataset().inputs().transpose(), instance.network().bias());
    boolean truth =
        BruteForce.everyPatternHasFullRank(
            inputs, noise(instance, example.seed()), instance.network().slope());
    if (outcome instanceof FullRankDecision.Decided decided) {
      assertThat(decided.evidence() instanceof Proof)
          .as(decided.evidence().toString())
          .isEqualTo(truth);
    } else {
      assertThat(claim.noiseWord()).isEqualTo("given");
      assertThat(instance.network().slope().isZero()).isFalse();
    }
  }

  /** The given noise; for generic noise a random one of 64 bits, which is as good. */
  private static RationalMatrix noise(Instance instance, long seed) {
    Random random = new Random(~seed);
    int units = instance.network().width(1);
    return RationalMatrix.of(
        units,
        instance.samples(),
        (i, n) ->
            instance.noise(1) instanceof LayerNoise.Generic
                ? Rational.of(random.nextLong())
                : instance.noise(1).factor(n, i));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneHiddenLayer")
  void realizableDecisionsAreTrueOfTheirPoints(Case example) {
    Instance instance = example.instance();
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.REALIZABLE);
    FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
    if (outcome instanceof FullRankDecision.Decided decided
        && decided.evidence() instanceof OpenCellEvidence found) {
      Counterexample.DeficientPoint point =
          (Counterexample.DeficientPoint) Counterexample.of(claim, found);
      point.badMinimum().ifPresent(bad -> assertCritical(instance, bad));
      assertThat(point.badMinimum().isPresent() || instance.network().bias()).isTrue();
    }
  }

  /** At the bad minimum the exact gradient of the loss is zero, and the loss is what is said. */
  private static void assertCritical(Instance instance, Counterexample.BadMinimum bad) {
    Instance there =
        new Instance(
            Optional.empty(),
            instance.network(),
            new Dataset(
                instance.dataset().inputs(),
                Optional.of(
                    RationalMatrix.ofRows(1, bad.targets().stream().map(List::of).toList()))),
            instance.noise(),
            Optional.of(bad.weights()));
    ForwardPass pass = ForwardPass.of(there);
    RationalMatrix residual =
        RationalMatrix.of(
            there.samples(), 1, (n, k) -> pass.output(2).get(0, n).minus(bad.targets().get(n)));
    assertThat(Gradient.at(there, pass).full().times(residual).isZero()).isTrue();
    Rational loss =
        residual.transpose().times(residual).get(0, 0).dividedBy(Rational.of(2L * there.samples()));
    assertThat(loss).isEqualTo(bad.loss());
    assertThat(loss.signum()).isPositive();
  }

  @Test
  void everyKindOfNoiseIsAmongTheCases() {
    List<String> words =
        oneHiddenLayer()
            .map(c -> FullRankClaim.of(c.instance(), PatternScope.ALL).noiseWord())
            .distinct()
            .sorted()
            .toList();
    assertThat(words).containsExactly("generic", "given", "none");
  }

  /** The comparisons above have something to compare: decisions of both kinds, and open cells. */
  @Test
  void bothAnswersAndOpenCellsAreAmongTheCases() {
    assertThat(evidence(PatternScope.ALL).filter(Proof.class::isInstance)).hasSizeGreaterThan(20);
    assertThat(evidence(PatternScope.ALL).filter(Refutation.class::isInstance))
        .hasSizeGreaterThan(20);
    assertThat(evidence(PatternScope.REALIZABLE).filter(OpenCellEvidence.class::isInstance))
        .hasSizeGreaterThan(5);
  }

  private static Stream<Evidence> evidence(PatternScope scope) {
    return oneHiddenLayer()
        .map(c -> FullRankDecision.decide(FullRankClaim.of(c.instance(), scope), Progress.NONE))
        .filter(FullRankDecision.Decided.class::isInstance)
        .map(outcome -> ((FullRankDecision.Decided) outcome).evidence());
  }
}
