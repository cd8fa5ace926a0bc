package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions about deep networks against all patterns of all free layers, tried one by one. */
class DeepDecisionTest {
  private static final long CASES = Cases.count(220, 700);

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {
    FullRankClaim claim() {
      return FullRankClaim.of(instance, PatternScope.ALL);
    }

    DeepBruteForce truth() {
      return new DeepBruteForce(instance, ~seed);
    }

    FullRankDecision.Outcome outcome() {
      return FullRankDecision.decide(claim(), Progress.NONE);
    }

    Stream<Evidence> evidence() {
      return outcome() instanceof FullRankDecision.Decided decided
          ? Stream.of(decided.evidence())
          : Stream.empty();
    }
  }

  static Stream<Case> cases() {
    return LongStream.range(0, CASES).mapToObj(seed -> new Case(seed, DeepInstances.of(seed)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithAllPatterns(Case example) {
    FullRankProblem problem = example.claim().problem();
    if (example.outcome() instanceof FullRankDecision.Decided decided) {
      assertThat(decided.evidence() instanceof Proof)
          .as("%s of %s", decided.evidence(), example)
          .isEqualTo(example.truth().everyPatternHasFullRank());
    } else {
      assertThat(problem instanceof FullRankProblem.ZeroSlope && problem.samples() > 0)
          .as("%s", example)
          .isFalse();
      assertThat(problem.atAnySlope())
          .as("%s", example)
          .satisfiesAnyOf(
              open -> {
                assertThat(open).isInstanceOf(FullRankProblem.BetweenLayers.class);
                // At slope 0 nothing decides what holds because there are no samples.
                assertThat(problem instanceof FullRankProblem.ZeroSlope && problem.samples() == 0)
                    .isEqualTo(example.truth().everyPatternHasFullRank());
              },
              open -> assertThat(open).isInstanceOf(GivenLayer.class));
    }
    assertThat(example.claim().patternBits()).isEqualTo(example.truth().bits());
  }

  @Test
  void everyKindOfProblemAndEvidenceIsAmongTheCases() {
    Map<String, Long> problems =
        cases()
            .collect(
                Collectors.groupingBy(
                    c -> c.claim().problem().getClass().getSimpleName(), Collectors.counting()));
    assertThat(problems)
        .containsOnlyKeys(
            "ZeroSlope",
            "GenericLayer",
            "GivenLayer",
            "GenericWeights",
            "GivenWeights",
            "BetweenLayers");
    assertThat(problems.values()).allMatch(count -> count >= Cases.count(8, 20));
    Map<String, Long> evidence =
        cases()
            .flatMap(Case::evidence)
            .collect(
                Collectors.groupingBy(
                    e -> e.kind() + " " + (e instanceof Proof), Collectors.counting()));
    for (String kind :
        List.of(
            "partition true",
            "tight-set false",
            "independent-inputs true",
            "null-vector false",
            "dead-pattern false",
            "generic-layers true",
            "generic-layers false",
            "matching true",
            "hall-set false",
            "every-pattern true")) {
      assertThat(evidence.getOrDefault(kind, 0L)).as("%s of %s", kind, evidence).isGreaterThan(3);
    }
  }

  /** What crowded samples say is so for every lower pattern; the rank is the one of a tight set. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void crowdedSamplesHaveTheRankTheySay(Case example) {
    example
        .evidence()
        .filter(Refutation.class::isInstance)
        .map(Refutation.class::cast)
        .filter(evidence -> !(example.claim().problem() instanceof FullRankProblem.ZeroSlope))
        .forEach(
            evidence -> {
              if (Counterexample.of(example.claim(), evidence)
                  instanceof Counterexample.CrowdedSamples crowded) {
                int[] rows = crowded.samples().stream().mapToInt(n -> n).toArray();
                assertThat(crowded.samples().size())
                    .isGreaterThan(crowded.rank() * crowded.width());
                assertThat(
                        example
                            .truth()
                            .everyLowerOutput(
                                v ->
                                    evidence instanceof TightSetEvidence
                                        ? BruteForce.rank(v.rows(rows)) == crowded.rank()
                                        : BruteForce.rank(v.rows(rows)) <= crowded.rank()))
                    .as("%s of %s", crowded, example)
                    .isTrue();
              }
            });
  }

  private static final RationalMatrix TWO_INPUTS = RationalMatrix.of(new long[][] {{1}, {2}});

  private static Instance given(List<LayerNoise> noise, boolean weights) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 1, 1), Rational.of(1, 2), false),
        new Dataset(TWO_INPUTS, Optional.empty()),
        noise,
        weights
            ? Optional.of(
                new Weights(
                    Collections.nCopies(3, RationalMatrix.of(new long[][] {{1}})),
                    Optional.empty()))
            : Optional.empty());
  }

  @Test
  void genericNoiseBelowGivenNoiseIsNotRefuted() {
    Instance between = given(List.of(LayerNoise.GENERIC, LayerNoise.NONE), true);
    FullRankClaim claim = FullRankClaim.of(between, PatternScope.ALL);
    assertThat(claim.problem()).isInstanceOf(FullRankProblem.BetweenLayers.class);
    assertThat(claim.noiseWord()).isEqualTo("mixed");
    FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
    assertThat(outcome).isInstanceOf(FullRankDecision.Undecided.class);
    assertThat(((FullRankDecision.Undecided) outcome).wouldDecide())
        .contains("no method of this version");
  }

  @Test
  void knownLowerNoiseWithoutWeightsIsNoClaim() {
    Instance bare = given(List.of(LayerNoise.NONE, LayerNoise.GENERIC), false);
    assertThatThrownBy(() -> FullRankClaim.of(bare, PatternScope.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noise of layer 1")
        .hasMessageContaining("weights W_1, …, W_1");
  }

  @Test
  void determinedLayersAreCountedFromBelowAndNeverReachTheLast() {
    for (boolean weights : new boolean[] {true, false}) {
      Instance generic = given(List.of(LayerNoise.GENERIC, LayerNoise.GENERIC), weights);
      FullRankClaim claim = FullRankClaim.of(generic, PatternScope.ALL);
      assertThat(claim.determinedLayers()).isZero();
      assertThat(claim.patternBits()).isEqualTo(4);
    }
    Instance none = given(List.of(LayerNoise.NONE, LayerNoise.NONE), true);
    assertThat(FullRankClaim.of(none, PatternScope.ALL).determinedLayers()).isEqualTo(1);
    assertThat(FullRankClaim.of(none, PatternScope.ALL).patternBits()).isEqualTo(2);
  }
}
