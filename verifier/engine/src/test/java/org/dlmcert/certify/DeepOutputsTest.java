package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.refutation.Counterexample;
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

/**
 * Several layers with generic noise on given weights, below several outputs: decisions against the
 * rank of the matrix at random noise modulo a prime, under several patterns. Generic noise gives
 * every pattern full column rank or none, so each pattern is a test in both directions.
 */
class DeepOutputsTest {
  private static final int PATTERNS = 3;

  @Test
  void decisionsAgreeWithTheRankAtRandomNoise() {
    Map<String, Integer> kinds = new TreeMap<>();
    int count = Cases.count(400, 30_000);
    for (long seed = 0; seed < count; seed++) {
      Case example = Case.of(seed);
      FullRankClaim claim = example.claim();
      assertThat(FullRankDecision.decide(claim, Progress.NONE))
          .as("%s", example)
          .isInstanceOfSatisfying(
              FullRankDecision.Decided.class,
              decided -> {
                boolean holds = decided.evidence() instanceof Proof;
                for (int pattern = 0; pattern < PATTERNS; pattern++) {
                  assertThat(DeepOutputsRank.isFull(example, pattern))
                      .as("%s, pattern %d: %s", example, pattern, decided.evidence())
                      .isEqualTo(holds);
                }
                if (decided.evidence() instanceof Refutation no) {
                  assertThat(Counterexample.of(claim, no)).isNotNull();
                }
                String biases =
                    decided.evidence() instanceof CommonPairsEvidence pairs
                            && !pairs.found().biases().isEmpty()
                        ? " with biases"
                        : "";
                kinds.merge(
                    example.weights().word() + " " + decided.evidence().kind() + biases,
                    1,
                    Integer::sum);
              });
    }
    assertThat(kinds)
        .as("%s", kinds)
        .containsOnlyKeys(
            "given common-pairs",
            "given common-pairs with biases",
            "given crowded-pairs",
            "generic common-pairs with biases",
            "generic matching",
            "generic hall-set");
    assertThat(kinds.values()).as("%s", kinds).allMatch(found -> found >= Cases.count(3, 200));
  }

  @Test
  void whatIsNotCoveredIsSaid() {
    Instance mixed =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 2, 2), Rational.of(1, 2), false),
            new Dataset(RationalMatrix.of(new long[][] {{1}}), Optional.empty()),
            List.of(LayerNoise.GENERIC, LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(1, 1, (i, j) -> Rational.ONE),
                        RationalMatrix.of(2, 1, (i, j) -> Rational.ONE),
                        RationalMatrix.of(2, 2, (i, j) -> Rational.ONE)),
                    Optional.empty())));
    assertThatThrownBy(() -> FullRankClaim.of(mixed, PatternScope.ALL))
        .hasMessageContaining("that of layer 1 is, and that of some layer above is not");
  }

  /** An instance, and what is held and trained above it. */
  record Case(long seed, Instance instance, OutputWeights weights, OutputBiases biases) {
    FullRankClaim claim() {
      return FullRankClaim.ofOutputs(instance, PatternScope.ALL, weights, biases);
    }

    /** Small widths, many zeros; often nearly as many rows as columns. */
    static Case of(long seed) {
      Random random = Cases.random(seed);
      int depth = 3 + random.nextInt(2);
      List<Integer> widths = new ArrayList<>();
      for (int l = 0; l < depth; l++) {
        widths.add(1 + random.nextInt(4));
      }
      int k = 2 + random.nextInt(2);
      widths.add(k);
      boolean bias = random.nextInt(2) == 0;
      int rows = widths.get(depth - 1) * (widths.get(depth - 2) + (bias ? 1 : 0));
      int samples = Math.max(0, Math.min(7, rows / k + random.nextInt(3) - 1));
      // Layers below the generic ones: none, or one of those below L-2.
      int determined = depth == 4 ? random.nextInt(2) : 0;
      List<LayerNoise> noise = new ArrayList<>();
      for (int l = 1; l < depth; l++) {
        noise.add(l <= determined ? LayerNoise.NONE : LayerNoise.GENERIC);
      }
      int zeros = random.nextInt(3);
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(widths, Rational.of(1 + random.nextInt(3), 2), bias),
              new Dataset(
                  RationalMatrix.of(
                      samples, widths.get(0), (n, j) -> Rational.of(random.nextInt(4) - 1)),
                  Optional.empty()),
              noise,
              Optional.of(weights(random, widths, bias, zeros)));
      return new Case(
          seed,
          instance,
          random.nextInt(3) == 0 ? OutputWeights.GENERIC : OutputWeights.GIVEN,
          bias && random.nextBoolean() ? OutputBiases.TRAINED : OutputBiases.HELD);
    }

    private static Weights weights(Random random, List<Integer> widths, boolean bias, int zeros) {
      List<RationalMatrix> matrices = new ArrayList<>();
      List<List<Rational>> biases = new ArrayList<>();
      for (int l = 1; l < widths.size(); l++) {
        int one = l == widths.size() - 1 ? 2 : zeros;
        matrices.add(
            RationalMatrix.of(widths.get(l), widths.get(l - 1), (i, j) -> entry(random, one)));
        biases.add(IntStream.range(0, widths.get(l)).mapToObj(i -> entry(random, 3)).toList());
      }
      return new Weights(matrices, bias ? Optional.of(biases) : Optional.empty());
    }

    private static Rational entry(Random random, int zeros) {
      return Rational.of(random.nextInt(6) < zeros ? 0 : 1 + random.nextInt(2), 2);
    }
  }

  @Test
  void aUnitThatIsDeadOnASampleDoesNotCount() {
    // Sample 0 is zero: without biases no unit is alive on it, whatever the widths.
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 5, 5, 2), Rational.of(1, 2), false),
            new Dataset(RationalMatrix.of(new long[][] {{0}, {1}}), Optional.empty()),
            Collections.nCopies(2, LayerNoise.GENERIC),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(5, 1, (i, j) -> Rational.ONE),
                        RationalMatrix.of(5, 5, (i, j) -> Rational.ONE),
                        RationalMatrix.of(2, 5, (c, i) -> Rational.of(c * i + 1))),
                    Optional.empty())));
    assertThat(FullRankDecision.decide(FullRankClaim.of(instance, PatternScope.ALL), Progress.NONE))
        .isInstanceOfSatisfying(
            FullRankDecision.Decided.class,
            decided -> assertThat(decided.evidence().kind()).isEqualTo("crowded-pairs"));
  }
}
