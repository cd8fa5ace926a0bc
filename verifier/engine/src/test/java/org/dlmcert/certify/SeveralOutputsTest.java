package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Decisions with several outputs and maxout units, against all patterns one by one. */
class SeveralOutputsTest {
  private static final int SOME = 80;
  private static final int ALL = 20_000;

  @Test
  void leakyUnitsAgreeWithAllPatterns() {
    Map<String, Integer> kinds = agree(OutputInstances::leaky);
    assertThat(kinds.keySet())
        .as("%s", kinds)
        .contains(
            "partition",
            "tight-set",
            "common-pairs",
            "crowded-pairs",
            "independent-inputs",
            "null-vector",
            "dead-pattern");
    if (count() == ALL) {
      assertThat(kinds.keySet()).as("%s", kinds).contains("collapse", "archimedean", "tree");
    }
  }

  @Test
  void maxoutUnitsAgreeWithAllPatterns() {
    Map<String, Integer> kinds = agree(OutputInstances::maxout);
    assertThat(kinds.keySet())
        .as("%s", kinds)
        .containsExactlyInAnyOrder(
            "partition", "tight-set", "common-pairs", "crowded-pairs", "linear-units");
  }

  private static int count() {
    return Cases.count(SOME, ALL);
  }

  private static Map<String, Integer> agree(LongFunction<Instance> instances) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = 0; seed < count(); seed++) {
      Instance instance = instances.apply(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
      assertThat(outcome)
          .as("seed %d: %s", seed, instance)
          .isInstanceOf(FullRankDecision.Decided.class);
      FullRankDecision.Decided decided = (FullRankDecision.Decided) outcome;
      assertThat(decided.evidence() instanceof Proof)
          .as("seed %d: %s, %s", seed, instance, decided.evidence())
          .isEqualTo(OutputInstances.everyPatternHasFullRank(instance, seed));
      if (decided.evidence() instanceof Refutation no) {
        assertThat(Counterexample.of(claim, no)).isNotNull();
      }
      kinds.merge(decided.evidence().kind(), 1, Integer::sum);
    }
    return kinds;
  }

  /** With every method alone, so that none hides behind one that is tried before it. */
  @Test
  void noMethodDecidesAgainstAllPatterns() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = 0; seed < count(); seed++) {
      Instance instance = OutputInstances.leaky(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      boolean truth = OutputInstances.everyPatternHasFullRank(instance, seed);
      for (MethodName name : MethodName.values()) {
        if (FullRankDecision.decide(claim, name, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided decided) {
          assertThat(decided.evidence() instanceof Proof)
              .as("seed %d, %s: %s", seed, name, instance)
              .isEqualTo(truth);
          kinds.merge(decided.evidence().kind(), 1, Integer::sum);
        }
      }
    }
    assertThat(kinds.keySet()).as("%s", kinds).contains("collapse", "archimedean", "tree");
  }

  /** Three layers, everything generic: random integers of 64 bits, and every pattern. */
  @Test
  void genericLayersAgreeWithAllPatterns() {
    int holding = 0;
    int count = count() == ALL ? 2000 : 12;
    for (long seed = 0; seed < count; seed++) {
      Instance instance = OutputInstances.deep(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      FullRankDecision.Decided decided =
          (FullRankDecision.Decided) FullRankDecision.decide(claim, Progress.NONE);
      boolean holds = decided.evidence() instanceof Proof;
      assertThat(holds)
          .as("seed %d: %s", seed, instance)
          .isEqualTo(OutputInstances.everyDeepPatternHasFullRank(instance, seed));
      holding += holds ? 1 : 0;
      if (decided.evidence() instanceof Refutation no) {
        assertThat(Counterexample.of(claim, no)).isNotNull();
      }
    }
    assertThat(holding).isBetween(1, count - 1);
  }

  @Test
  void whatIsNotCoveredIsSaid() {
    Instance generic = OutputInstances.leaky(first(i -> i.weights().isEmpty()));
    assertThatThrownBy(
            () -> FullRankClaim.ofOutputs(generic, PatternScope.ALL, OutputWeights.GIVEN))
        .hasMessageContaining("the instance has no weights");
    assertThatThrownBy(() -> FullRankClaim.of(generic, PatternScope.REALIZABLE))
        .hasMessageContaining("claims are about all patterns");
    Instance given =
        OutputInstances.leaky(
            first(i -> i.weights().isPresent() && i.noise(1) instanceof LayerNoise.None));
    assertThatThrownBy(
            () -> FullRankClaim.ofOutputs(given, PatternScope.ALL, OutputWeights.GENERIC))
        .hasMessageContaining("the output weights have to be given, too");
  }

  private static long first(Predicate<Instance> wanted) {
    return LongStream.range(0, 100)
        .filter(seed -> wanted.test(OutputInstances.leaky(seed)))
        .findFirst()
        .orElseThrow();
  }
}
