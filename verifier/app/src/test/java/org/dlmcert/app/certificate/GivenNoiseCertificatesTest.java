package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CollapseEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** What each method for given noise emits by itself, the checker accepts. */
class GivenNoiseCertificatesTest {
  private static final List<MethodName> METHODS =
      List.of(MethodName.COLLAPSE, MethodName.TREE, MethodName.REDUCTION, MethodName.ARCHIMEDEAN);
  private static final List<Rational> FOLDED_AND_COLLAPSING =
      List.of(Rational.of(-1), Rational.of(1, 4), Rational.of(1, 10), Rational.of(1, 2));
  private static final List<PatternScope> SCOPES =
      List.of(PatternScope.ALL, PatternScope.REALIZABLE, PatternScope.EVERY_W);
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(-1), Rational.of(2, 3), Rational.of(1, 1_000_002));

  private static Stream<Instance> instances() {
    Stream<Instance> small = IntStream.range(0, Cases.count(75, 300)).mapToObj(SmallInstances::of);
    Stream<Instance> random =
        IntStream.range(0, Cases.count(10, 40))
            .mapToObj(
                seed ->
                    new RandomInstance(
                            new Network(
                                List.of(3, 2 + seed / 4 % 2, 1),
                                SLOPES.get(seed % 4),
                                seed % 4 == 3),
                            5,
                            seed % 2 == 0 ? 3 : 100)
                        .of(seed));
    Stream<Instance> large =
        Stream.of(
            new RandomInstance(new Network(List.of(10, 10, 1), Rational.of(1, 2), false), 12, 100)
                .of(1),
            new RandomInstance(new Network(List.of(20, 20, 1), Rational.of(1, 2), false), 23, 100)
                .of(1));
    Stream<Instance> alike =
        LongStream.range(0, Cases.count(30, 120)).mapToObj(GivenNoiseCertificatesTest::alike);
    return Stream.of(small, random, large, alike).flatMap(s -> s);
  }

  /** Units with proportional noise, some of it divisible by 3. */
  private static Instance alike(long seed) {
    Random random = Cases.random(seed);
    int units = 3 + random.nextInt(2);
    int samples = 4 + random.nextInt(2);
    RationalMatrix kinds =
        RationalMatrix.of(samples, 2, (n, k) -> Rational.of(1 + random.nextInt(30)));
    int[] factors = random.ints(units, 0, 4).map(k -> List.of(1, 3, -1, 9).get(k)).toArray();
    return new Instance(
        Optional.empty(),
        new Network(
            List.of(2, units, 1), FOLDED_AND_COLLAPSING.get(random.nextInt(4)), seed % 5 == 0),
        new Dataset(
            RationalMatrix.of(samples, 2, (n, j) -> Rational.of(random.nextInt(21) - 10)),
            Optional.empty()),
        List.of(
            new LayerNoise.Given(
                RationalMatrix.of(
                    samples, units, (n, i) -> kinds.get(n, i % 2).times(Rational.of(factors[i]))))),
        Optional.empty());
  }

  /** Of large instances the cells are left to the full run. */
  private static List<PatternScope> scopes(Instance instance) {
    return instance.samples() > Cases.count(10, 100) ? List.of(PatternScope.ALL) : SCOPES;
  }

  @Test
  void theCheckerAcceptsThem() {
    Map<String, Integer> kinds = new TreeMap<>();
    instances()
        .forEach(
            instance -> {
              for (PatternScope scope : scopes(instance)) {
                FullRankClaim claim = FullRankClaim.of(instance, scope);
                METHODS.forEach(method -> check(claim, method, kinds));
              }
            });
    assertThat(kinds.get("tree")).as("%s", kinds).isGreaterThan(Cases.count(50, 200));
    assertThat(kinds.get("archimedean")).as("%s", kinds).isGreaterThan(Cases.count(25, 100));
    assertThat(kinds.get("tree of some units")).as("%s", kinds).isGreaterThan(Cases.count(10, 40));
    assertThat(kinds.get("collapse with transforms"))
        .as("%s", kinds)
        .isGreaterThan(Cases.count(2, 10));
    assertThat(kinds.get("null-vector")).as("%s", kinds).isGreaterThan(Cases.count(10, 40));
  }

  private static void check(FullRankClaim claim, MethodName method, Map<String, Integer> kinds) {
    if (FullRankDecision.decide(
            claim, method, new Budget(Cases.count(1 << 13, 1 << 20), 2), Progress.NONE)
        instanceof FullRankDecision.Decided decided) {
      Certificate made = claim.certificate(decided.evidence());
      Verdict verdict = Checker.check(made.bytes(), Optional.empty(), Checker.DEFAULT_MAX_WORK);
      assertThat(verdict.word())
          .as("%s: %s", verdict, new String(made.bytes(), StandardCharsets.UTF_8))
          .isEqualTo("ACCEPTED");
      kinds.merge(made.evidence().kind(), 1, Integer::sum);
      if (decided.evidence() instanceof TreeEvidence tree
          && tree.reduction().units().size() < claim.instance().network().width(1)) {
        kinds.merge("tree of some units", 1, Integer::sum);
      }
      if (decided.evidence() instanceof CollapseEvidence collapse
          && collapse.found().transforms().stream().distinct().count() > 1) {
        kinds.merge("collapse with transforms", 1, Integer::sum);
      }
    }
  }
}
