package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.EveryTarget;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What certificates say about local minima at kinks (proofs/soundness.md, section 28), against the
 * list of all local minima, faces included.
 */
final class AllMinimaTest {
  private static final long SEED = 20261128;
  private static final int MOST_CHOICES = 400;
  private static final int MOST_FACES = 200;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(1, 4),
          Rational.of(9, 10),
          Rational.ONE,
          Rational.of(2),
          Rational.of(-1, 2),
          Rational.of(1, 100));

  private static Instance instance(
      Rational slope,
      boolean bias,
      RationalMatrix x,
      RationalMatrix y,
      LayerNoise noise,
      int units) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(x.columns(), units, 1), slope, bias),
        new Dataset(x, Optional.of(y)),
        List.of(noise),
        Optional.empty());
  }

  private static Instance small(Random random) {
    boolean bias = random.nextInt(4) == 0;
    int units = 1 + random.nextInt(2);
    int d = bias ? 1 : 1 + random.nextInt(2);
    int samples = 1 + random.nextInt(Math.min(3, units * (d + (bias ? 1 : 0))));
    Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
    RationalMatrix x = matrix(random, samples, d, 2);
    RationalMatrix y = matrix(random, samples, 1, 3);
    // Noise that is near a partition, so that slopes near one serve, or of any kind.
    int own = random.nextInt(3) == 0 ? 1 : 6;
    RationalMatrix e =
        RationalMatrix.of(
            samples,
            units,
            (n, i) ->
                Rational.of(
                    random.nextInt(5) - 2 + (i == n % units ? (long) own : 0),
                    1 + random.nextInt(2)));
    LayerNoise noise = random.nextInt(6) == 0 ? LayerNoise.NONE : new LayerNoise.Given(e);
    return instance(slope, bias, x, y, noise, units);
  }

  private static RationalMatrix matrix(Random random, int rows, int columns, int range) {
    return RationalMatrix.of(
        rows,
        columns,
        (n, j) -> Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(2)));
  }

  private static Optional<FaceCensusResult> allMinima(Instance instance)
      throws InterruptedException {
    FaceCensus.Outcome outcome =
        new FaceCensus(
                CensusProblem.of(instance),
                new Census.Limits(MOST_CHOICES, 1),
                Optional.empty(),
                Progress.NONE)
            .run();
    return outcome instanceof FaceCensus.Complete complete
        ? Optional.of(complete.result())
        : Optional.empty();
  }

  private static FullRankDecision.Outcome decide(Instance instance, MinimaScope scope) {
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
    return scope == MinimaScope.ALL
        ? FullRankDecision.decideForAllMinima(
            claim, Optional.empty(), Budget.DEFAULT, Progress.NONE)
        : FullRankDecision.decide(claim, Progress.NONE);
  }

  /**
   * Where the scope is all local minima, there is none with a positive loss, for the targets at
   * hand and, exactly, for all. Where full column rank is proved without that scope, some have bad
   * minima, all of them at kinks.
   */
  @Test
  void noBadMinimumOfAnyKindWhereTheScopeSaysSo() throws InterruptedException {
    Random random = new Random(SEED);
    TreeMap<String, Integer> counts = new TreeMap<>();
    int cases = Cases.count(100, 12_000);
    for (int k = 0; k < cases; k++) {
      Instance instance = small(random);
      String name = "seed " + SEED + ", case " + k + ": " + instance;
      if (!(decide(instance, MinimaScope.ALL) instanceof FullRankDecision.Decided all)) {
        if (decide(instance, MinimaScope.DIFFERENTIABLE) instanceof FullRankDecision.Decided other
            && other.evidence() instanceof Proof) {
          assertThat(FullRankClaim.of(instance, PatternScope.ALL).coversAllMinima(other.evidence()))
              .as(name)
              .isFalse();
          differentiable(instance, name, counts);
        }
        continue;
      }
      assertThat(all.evidence()).as(name).isInstanceOf(Proof.class);
      counts.merge("all: " + all.evidence().kind(), 1, Integer::sum);
      Optional<FaceCensusResult> census = allMinima(instance);
      census.ifPresent(found -> assertThat(found.allGlobal()).as(name).isTrue());
      counts.merge("all: listed", census.isPresent() ? 1 : 0, Integer::sum);
      assertThat(EveryTarget.decide(instance, MOST_FACES).orElseThrow())
          .as(name)
          .isInstanceOf(EveryTarget.AllGlobal.class);
    }
    System.out.println("local minima by scope of the certificate: " + counts);
    assertThat(counts.get("all: archimedean")).as("%s", counts).isGreaterThan(cases / 70);
    assertThat(counts.get("all: independent-inputs")).as("%s", counts).isGreaterThan(cases / 30);
    assertThat(counts.get("all: listed")).as("%s", counts).isGreaterThan(cases / 7);
    assertThat(counts.get("differentiable: bad at kinks")).as("%s", counts).isPositive();
  }

  private static void differentiable(
      Instance instance, String name, TreeMap<String, Integer> counts) throws InterruptedException {
    counts.merge("differentiable: proved", 1, Integer::sum);
    if (EveryTarget.decide(instance, MOST_FACES).orElseThrow()
        instanceof EveryTarget.BadMinimum bad) {
      Instance own = bad.instance();
      assertThat(offKinks(own)).as(name).isFalse();
      counts.merge("differentiable: bad at kinks", 1, Integer::sum);
      Optional<FaceCensusResult> census = allMinima(own);
      census.ifPresent(found -> assertThat(found.allGlobal()).as(name).isFalse());
    } else {
      counts.merge("differentiable: none bad for any targets", 1, Integer::sum);
    }
  }

  /** Whether every preactivation that can be nonzero is. */
  private static boolean offKinks(Instance instance) {
    RationalMatrix x = instance.dataset().inputs();
    for (int i = 0; i < instance.network().width(1); i++) {
      for (int n = 0; n < x.rows(); n++) {
        Rational u = instance.weights().orElseThrow().bias(1, i);
        boolean zero = !instance.network().bias();
        for (int j = 0; j < x.columns(); j++) {
          u = u.plus(instance.weights().orElseThrow().matrix(1).get(i, j).times(x.get(n, j)));
          zero &= x.get(n, j).isZero();
        }
        if (u.isZero() && !zero) {
          return false;
        }
      }
    }
    return true;
  }

  /** What each hypothesis of section 28 is for: proved for patterns, and bad minima at kinks. */
  @ParameterizedTest
  @CsvSource({
    "tree,               1/2, 1 -1, 1 1 1 3, 0 -1",
    "collapse,           1/4, 1 -1, 1 1 1 5, ''",
    "lift,               1/2, 1 -1, 1 3 3 4, ''",
    "independent-inputs, -1,  1,    1,       -1"
  })
  void withoutItsHypothesisTheConclusionFails(
      String kind, String slope, String x, String noise, String targets)
      throws InterruptedException {
    RationalMatrix inputs = rows(x, 1);
    RationalMatrix e = rows(noise, inputs.rows());
    Instance instance =
        instance(
            rational(slope),
            false,
            inputs,
            targets.isEmpty()
                ? RationalMatrix.of(inputs.rows(), 1, (n, k) -> Rational.ZERO)
                : rows(targets, 1),
            new LayerNoise.Given(e),
            e.columns());
    FullRankDecision.Decided decided =
        (FullRankDecision.Decided) decide(instance, MinimaScope.DIFFERENTIABLE);
    assertThat(decided.evidence().kind()).isEqualTo(kind);
    assertThat(FullRankClaim.of(instance, PatternScope.ALL).coversAllMinima(decided.evidence()))
        .isFalse();
    assertThat(decide(instance, MinimaScope.ALL)).isInstanceOf(FullRankDecision.Undecided.class);
    EveryTarget.BadMinimum bad =
        (EveryTarget.BadMinimum) EveryTarget.decide(instance, MOST_FACES).orElseThrow();
    assertThat(offKinks(bad.instance())).isFalse();
    assertThat(allMinima(bad.instance()).orElseThrow().allGlobal()).isFalse();
    if (!targets.isEmpty()) {
      assertThat(allMinima(instance).orElseThrow().allGlobal()).isFalse();
    }
  }

  /** The first of these, for noise nearby: an open set, so not for almost every noise. */
  @Test
  void theBadMinimumPersistsForNoiseNearby() throws InterruptedException {
    Random random = new Random(SEED);
    for (int k = 0; k < 20; k++) {
      RationalMatrix e =
          RationalMatrix.of(
              2,
              2,
              (n, i) ->
                  Rational.of(n + i == 2 ? 3 : 1)
                      .plus(Rational.of(random.nextInt(2001) - 1000L, 100_000)));
      Instance near =
          instance(
              Rational.of(1, 2),
              false,
              rows("1 -1", 1),
              rows("0 -1", 1),
              new LayerNoise.Given(e),
              2);
      assertThat(allMinima(near).orElseThrow().allGlobal()).as("seed %d, %s", SEED, e).isFalse();
      Instance generic =
          instance(
              Rational.of(1, 2), false, rows("1 -1", 1), rows("0 -1", 1), LayerNoise.GENERIC, 2);
      assertThat(decide(generic, MinimaScope.ALL)).isInstanceOf(FullRankDecision.Undecided.class);
    }
  }

  @Test
  void realizablePatternsAreRefutedOnlyWithABadMinimum() {
    Instance instance =
        instance(Rational.of(1, 2), false, rows("1 2", 1), rows("0 1", 1), LayerNoise.NONE, 2);
    FullRankDecision.Outcome all = decide(instance, MinimaScope.ALL);
    assertThat(all).isInstanceOf(FullRankDecision.Undecided.class);
    assertThat(String.join("; ", all.tried())).contains("no bad local minimum is part of that");
    FullRankClaim realizable = FullRankClaim.of(instance, PatternScope.REALIZABLE);
    assertThat(
            FullRankDecision.decideForAllMinima(
                realizable, Optional.empty(), Budget.DEFAULT, Progress.NONE))
        .isInstanceOfSatisfying(
            FullRankDecision.Decided.class,
            decided ->
                assertThat(MinimaScope.ALL.objection(realizable, decided.evidence())).isEmpty());
  }

  private static Rational rational(String text) {
    String[] parts = text.split("/");
    return Rational.of(Long.parseLong(parts[0]), parts.length == 1 ? 1 : Long.parseLong(parts[1]));
  }

  /** Numbers row by row: for so many rows, if it is not one column. */
  private static RationalMatrix rows(String text, int rows) {
    String[] numbers = text.strip().split(" +");
    int columns = rows == 1 ? 1 : numbers.length / rows;
    return RationalMatrix.of(
        numbers.length / columns, columns, (n, j) -> rational(numbers[n * columns + j]));
  }
}
