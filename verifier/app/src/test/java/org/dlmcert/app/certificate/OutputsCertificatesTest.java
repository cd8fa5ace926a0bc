package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * What the engine says with several outputs and maxout units, by each method, the checker accepts.
 */
class OutputsCertificatesTest {
  private static final long SEED = 1970;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(4, 5), Rational.of(-1), Rational.of(-1, 3), Rational.of(6), Rational.ZERO);

  @Test
  void everyEvidenceIsAccepted() {
    Map<String, Integer> kinds = new TreeMap<>();
    Random random = new Random(SEED);
    for (int k = 0; k < Cases.count(150, 3000); k++) {
      Instance instance = instance(random);
      String place = "seed " + SEED + ", case " + k + ": " + instance;
      FullRankClaim claim =
          k % 2 == 0 && instance.network().bias() && instance.network().outputs() > 1
              ? FullRankClaim.ofOutputs(
                  instance,
                  PatternScope.ALL,
                  OutputWeights.ofInstance(instance),
                  OutputBiases.TRAINED)
              : FullRankClaim.of(instance, PatternScope.ALL);
      for (MethodName name : MethodName.values()) {
        if (FullRankDecision.decide(claim, name, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided decided) {
          byte[] bytes = claim.certificate(decided.evidence()).bytes();
          Verdict verdict = Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK);
          assertThat(verdict)
              .as("%s%n%s", place, new String(bytes, StandardCharsets.US_ASCII))
              .isInstanceOfSatisfying(
                  Verdict.Accepted.class, accepted -> assertConclusion(instance, accepted));
          kinds.merge(
              decided.evidence().kind()
                  + (decided.method() == MethodName.REDUCTION ? " of a reduction" : ""),
              1,
              Integer::sum);
        }
      }
    }
    assertThat(kinds.keySet())
        .as("%s", kinds)
        .containsExactlyInAnyOrder(
            "archimedean",
            "archimedean of a reduction",
            "collapse",
            "common-pairs",
            "crowded-pairs",
            "dead-pattern",
            "every-pattern",
            "independent-inputs",
            "linear-units",
            "null-vector",
            "partition",
            "tight-set",
            "tree",
            "tree of a reduction");
  }

  /** Several layers with generic noise on given weights, with output biases held and trained. */
  @Test
  void everyEvidenceAboutSeveralLayersIsAccepted() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = 0; seed < Cases.count(120, 6000); seed++) {
      Instance instance = deep(Cases.random(seed));
      String place = "seed " + seed + ": " + instance;
      OutputWeights weights = seed % 3 == 0 ? OutputWeights.GENERIC : OutputWeights.GIVEN;
      OutputBiases biases =
          seed % 2 == 0 && instance.network().bias() ? OutputBiases.TRAINED : OutputBiases.HELD;
      FullRankClaim claim = FullRankClaim.ofOutputs(instance, PatternScope.ALL, weights, biases);
      FullRankDecision.Decided decided =
          (FullRankDecision.Decided) FullRankDecision.decide(claim, Progress.NONE);
      byte[] bytes = claim.certificate(decided.evidence()).bytes();
      assertThat(Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK))
          .as("%s%n%s", place, new String(bytes, StandardCharsets.US_ASCII))
          .isInstanceOf(Verdict.Accepted.class);
      kinds.merge(weights.word() + " " + decided.evidence().kind(), 1, Integer::sum);
    }
    assertThat(kinds)
        .as("%s", kinds)
        .containsOnlyKeys(
            "given common-pairs",
            "given crowded-pairs",
            "generic common-pairs",
            "generic hall-set",
            "generic matching");
  }

  private static Instance deep(Random random) {
    List<Integer> widths = new ArrayList<>(List.of(1 + random.nextInt(2)));
    int hidden = 2 + random.nextInt(2);
    for (int l = 0; l < hidden; l++) {
      widths.add(1 + random.nextInt(4));
    }
    int outputs = 2 + random.nextInt(2);
    widths.add(outputs);
    boolean bias = random.nextInt(3) != 0;
    int rows = widths.get(hidden) * (widths.get(hidden - 1) + (bias ? 1 : 0));
    int samples = Math.min(8, Math.max(0, rows / outputs + random.nextInt(3) - 1));
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 0; l <= hidden; l++) {
      matrices.add(
          RationalMatrix.of(
              widths.get(l + 1), widths.get(l), (i, j) -> Rational.of(random.nextInt(3))));
      biases.add(Collections.nCopies(widths.get(l + 1), Rational.of(random.nextInt(2))));
    }
    return new Instance(
        Optional.empty(),
        new Network(widths, Rational.of(1, 3), bias),
        new Dataset(
            RationalMatrix.of(samples, widths.get(0), (n, j) -> Rational.of(random.nextInt(4) - 1)),
            Optional.empty()),
        Collections.nCopies(hidden, LayerNoise.GENERIC),
        Optional.of(new Weights(matrices, bias ? Optional.of(biases) : Optional.empty())));
  }

  private static void assertConclusion(Instance instance, Verdict.Accepted accepted) {
    boolean holds = !accepted.claim().startsWith("not");
    assertThat(accepted.conclusion().isPresent()).isEqualTo(holds);
    if (holds) {
      assertThat(accepted.conclusion().get())
          .contains(
              instance.loss() instanceof Loss.OfLabels && instance.samples() > 0
                  ? "has no"
                  : "zero training error")
          .contains(
              instance.network().outputs() > 1
                  ? "in W_1"
                  : instance.network().isMaxout() ? "ties" : "minimum");
      assertThat(accepted.conclusion().get().contains("differentiable"))
          .isNotEqualTo(accepted.conclusion().get().endsWith("included)"));
    }
  }

  private static Instance instance(Random random) {
    int pieces = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    int outputs = pieces > 1 ? 1 + random.nextInt(3) : 2 + random.nextInt(2);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(4);
    int samples = random.nextInt(4);
    boolean bias = random.nextInt(3) == 0;
    boolean weights = random.nextInt(4) != 0;
    Network network =
        new Network(
            List.of(d, units, outputs),
            pieces > 1 ? Rational.ONE : SLOPES.get(random.nextInt(SLOPES.size())),
            bias,
            pieces);
    int kind = random.nextInt(4);
    LayerNoise noise =
        kind == 0 || (!weights && outputs > 1)
            ? LayerNoise.GENERIC
            : kind == 1
                ? LayerNoise.NONE
                : new LayerNoise.Given(
                    RationalMatrix.of(
                        samples, units, (n, i) -> Rational.of(random.nextInt(7) - 1, 2)));
    Weights given =
        new Weights(
            List.of(
                RationalMatrix.of(units * pieces, d, (i, j) -> Rational.ZERO),
                RationalMatrix.of(outputs, units, (c, i) -> Rational.of(random.nextInt(4) - 1))),
            bias
                ? Optional.of(
                    List.of(
                        Collections.nCopies(units * pieces, Rational.ONE),
                        Collections.nCopies(outputs, Rational.ZERO)))
                : Optional.empty());
    Instance instance =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(
                RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(5) - 2)),
                Optional.of(
                    RationalMatrix.of(
                        samples, outputs, (n, c) -> Rational.of(c == n % outputs ? 1 : 0)))),
            List.of(noise),
            weights ? Optional.of(given) : Optional.empty());
    return switch (random.nextInt(4)) {
      case 0 -> instance.with(outputs > 1 ? new Loss.CrossEntropy() : new Loss.Logistic());
      case 1 -> instance.with(new Loss.Huber(Rational.of(1, 3)));
      default -> instance;
    };
  }
}
